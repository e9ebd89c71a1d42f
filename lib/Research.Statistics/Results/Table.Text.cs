using System.Text;

namespace Research;

public sealed partial class Table
{
    /// <summary>The table as plain text: numbers to the right, words to the left, notes below.</summary>
    public string ToText()
    {
        var shown = Rows.Select(row => row.Select((cell, j) => cell.Show(Columns[j].Decimals)).ToArray()).ToArray();
        var widths = Columns.Select((c, j) => shown.Select(r => r[j].Length).Prepend(Heading(c).Length).Max()).ToArray();
        var text = new StringBuilder(Title).Append('\n');
        text.AppendJoin("  ", Columns.Select((c, j) => Pad(Heading(c), j))).Append('\n');
        text.AppendJoin("  ", widths.Select(w => new string('─', w))).Append('\n');
        foreach (var row in shown) text.Append(string.Join("  ", row.Select(Pad)).TrimEnd()).Append('\n');
        foreach (string note in Notes) text.Append(note).Append('\n');
        return text.ToString();

        string Pad(string value, int j) => IsNumeric(j) ? value.PadLeft(widths[j]) : value.PadRight(widths[j]);
    }

    /// <inheritdoc/>
    public override string ToString() => ToText();
}
