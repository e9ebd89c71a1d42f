using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Research.Notebooks;

/// <summary>A table read from CSV (RFC 4180): the first line names the columns.</summary>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">The rows; one that is short is filled with empty fields.</param>
internal sealed record CsvTable(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows)
{
    public static CsvTable Parse(string text)
    {
        var records = Records(text).ToArray();
        if (records.Length == 0) return new([], []);
        int width = records[0].Length;
        return new(records[0], [.. records.Skip(1).Select(r => r.Length >= width ? r : r.AddRange(Enumerable.Repeat("", width - r.Length)))]);
    }

    /// <summary>A field as a number; null when it is words, a symbol or empty.</summary>
    public static double? Number(string field) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    /// <summary>How many leading columns name a row in all of these tables; 0 when none do, and rows go by their number.</summary>
    /// <remarks>A name is made of words and whole numbers (a year, a school's number). A measured quantity names nothing.</remarks>
    public static int KeyWidth(params IReadOnlyList<CsvTable> tables)
    {
        int most = tables.Min(t => t.Columns.Length);
        for (int width = 1; width <= most; width++)
        {
            if (tables.Any(t => t.Rows.Any(r => Number(r[width - 1]) is { } n && n != Math.Floor(n)))) return 0;
            if (tables.All(t => t.Rows.Select(r => Key(r, width)).Distinct(StringComparer.Ordinal).Count() == t.Rows.Length)) return width;
        }
        return 0;
    }

    /// <summary>The name of a row: its leading fields.</summary>
    public static string Key(ImmutableArray<string> row, int width) => string.Join(", ", row.Take(width).Where(f => f.Length > 0));

    private static IEnumerable<ImmutableArray<string>> Records(string text)
    {
        var record = ImmutableArray.CreateBuilder<string>();
        var field = new StringBuilder();
        bool quoted = false, any = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            any = true;
            if (quoted)
            {
                if (c != '"') field.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') field.Append(text[++i]);
                else quoted = false;
            }
            else if (c == '"') quoted = true;
            else if (c == ',') End();
            else if (c == '\n')
            {
                End();
                yield return record.ToImmutable();
                record.Clear();
                any = false;
            }
            else if (c != '\r') field.Append(c);
        }
        if (!any) yield break;
        End();
        yield return record.ToImmutable();

        void End()
        {
            record.Add(field.ToString());
            field.Clear();
        }
    }
}
