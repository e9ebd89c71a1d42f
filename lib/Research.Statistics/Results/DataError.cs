using System.Text;

namespace Research;

/// <summary>Input that cannot be used: says where, what was found, what was expected and how to mend it. Never quotes a pupil's identifier.</summary>
public sealed class DataError : Exception
{
    /// <summary>An error in a file or argument.</summary>
    /// <param name="where">File name, or the argument's name.</param>
    /// <param name="found">What was found, coded values only.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="mend">What to do about it, as an instruction.</param>
    /// <param name="line">Line in the file, from 1; 0 when there is none.</param>
    /// <param name="column">Name of the column; empty when there is none.</param>
    public DataError(string where, string found, string expected, string mend, long line = 0, string column = "")
        : base(Compose(where, found, expected, mend, line, column)) =>
        (Where, Found, Expected, Mend, Line, Column) = (where, found, expected, mend, line, column);

    /// <summary>File name, or the argument's name.</summary>
    public string Where { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    /// <summary>What to do about it.</summary>
    public string Mend { get; }

    /// <summary>Line in the file, from 1; 0 when there is none.</summary>
    public long Line { get; }

    /// <summary>Column name; empty when there is none.</summary>
    public string Column { get; }

    private static string Compose(string where, string found, string expected, string mend, long line, string column)
    {
        var text = new StringBuilder(where);
        if (line > 0) text.Append(System.Globalization.CultureInfo.InvariantCulture, $", line {line}");
        if (column.Length > 0) text.Append(System.Globalization.CultureInfo.InvariantCulture, $", column {column}");
        return text.Append(System.Globalization.CultureInfo.InvariantCulture, $": found {found}; expected {expected}. {mend}").ToString();
    }
}
