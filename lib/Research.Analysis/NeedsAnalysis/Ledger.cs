using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>The claim ledger: every published figure of a document with its verdict.</summary>
public sealed record Ledger : Result
{
    internal Ledger(int year, string document, ImmutableArray<LedgerEntry> entries, ImmutableArray<Dropped> leftOut) =>
        (Year, Document, Entries, LeftOut) = (year, document, entries, leftOut);

    /// <summary>Year of the needs analysis.</summary>
    public int Year { get; }

    /// <summary>The claims file.</summary>
    public string Document { get; }

    /// <summary>One entry a figure, in the document's order.</summary>
    public ImmutableArray<LedgerEntry> Entries { get; }

    /// <summary>Rows of each file that the check has set aside, and that no figure here counts.</summary>
    public ImmutableArray<Dropped> LeftOut { get; }

    /// <summary>How many figures have the verdict.</summary>
    public int Count(Verdict verdict) => Entries.Count(e => e.Verdict == verdict);

    /// <summary>The entry of a figure.</summary>
    public LedgerEntry this[string id] => Entries.FirstOrDefault(e => e.Id == id)
        ?? throw new DataError(Document, $"no figure '{id}'", "the id of a figure in the claims file", $"Check the id.{NearestName.Hint(id, Entries.Select(e => e.Id))}");

    /// <summary>"38 figures: 30 reproduced, 2 differ ...".</summary>
    public string Summary => $"{Entries.Length} figures: {string.Join(", ", Enum.GetValues<Verdict>().Where(v => Count(v) > 0).Select(v => $"{Count(v)} {Words(v)}"))}";

    /// <inheritdoc/>
    public override Table ToTable() => new($"Needs analysis {Year}, {Document}. {Summary}.{Aside}",
        [new("figure", "Figure"), new("page", "Page"), new("statement", "Statement"), new("printed", "Printed"), new("counted", "Counted again"), new("verdict", "Verdict"), new("why", "Why")],
        Entries.Select(e => (IReadOnlyList<Cell>)[e.Id, e.Readings[0].Claim.Page, e.Statement, e.Printed, e.Counted, Words(e.Verdict), e.Explanation]),
        [
            .. Entries.Any(e => e.IsDisclosive) ? ["Some counts here are below 10, as the document printed them. They could point to a child: do not pass this table on without disclosure control."] : Array.Empty<string>(),
            .. LeftOut.IsEmpty ? Array.Empty<string>() : [$"Rows set aside by the check and not counted: {string.Join(", ", LeftOut.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Count:N0} of {d.Reason}")))}. A figure may come out otherwise once they are mended."],
        ]);

    /// <summary>One row a number: figure, reading, printed, computed, agrees, interval. For files and further work.</summary>
    public Table Numbers => new($"Numbers of the needs analysis {Year}.{Aside}",
        [
            new("figure", "Figure"), new("reading", "Reading"), new("number", "Number"), new("unit", "Unit"), new("printed", "Printed"), new("computed", "Computed"),
            new("agrees", "Agrees"), new("conf_low", "Low"), new("conf_high", "High"),
        ],
        Entries.SelectMany(e => e.Readings).SelectMany(r => r.Checks.Select(c => (IReadOnlyList<Cell>)
        [
            r.Claim.Id, r.Claim.Reading, c.What, c.Unit, c.Printed, c.Computed, c.Agrees switch { true => "yes", false => "no", null => Cell.Without(Symbol.NotApplicable) },
            Cell.Of(c.Interval?.Low), Cell.Of(c.Interval?.High),
        ])));

    private string Aside => LeftOut.IsEmpty ? "" : string.Create(CultureInfo.InvariantCulture, $" {LeftOut.Sum(d => d.Count):N0} rows set aside by the check are not counted.");

    /// <summary>How many figures have each verdict.</summary>
    public override Chart ToChart() =>
        BarChart.Of($"What became of the {Entries.Length} published figures", "figures", Enum.GetValues<Verdict>().Select(v => (Words(v), (double)Count(v))), 0);

    /// <summary>The verdict in words.</summary>
    public static string Words(Verdict verdict) => verdict switch
    {
        Verdict.Reproduced => "reproduced",
        Verdict.Differs => "differs",
        Verdict.InconsistentInPrint => "inconsistent in print",
        Verdict.Ambiguous => "ambiguous",
        _ => "not computable",
    };
}
