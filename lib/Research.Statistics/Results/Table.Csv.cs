using System.Text;

namespace Research;

public sealed partial class Table
{
    /// <summary>The table as CSV (UTF-8, LF): names in the first line, values unrounded, symbols as letters.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Columns.Select(c => Quote(c.Name))).Append('\n');
        foreach (var row in Rows) text.AppendJoin(',', row.Select(cell => Quote(cell.Raw))).Append('\n');
        return text.ToString();
    }

    private static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\n\r") >= 0 ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
