using System.Globalization;
using System.Text;

namespace Research;

/// <summary>The data dictionary as a page: every file, column, unit, allowed value, meaning and source, made from <see cref="Schema"/>.</summary>
public static class DataDictionary
{
    /// <summary>The page as Markdown.</summary>
    public static string ToMarkdown()
    {
        var page = new StringBuilder("""
            # Data dictionary of a county extract

            Made from the schema by `research dictionary > docs/data-dictionary.md`; a test holds the two together.

            An extract is a folder of one file for each table below, as `.parquet`, `.csv` (UTF-8, commas) or `.xlsx`; a table may be left out.
            An empty cell is a missing value. Academic years are named by the year they end in: 2013 is 2012/13. A column is needed only where
            a year of the file uses it.


            """).Replace("\r\n", "\n");
        foreach (var table in Schema.All) Append(page, table);
        page.Append("## Code lists\n\n");
        foreach (var list in Schema.All.SelectMany(t => t.Columns).Select(c => c.Codes).OfType<CodeList>().DistinctBy(l => l.Name)) Append(page, list);
        return page.ToString().TrimEnd() + "\n";
    }

    private static void Append(StringBuilder page, TableSchema table)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {table.Name}\n\n{table.Title}. A row is named once by {string.Join(", ", table.Key)}.\n\n");
        page.Append("| column | type | unit or values | meaning | use | source |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var column in table.Columns)
            page.Append(CultureInfo.InvariantCulture, $"| {column.Name} | {Kind(column.Type)} | {Values(column)} | {column.Meaning} | {Use(column)} | {column.Source} |\n");
        page.Append('\n');
        if (table.Rules.IsEmpty) return;
        page.Append("Cannot be:\n\n");
        foreach (var rule in table.Rules) page.Append(CultureInfo.InvariantCulture, $"- {rule.Found} (expected: {rule.Expected})\n");
        page.Append('\n');
    }

    private static void Append(StringBuilder page, CodeList list)
    {
        page.Append(CultureInfo.InvariantCulture, $"### {list.Name}\n\n{(list.Source.Length > 0 ? list.Source + ".\n\n" : "")}| code | meaning | years |\n| --- | --- | --- |\n");
        foreach (var code in list.Codes)
            page.Append(CultureInfo.InvariantCulture, $"| {code.Value} | {code.Meaning} | {Years(code.FirstYear, code.LastYear)} |\n");
        page.Append('\n');
    }

    private static string Kind(DataType type) => type switch
    {
        DataType.Whole => "whole number",
        DataType.Number => "number",
        DataType.Flag => "1 or 0",
        DataType.Code => "code",
        _ => "words",
    };

    private static string Values(SchemaColumn column)
    {
        if (column.Codes is { } list) return $"[{list.Name}](#{list.Name.ToLowerInvariant().Replace(' ', '-')})";
        string range = column is { Minimum: { } low, Maximum: { } high } ? string.Create(CultureInfo.InvariantCulture, $"{low} to {high}")
            : column.Minimum is { } least ? string.Create(CultureInfo.InvariantCulture, $"{least} or more") : "";
        return string.Join(" ", new[] { range, column.Unit }.Where(part => part.Length > 0));
    }

    private static string Use(SchemaColumn column)
    {
        string needed = column.Required ? "never empty" : column.MayBeAbsent ? "column may be absent" : "";
        return string.Join("; ", new[] { needed, Years(column.FirstYear, column.LastYear) }.Where(part => part.Length > 0));
    }

    private static string Years(int first, int last) => (first > 0, last < 9999) switch
    {
        (true, true) => string.Create(CultureInfo.InvariantCulture, $"{first} to {last}"),
        (true, false) => string.Create(CultureInfo.InvariantCulture, $"from {first}"),
        (false, true) => string.Create(CultureInfo.InvariantCulture, $"to {last}"),
        _ => "",
    };
}
