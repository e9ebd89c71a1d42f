using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>A file of an extract as the check saw it.</summary>
/// <param name="Name">File name.</param>
/// <param name="Table">Table of the dictionary.</param>
/// <param name="Rows">Rows in the file, those set aside included.</param>
/// <param name="Faulty">Rows with at least one finding.</param>
public sealed record CheckedFile(string Name, string Table, long Rows, long Faulty);

/// <summary>What the check of a county extract found: schema findings, row by row.</summary>
public sealed partial record CheckReport : Result
{
    internal CheckReport(string folder, ImmutableArray<CheckedFile> files, ImmutableArray<Finding> findings, bool setAside) =>
        (Folder, Files, Findings, IsSetAside) = (folder, files, findings, setAside);

    /// <summary>Name of the folder.</summary>
    public string Folder { get; }

    /// <summary>The files that were looked at.</summary>
    public ImmutableArray<CheckedFile> Files { get; }

    /// <summary>Every finding, in the order of files.</summary>
    public ImmutableArray<Finding> Findings { get; }

    /// <summary>True when faulty rows have been set aside, so that they do not stop the analysis.</summary>
    public bool IsSetAside { get; }

    /// <summary>Rows in all files.</summary>
    public long Rows => Files.Sum(f => f.Rows);

    /// <summary>Rows left out of the analysis.</summary>
    public long RowsSetAside => IsSetAside ? Files.Sum(f => f.Faulty) : 0;

    /// <summary>The first finding that stops the analysis, or null.</summary>
    public Finding? Stopping => Findings.FirstOrDefault(f => f.Kind == FindingKind.File || f.Kind == FindingKind.Rows && !IsSetAside);

    /// <summary>True when the analysis can go on.</summary>
    public bool Passes => Stopping is null;

    /// <summary>The findings, one a row; without any, the files and their rows.</summary>
    public override Table ToTable() => Findings.IsEmpty ? FilesTable() : new(Summary,
        [
            new("file", "File"), new("line", "Line", "", 0), new("column", "Column"), new("found", "Found"), new("expected", "Expected"), new("mend", "Mend"),
            new("rows", "Rows", "", 0), new("lines", "First lines"),
        ],
        Findings.Select(f => (IReadOnlyList<Cell>)[f.File, f.Line == 0 ? Cell.Without(Symbol.NotApplicable) : Cell.Of(f.Line, 0), f.Column, f.Found, f.Expected, f.Mend,
            f.Count == 0 ? Cell.Without(Symbol.NotApplicable) : Cell.Of(f.Count, 0), string.Join(", ", f.Lines)]),
        Notes());

    /// <summary>The files, their rows and how many of them have a finding.</summary>
    public Table FilesTable() => new(Summary,
        [new("file", "File"), new("table", "Table"), new("rows", "Rows", "", 0), new("faulty", "Rows with a finding", "", 0)],
        Files.Select(f => (IReadOnlyList<Cell>)[f.Name, f.Table, f.Rows, f.Faulty]));

    /// <inheritdoc/>
    public override string ToHtml() => Findings.IsEmpty ? FilesTable().ToHtml() : ToTable().ToHtml() + FilesTable().ToHtml();

    /// <summary>The report in a sentence.</summary>
    public string Summary => $"Check of {Folder}: {Count(Files.Length, "file")}, {Count(Rows, "row")}, "
        + (Findings.IsEmpty ? "nothing found" : Count(Findings.Length, "finding")) + (RowsSetAside > 0 ? $", {Count(RowsSetAside, "row")} set aside" : "");

    private static string Count(long number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {what}{(number == 1 ? "" : "s")}");

    private string[] Notes() =>
    [
        "Line: line of a CSV file, row of a sheet, row number in Parquet.",
        Passes && RowsSetAside > 0 ? "The analysis goes on without the rows set aside, and says how many they were."
            : Passes ? "These findings do not stop the analysis."
            : "These findings stop the analysis. Mend the files, or set faulty rows aside with 'research check --quarantine'.",
    ];
}
