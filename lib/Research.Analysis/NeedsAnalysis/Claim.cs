using System.Collections.Immutable;

namespace Research;

/// <summary>What kind of figure a claim states.</summary>
public enum ClaimKind
{
    /// <summary>A count, a whole and a percentage of a group.</summary>
    Rate,

    /// <summary>The group's share of all pupils with the outcome.</summary>
    Share,

    /// <summary>How many of a group also belong to a second one.</summary>
    Overlap,

    /// <summary>A gap in percentage points, its change, or both.</summary>
    Gap,

    /// <summary>A risk ratio, group over peers.</summary>
    Ratio,

    /// <summary>An odds ratio, group over peers.</summary>
    Odds,

    /// <summary>A number of schools below a floor.</summary>
    Schools,

    /// <summary>Which of several measures are lowest.</summary>
    Lowest,

    /// <summary>Not to be had from a county extract.</summary>
    None,
}

/// <summary>Which pupils of a group a figure counts.</summary>
public enum Outcome
{
    /// <summary>Those with a result, whatever it is.</summary>
    Any,

    /// <summary>Those who reached the measure's standard.</summary>
    Achieved,

    /// <summary>Those with a result who did not.</summary>
    NotAchieved,
}

/// <summary>One reading of one published figure: what it is a figure of, and what was printed. The wording is paraphrased.</summary>
public sealed record Claim
{
    /// <summary>The figure's id; a part of it after a point: F13.2.</summary>
    public required string Id { get; init; }

    /// <summary>Letter of the reading; empty when the words can be read in one way only.</summary>
    public string Reading { get; init; } = "";

    /// <summary>What this reading takes the words to mean.</summary>
    public string Meaning { get; init; } = "";

    /// <summary>True when this reading is what the words themselves say.</summary>
    public bool AsWorded { get; init; }

    /// <summary>Section of the document.</summary>
    public string Section { get; init; } = "";

    /// <summary>Page of the document.</summary>
    public string Page { get; init; } = "";

    /// <summary>Phase, or all.</summary>
    public string Phase { get; init; } = "";

    /// <summary>The statement, paraphrased.</summary>
    public required string Statement { get; init; }

    /// <summary>What kind of figure it is.</summary>
    public required ClaimKind Kind { get; init; }

    /// <summary>Ids of the measures, one as a rule; several for <see cref="ClaimKind.Lowest"/>.</summary>
    public ImmutableArray<string> Measures { get; init; } = [];

    /// <summary>Id of the group; empty where there is none.</summary>
    public string Group { get; init; } = "";

    /// <summary>The second group of an overlap, or the measures among which some are lowest.</summary>
    public string Within { get; init; } = "";

    /// <summary>Which pupils are counted.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>Empty for the county, else the comparator's place.</summary>
    public string Place { get; init; } = "";

    /// <summary>Academic year by the year it ends in.</summary>
    public int Year { get; init; }

    /// <summary>First year of a change; 0 when there is none.</summary>
    public int FromYear { get; init; }

    /// <summary>special or mainstream; empty for all schools.</summary>
    public string Setting { get; init; } = "";

    /// <summary>Printed count.</summary>
    public PrintedNumber? Count { get; init; }

    /// <summary>Printed whole.</summary>
    public PrintedNumber? Of { get; init; }

    /// <summary>Printed percentage.</summary>
    public PrintedNumber? Percent { get; init; }

    /// <summary>Printed gap, peers minus group.</summary>
    public PrintedNumber? Gap { get; init; }

    /// <summary>Printed change of the gap; positive is wider.</summary>
    public PrintedNumber? Change { get; init; }

    /// <summary>Lowest value the words allow.</summary>
    public double? Low { get; init; }

    /// <summary>Highest value the words allow.</summary>
    public double? High { get; init; }

    /// <summary>Printed number of schools.</summary>
    public PrintedNumber? Schools { get; init; }

    /// <summary>The floor of <see cref="ClaimKind.Schools"/>.</summary>
    public Floor? Floor { get; init; }

    /// <summary>Unit as printed: % or ppt; empty when not printed.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The printed figure this count is a disjoint part of: F12.count or F12.of.</summary>
    public string PartOf { get; init; } = "";

    /// <summary>What data it would need.</summary>
    public string Needs { get; init; } = "";

    /// <summary>Line in the claims file.</summary>
    public long Line { get; init; }

    /// <summary>The one measure, or empty.</summary>
    public string Measure => Measures.Length == 1 ? Measures[0] : "";

    /// <summary>The figure a part belongs to: F13 for F13.2.</summary>
    public string Figure => Id.Split('.')[0];

    /// <summary>True when the document prints a number for it.</summary>
    public bool HasPrint => (Count ?? Of ?? Percent ?? Gap ?? Change ?? Schools) is not null || Low is not null || Kind == ClaimKind.Lowest;
}
