using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>A floor standard as a body set it, for the years in which it held.</summary>
/// <param name="Id">Name in files: snake_case.</param>
/// <param name="Title">Name for readers.</param>
/// <param name="Years">Academic years in which it held, by the year they end in.</param>
/// <param name="Floor">The conditions; a school at a threshold is not below it.</param>
public sealed record FloorStandard(string Id, string Title, ImmutableArray<int> Years, Floor Floor)
{
    /// <summary>Where the thresholds are from, and how far that can be relied on.</summary>
    public string Source { get; init; } = "";
}

/// <summary>Floor standards by year, as data. A new year's standard is a new entry, or a <see cref="FloorStandard"/> of your own.</summary>
public static class FloorStandards
{
    /// <summary>What the county's strategy counted against for 2012/13: 60% at level 4 or above in reading, writing and mathematics, and 90%, 94%
    /// and 91% making two levels of progress in reading, writing and mathematics.</summary>
    public static FloorStandard Strategy2013 { get; } = new("strategy_2013", "Benchmarks of the county's strategy", [2013], KeyStage2(60, 90, 94, 91))
    {
        Source = "The county's needs analysis of 2013, page 18, which calls the progress thresholds both benchmark and floor target.",
    };

    /// <summary>The Department's floor for 2012/13: below 60% and below the national median of two levels of progress in every subject.</summary>
    public static FloorStandard Department2013 { get; } = new("department_2013", "The Department's floor standard", [2013], KeyStage2(60, 91, 95, 92))
    {
        Source = "DfE notice of 5 March 2013 for the rule. It does not print the medians: 91, 95 and 92 are as schools reported them, not confirmed by the Department's own page.",
    };

    /// <summary>All of them; where two hold in one year, the strategy's comes first.</summary>
    public static ImmutableArray<FloorStandard> All { get; } = [Strategy2013, Department2013];

    /// <summary>The first standard that held in a year.</summary>
    public static FloorStandard In(int year) => All.FirstOrDefault(s => s.Years.Contains(year)) ?? throw new DataError("floor standard",
        string.Create(CultureInfo.InvariantCulture, $"none for {year}"), "a year with a standard: " + string.Join(", ", All.SelectMany(s => s.Years).Distinct().Order()),
        "Name one, such as FloorStandards.Strategy2013, or declare the year's own: new FloorStandard(id, title, [year], Floor.Parse(\"ks2_rwm_4plus < 65\")). From 2016 the Department's floor rests on value-added scores, which an extract does not hold.");

    private static Floor KeyStage2(double attainment, double reading, double writing, double maths) => new(
    [
        new(Measures.Ks2ReadingWritingMathsLevel4.Id, attainment), new(Measures.Ks2ReadingProgress.Id, reading),
        new(Measures.Ks2WritingProgress.Id, writing), new(Measures.Ks2MathsProgress.Id, maths),
    ], Every: true);
}
