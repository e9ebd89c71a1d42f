using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>How many mainstream schools are below a floor: below each threshold, below all and below any, and how the counts move when a school's
/// percentage is rounded before it is compared.</summary>
/// <remarks>A school is below when 100 × achieved &lt; threshold × pupils with a result, strictly and in whole numbers. Special schools are left out.
/// Rule: DfE notice of 5 March 2013 (below attainment and below the progress measures in all subjects).</remarks>
public sealed record SchoolsBelowFloor : Result
{
    internal SchoolsBelowFloor(FloorStandard standard, int year, ImmutableArray<SchoolStanding> schools, Sample pupils) =>
        (Standard, Year, Schools, Pupils) = (standard, year, schools, pupils);

    /// <summary>The standard.</summary>
    public FloorStandard Standard { get; }

    /// <summary>Academic year by the year it ends in.</summary>
    public int Year { get; }

    /// <summary>Mainstream schools with a pupil of the phase, by URN.</summary>
    public ImmutableArray<SchoolStanding> Schools { get; }

    /// <summary>Pupils of the first measure used and left out.</summary>
    public Sample Pupils { get; }

    /// <summary>Mainstream schools with results in every measure.</summary>
    public int WithResults => Schools.Count(s => s.HasEveryResult);

    /// <summary>Schools below each threshold, in the floor's order.</summary>
    public ImmutableArray<int> BelowEach => Each(s => s.IsBelow);

    /// <summary>Schools below each threshold when percentages are rounded to whole numbers first.</summary>
    public ImmutableArray<int> BelowEachWhenRounded => Each(s => s.IsBelowWhenRounded);

    /// <summary>Schools below every threshold.</summary>
    public int BelowAll => Schools.Count(s => s.IsBelowEvery);

    /// <summary>Schools below every threshold when percentages are rounded to whole numbers first.</summary>
    public int BelowAllWhenRounded => Schools.Count(s => s.Conditions.All(c => c.IsBelowWhenRounded));

    /// <summary>Schools below at least one threshold.</summary>
    public int BelowAny => Schools.Count(s => s.IsBelowAny);

    /// <summary>Schools below the floor by its own rule: every condition, or any.</summary>
    public int Below => Standard.Floor.Every ? BelowAll : BelowAny;

    /// <inheritdoc/>
    public override Table ToTable() => new(
        string.Create(CultureInfo.InvariantCulture, $"{Standard.Title}, {Gap.AcademicYear(Year)}: {Below} of {WithResults} mainstream schools with results in every measure are below. Pupils: {Pupils}"),
        [
            new("condition", "Condition"), new("threshold", "Threshold", "%", 0), new("schools", "With results", "schools", 0), new("below", "Below", "schools", 0),
            new("below_percent", "Below", "%", 1), new("below_when_rounded", "Below, percentages rounded first", "schools", 0),
        ],
        [
            .. Standard.Floor.Conditions.Select((c, i) => Row(Measures.Find(c.Measure).Title, c.Threshold, Schools.Count(s => s.Conditions[i].HasResult), (BelowEach[i], BelowEachWhenRounded[i]))),
            Row("All of these", null, WithResults, (BelowAll, BelowAllWhenRounded)),
            Row("At least one of these", null, WithResults, (BelowAny, Schools.Count(s => s.Conditions.Any(c => c.IsBelowWhenRounded)))),
        ],
        Standard.Source, "Below means strictly below, on unrounded percentages; a school at a threshold is not below it. Special schools are left out.");

    /// <summary>The schools below at least one threshold, those below most first.</summary>
    public Table ToSchoolTable() => new($"Schools below a threshold, {Gap.AcademicYear(Year)}",
        [
            new("urn", "URN"), new("school", "School"), new("below", "Thresholds it is below", "", 0),
            .. Standard.Floor.Conditions.Select(c => new TableColumn(c.Measure, string.Create(CultureInfo.InvariantCulture, $"{Measures.Find(c.Measure).Title} (below {c.Threshold})"), "%", 1)),
        ],
        Schools.Where(s => s.IsBelowAny).OrderByDescending(s => s.CountBelow).ThenBy(s => s.Conditions[0].Rate).ThenBy(s => s.Urn, StringComparer.Ordinal)
            .Select(s => (IReadOnlyList<Cell>)[s.Urn, s.Name, s.CountBelow, .. s.Conditions.Select(c => Cell.Of(c.Rate))]),
        "Small numbers: not for publication without disclosure control.");

    /// <inheritdoc/>
    public override Chart? ToChart() => BarChart.Of(string.Create(CultureInfo.InvariantCulture, $"Mainstream schools below {Standard.Title.ToLowerInvariant()}, {Gap.AcademicYear(Year)} (of {WithResults})"), "schools",
        [
            .. Standard.Floor.Conditions.Select((c, i) => (string.Create(CultureInfo.InvariantCulture, $"{Measures.Find(c.Measure).Title}: below {c.Threshold}%"), (double)BelowEach[i])),
            ("all of these", BelowAll),
        ], decimals: 0);

    private ImmutableArray<int> Each(Func<AgainstThreshold, bool> below) => [.. Standard.Floor.Conditions.Select((_, i) => Schools.Count(s => below(s.Conditions[i])))];

    private static IReadOnlyList<Cell> Row(string condition, double? threshold, int schools, (int Below, int Rounded) counts) =>
        [condition, threshold is { } t ? Cell.Of(t) : Cell.Without(Symbol.NotApplicable), schools, counts.Below, Percent.Of(counts.Below, schools).Value, counts.Rounded];
}
