using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>What a finding means for the analysis.</summary>
public enum FindingKind
{
    /// <summary>The file as a whole cannot be used.</summary>
    File,

    /// <summary>Single rows cannot be used; they can be set aside.</summary>
    Rows,

    /// <summary>Worth a look; nothing stops.</summary>
    Note,
}

/// <summary>One fault of a county extract: where, what was found, what was expected, how to mend it. Equal faults are one finding with a count.</summary>
/// <param name="File">File name.</param>
/// <param name="Line">First line (CSV), row of the sheet (Excel) or row number (Parquet), from 1; 0 when the file as a whole is meant.</param>
/// <param name="Column">Column name; empty when the row or the file is meant.</param>
/// <param name="Found">What was found. Coded values only, never a pupil's identifier.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Mend">What to do, as an instruction.</param>
public sealed record Finding(string File, long Line, string Column, string Found, string Expected, string Mend)
{
    /// <summary>Whether the file, its rows or nothing is in question.</summary>
    public FindingKind Kind { get; init; } = FindingKind.File;

    /// <summary>Rows with this fault; 0 when the file as a whole is meant.</summary>
    public long Count { get; init; }

    /// <summary>The first lines with this fault, at most five.</summary>
    public ImmutableArray<long> Lines { get; init; } = [];

    /// <summary>Equal faults as one finding each, in the order of the first.</summary>
    internal static IEnumerable<Finding> Merge(IEnumerable<Finding> findings) =>
        from finding in findings
        group finding by (finding.Kind, finding.Column, finding.Found, finding.Expected, finding.Mend) into equal
        select equal.Count() == 1 || equal.Key.Kind != FindingKind.Rows
            ? equal.First()
            : equal.First() with { Count = equal.Sum(f => f.Count), Lines = [.. equal.SelectMany(f => f.Lines).Order().Take(5)] };

    /// <summary>The same fault of the same rows in several columns as one finding that names the first.</summary>
    internal static IEnumerable<Finding> MergeColumns(IEnumerable<Finding> findings) =>
        from finding in findings
        group finding by (finding.Kind, finding.Found, finding.Expected, finding.Mend, finding.Count, First: string.Join(' ', finding.Lines)) into equal
        let more = equal.Count() - 1
        select more == 0 || equal.Key.Kind != FindingKind.Rows
            ? equal.ToArray()
            : [equal.First() with { Found = string.Create(CultureInfo.InvariantCulture, $"{equal.Key.Found}, as in {more} more column{(more == 1 ? "" : "s")} (to {equal.Last().Column})") }] into merged
        from finding in merged
        select finding;

    /// <summary>The finding as the error that stops an analysis.</summary>
    public DataError ToError() => new(File, Found, Expected, Mend, Line, Column);

    /// <summary>The whole message on one line, as <see cref="DataError"/> words it, with the count when there is more than one row.</summary>
    public override string ToString() => Count > 1
        ? string.Create(CultureInfo.InvariantCulture, $"{ToError().Message} ({Count} rows: {string.Join(", ", Lines)}{(Count > Lines.Length ? ", ..." : "")})")
        : ToError().Message;
}
