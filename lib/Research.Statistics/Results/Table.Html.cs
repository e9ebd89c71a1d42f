using System.Net;
using System.Text;

namespace Research;

public sealed partial class Table
{
    /// <summary>The table as an accessible HTML fragment: caption, column headers with scope, the first column as row header, notes below.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder("<div class=\"research-table\" role=\"region\" tabindex=\"0\" aria-label=\"")
            .Append(Encode(Title)).Append("\"><table><caption>").Append(Encode(Title)).Append("</caption><thead><tr>");
        for (int j = 0; j < Columns.Length; j++)
            html.Append("<th scope=\"col\"").Append(IsNumeric(j) ? " class=\"number\">" : ">").Append(Encode(Heading(Columns[j]))).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in Rows)
        {
            html.Append("<tr>");
            for (int j = 0; j < Columns.Length; j++)
            {
                string tag = j == 0 ? "th scope=\"row\"" : "td";
                html.Append('<').Append(tag).Append(IsNumeric(j) ? " class=\"number\">" : ">").Append(Show(row[j], Columns[j]))
                    .Append(j == 0 ? "</th>" : "</td>");
            }
            html.Append("</tr>");
        }
        html.Append("</tbody></table>");
        foreach (string note in Notes) html.Append("<p class=\"note\">").Append(Encode(note)).Append("</p>");
        return html.Append("</div>").ToString();
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Show(Cell cell, TableColumn column) => cell.Symbol switch
    {
        Symbol.None => Encode(cell.Show(column.Decimals)),
        Symbol.Missing => "<abbr title=\"not available\">x</abbr>",
        Symbol.Suppressed => "<abbr title=\"suppressed: too few pupils\">c</abbr>",
        Symbol.NotApplicable => "<abbr title=\"not applicable\">z</abbr>",
        _ => "<abbr title=\"unreliable: too few pupils\">u</abbr>",
    };
}
