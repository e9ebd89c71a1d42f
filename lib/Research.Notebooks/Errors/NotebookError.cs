using System.Globalization;
using System.Text;

namespace Research.Notebooks;

/// <summary>A notebook, parameter or reference that cannot be used: says where, what was found, what was expected and how to mend it.</summary>
public sealed class NotebookError : Exception
{
    /// <summary>An error in a notebook or in what it was asked to do.</summary>
    /// <param name="where">File name, cell or argument.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="mend">What to do about it, as an instruction.</param>
    /// <param name="line">Line in the file or cell, from 1; 0 when there is none.</param>
    /// <param name="cell">Name of the cell; empty when there is none.</param>
    public NotebookError(string where, string found, string expected, string mend, long line = 0, string cell = "")
        : base(Compose(where, found, expected, mend, line, cell)) =>
        (Where, Found, Expected, Mend, Line, Cell) = (where, found, expected, mend, line, cell);

    /// <summary>File name, cell or argument.</summary>
    public string Where { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    /// <summary>What to do about it.</summary>
    public string Mend { get; }

    /// <summary>Line, from 1; 0 when there is none.</summary>
    public long Line { get; }

    /// <summary>Name of the cell; empty when there is none.</summary>
    public string Cell { get; }

    private static string Compose(string where, string found, string expected, string mend, long line, string cell)
    {
        var text = new StringBuilder(where);
        if (cell.Length > 0) text.Append(CultureInfo.InvariantCulture, $", {cell}");
        if (line > 0) text.Append(CultureInfo.InvariantCulture, $", line {line}");
        return text.Append(CultureInfo.InvariantCulture, $": found {found}; expected {expected}. {mend}").ToString();
    }
}
