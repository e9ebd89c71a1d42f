using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Research.Notebooks;

/// <summary>Says in the page where each figure comes from: what made it, how many were used and dropped, the data files, the library.</summary>
internal sealed partial class Provenance(RunManifest run)
{
    private const int HashShown = 12;

    /// <summary>Id in the page of the section on the whole run.</summary>
    public const string About = "about-this-page";

    /// <summary>The closed note below a result; nothing for one that the manifest does not have.</summary>
    /// <param name="cell">Id of the cell.</param>
    /// <param name="place">Its place among the cell's results, from 1.</param>
    public string Of(string cell, int place)
    {
        string key = string.Create(CultureInfo.InvariantCulture, $"{cell}/{place}");
        if (run.Results.FirstOrDefault(r => r.Key == key) is not { } result) return "";
        var html = new StringBuilder("<details class=\"provenance\" data-cell=\"").Append(Encode(cell)).Append("\"><summary>Where ").Append(result.Csv is null ? "this comes" : "these figures come")
            .Append(" from<span class=\"unseen\">: ").Append(Encode(Short(result.Title))).Append("</span></summary><dl>");
        Add(html, "Made by", $"{Encode(result.Name)}, {Encode(result.Cell)}");
        if (Used().Match(result.Title) is { Success: true } used) Add(html, "Counted", Encode(used.Value));
        if (run.Inputs.Parameters.Count > 0) Add(html, "Parameters", Encode(string.Join(", ", run.Inputs.Parameters.Select(p => $"{p.Key} = {p.Value}"))));
        if (run.Inputs.Data.Length > 0) Add(html, "Data", $"{Encode(string.Join(", ", run.Inputs.Data.Select(d => d.Path.Split('/')[^1])))} <a href=\"#{About}\">with rows and hashes</a>");
        if (run.Inputs.Library is { } library) Add(html, "Library", Encode($"{library.Name} {library.Shown}"));
        html.Append("</dl>");
        if (result.Csv is { } csv)
            html.Append("<p><a download=\"").Append(Encode(FileName(result))).Append("\" href=\"data:text/csv;charset=utf-8,").Append(Uri.EscapeDataString(csv)).Append("\">Unrounded values as a CSV file</a></p>");
        return html.Append("</details>").ToString();
    }

    /// <summary>What the whole page was made from.</summary>
    public string Section(IReadOnlyList<KeyValuePair<string, string>> more)
    {
        var html = new StringBuilder("<footer id=\"").Append(About).Append("\"><h2>About this page</h2><dl>");
        Add(html, "Notebook", $"{Encode(run.Notebook)}, code {Hash(run.Inputs.NotebookHash)}");
        foreach (var library in run.Inputs.Libraries) Add(html, library == run.Inputs.Library ? "Library" : "With", $"{Encode(library.Name)} {Encode(library.Shown)}");
        Add(html, "Run by", Encode(run.Runtime));
        foreach (var (name, value) in run.Inputs.Parameters) Add(html, "Parameter", $"{Encode(name)} = {Encode(value)}");
        foreach (var seed in run.Inputs.Seeds) Add(html, "Seed", $"{Encode(seed.Value)}, {Encode(seed.Cell)}");
        foreach (var (name, value) in more) Add(html, name, Encode(value));
        html.Append("</dl>");
        if (run.Inputs.Data.Length > 0)
        {
            html.Append("<div class=\"research-table\" role=\"region\" tabindex=\"0\" aria-label=\"Data files read\"><table><caption>Data files read</caption><thead><tr><th scope=\"col\">File</th><th scope=\"col\" class=\"number\">Rows</th><th scope=\"col\">SHA-256</th></tr></thead><tbody>");
            foreach (var file in run.Inputs.Data)
                html.Append("<tr><th scope=\"row\">").Append(Encode(file.Path)).Append("</th><td class=\"number\">").Append(file.Rows?.ToString("N0", CultureInfo.InvariantCulture) ?? "not counted")
                    .Append("</td><td>").Append(Hash(file.Hash)).Append("</td></tr>");
            html.Append("</tbody></table></div>");
        }
        return html.Append("<p>The manifest beside this page, ").Append(Encode(run.Notebook + RunManifest.Ending)).Append(", holds all of this in full.</p></footer>\n").ToString();
    }

    private static void Add(StringBuilder html, string name, string value) => html.Append("<dt>").Append(Encode(name)).Append("</dt><dd>").Append(value).Append("</dd>");

    private static string Hash(string hash) => $"<code title=\"SHA-256 {Encode(hash)}\">{Encode(hash[..Math.Min(HashShown, hash.Length)])}</code>";

    private static string FileName(NamedResult result) => Unsafe().Replace($"{result.Name} {result.Cell}", "-").Trim('-') + ".csv";

    private static string Short(string title) => title.Length <= 80 ? title : title[..77] + "...";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    [GeneratedRegex(@"\d[\d,]* used(?:, \d[\d,]* dropped(?: \([^)]*\))?)?")]
    private static partial Regex Used();

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex Unsafe();
}
