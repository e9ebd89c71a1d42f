namespace Research;

/// <summary>What is wrong with the quoting of a row.</summary>
public enum QuoteFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A quote inside a field that does not begin with one.</summary>
    Inside,

    /// <summary>Text between a closing quote and the next comma.</summary>
    After,

    /// <summary>A quote that is never closed.</summary>
    Unclosed,
}

/// <summary>Reads comma-separated rows (RFC 4180) and knows the physical line of each, also where a quoted field spans lines.
/// Line ends may be LF, CR LF or CR, and mixed.</summary>
/// <remarks>Our own, because the readers to be had either do not count physical lines or stop at the first fault.</remarks>
/// <param name="text">The file's text.</param>
public sealed class CsvReader(string text)
{
    private readonly List<(int Start, int Length, bool Escaped)> fields = [];
    private int at;
    private long next = 1;

    /// <summary>Line on which the row begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Line of the fault, where there is one.</summary>
    public long FaultLine { get; private set; }

    /// <summary>Field of the fault, from 0.</summary>
    public int FaultField { get; private set; }

    /// <summary>What is wrong with the row's quotes.</summary>
    public QuoteFault Fault { get; private set; }

    /// <summary>The fault in words: what was found, what was expected, how to mend it; null without one.</summary>
    public (string Found, string Expected, string Mend)? FaultInWords => Fault switch
    {
        QuoteFault.Unclosed => ("a quote that is never closed", "a closing quote", "Close the quote, or double it (\"\") if it is part of the value."),
        QuoteFault.After => ("text after a closing quote", "a comma or the line's end", "Double a quote (\"\") that is part of the value."),
        QuoteFault.Inside => ("a quote inside a value without quotes round it", "quotes round the whole value", "Put quotes round the value and double (\"\") the one inside."),
        _ => null,
    };

    /// <summary>What mends a row of too many or too few fields.</summary>
    public static string RaggedMend(int found, int expected) => found > expected
        ? "Put quotes round a value that holds a comma, or remove the comma too many."
        : "Add the commas that are missing, or join the row with the next if it was broken in two.";

    /// <summary>What separates the names of a header that holds but one: semicolons, tabs, bars; null where nothing else does.</summary>
    public static string? OtherSeparator(IReadOnlyList<string> names) =>
        names is not [var only] ? null : only.Contains(';', StringComparison.Ordinal) ? "semicolons" : only.Contains('\t', StringComparison.Ordinal) ? "tabs" : only.Contains('|', StringComparison.Ordinal) ? "bars" : null;

    /// <summary>Number of fields in the row.</summary>
    public int Count => fields.Count;

    /// <summary>True for a line with nothing on it.</summary>
    public bool IsBlank => fields.Count == 1 && fields[0].Length == 0;

    /// <summary>True when every field is empty.</summary>
    public bool IsEmpty => fields.TrueForAll(f => f.Length == 0);

    /// <summary>A field's text without its quotes.</summary>
    public ReadOnlySpan<char> this[int field]
    {
        get
        {
            var (start, length, escaped) = fields[field];
            var raw = text.AsSpan(start, length);
            return escaped ? raw.ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : raw;
        }
    }

    /// <summary>Moves to the next row; false at the end of the file.</summary>
    public bool Next()
    {
        if (at >= text.Length) return false;
        fields.Clear();
        Fault = QuoteFault.None;
        Line = next;
        while (true)
        {
            if (at < text.Length && text[at] == '"') Quoted();
            else Plain();
            if (at >= text.Length || text[at] != ',') break;
            at++;
        }
        EndLine();
        return true;
    }

    private void EndLine()
    {
        if (at >= text.Length) return;
        at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
        next++;
    }

    private void Plain()
    {
        int length = text.AsSpan(at).IndexOfAny(',', '\r', '\n');
        if (length < 0) length = text.Length - at;
        if (text.AsSpan(at, length).Contains('"')) Blame(QuoteFault.Inside, next);
        fields.Add((at, length, false));
        at += length;
    }

    private void Quoted()
    {
        int start = ++at;
        long opened = next;
        bool escaped = false;
        while (true)
        {
            int step = text.AsSpan(at).IndexOfAny('"', '\r', '\n');
            if (step < 0) { Blame(QuoteFault.Unclosed, opened); fields.Add((start, text.Length - start, escaped)); at = text.Length; return; }
            at += step;
            if (text[at] != '"')
            {
                EndLine();
            }
            else if (at + 1 < text.Length && text[at + 1] == '"') { escaped = true; at += 2; }
            else break;
        }
        fields.Add((start, at - start, escaped));
        at++;
        int rest = text.AsSpan(at).IndexOfAny(',', '\r', '\n');
        if (rest < 0) rest = text.Length - at;
        if (rest > 0) Blame(QuoteFault.After, next, fields.Count - 1);
        at += rest;
    }

    private void Blame(QuoteFault fault, long line, int? field = null)
    {
        if (Fault == QuoteFault.None) (Fault, FaultLine, FaultField) = (fault, line, field ?? fields.Count);
    }
}
