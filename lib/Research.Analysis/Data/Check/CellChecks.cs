using System.Globalization;

namespace Research;

/// <summary>Checks of single raw cells: filled where they must be, and of the column's type.</summary>
internal static class CellChecks
{
    private static readonly string[] SaysMissing = ["na", "n/a", "nan", "null", "none", "nil", "missing", "unknown", "-", ".", "#n/a", "?", "not known"];

    public static IEnumerable<RowCheck> Of(ExtractFile file, RawTable raw)
    {
        string source = "raw." + file.Schema.Name;
        foreach (var column in file.Schema.Columns.Where(c => raw.Columns.Contains(c.Name)))
        {
            string cell = DuckDbEngine.Name(column.Name);
            bool words = column.Type is DataType.Text or DataType.Code;
            if (column.Required)
            {
                string empty = words && !raw.Typed.Contains(column.Name) ? $"({cell} IS NULL OR {cell}::VARCHAR = '')" : $"{cell} IS NULL";
                yield return new(column.Name, source, empty, "''", _ => new("an empty cell", Expected(column), "Fill it: it may not be empty."));
            }
            if (column.Type == DataType.Text)
            {
                // U+FFFD is what is left of a letter after a wrong conversion; in a code it is not in the list.
                yield return new(column.Name, source, $"contains({cell}::VARCHAR, chr(65533))", "''",
                    _ => new("a letter lost in an earlier conversion (U+FFFD)", "the letter itself", "Go back to the source and export it as UTF-8."));
            }
            else if (!words && !raw.Typed.Contains(column.Name))
            {
                yield return new(column.Name, source, $"{cell} IS NOT NULL AND ({TypedTable.Typed(column, file.Format)}) IS NULL", $"{cell}::VARCHAR",
                    value => new(value is null ? "a value of another kind" : $"'{value}'", Expected(column), Mend(column, value)));
            }
        }
    }

    /// <summary>What a column expects, in words.</summary>
    public static string Expected(SchemaColumn column)
    {
        string unit = column.Unit.Length == 0 ? "" : $" ({column.Unit})";
        return column.Type switch
        {
            DataType.Flag => "1 (yes) or 0 (no)",
            DataType.Code => "one of " + string.Join(", ", column.Codes!.Values),
            DataType.Text => "a value",
            _ => (column.Type == DataType.Whole ? "a whole number" : "a number") + (column.Minimum is { } low && column.Maximum is { } high
                ? string.Create(CultureInfo.InvariantCulture, $" from {low} to {high}")
                : column.Minimum is { } least ? string.Create(CultureInfo.InvariantCulture, $" from {least}") : "") + unit,
        };
    }

    private static string Mend(SchemaColumn column, string? value)
    {
        string otherwise = column.Required ? "Correct the value." : "Correct the value, or empty the cell when it is not known.";
        if (value is null) return otherwise;
        string trimmed = value.Trim();
        if (SaysMissing.Contains(trimmed.ToLowerInvariant())) return column.Required ? "Fill it: it may not be empty." : "Leave the cell empty when there is no value.";
        if (trimmed.Length != value.Length) return "Remove the spaces round it.";
        if (column.Type == DataType.Flag)
            return trimmed.ToLowerInvariant() switch { "y" or "yes" or "true" or "t" => "Write 1.", "n" or "no" or "false" or "f" => "Write 0.", _ => otherwise };
        if (trimmed.EndsWith('%')) return "Write the number without the per cent sign.";
        if (trimmed.Contains(',')) return column.Type == DataType.Number ? "Write a point for the decimals and nothing between thousands." : "Write it without commas.";
        if (column.Type == DataType.Whole && double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            return number == Math.Floor(number) && Math.Abs(number) < int.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"Write {number:F0}.") : otherwise;
        return otherwise;
    }
}
