using System.Collections.Immutable;

namespace Research;

/// <summary>A group of two populations: how many there are in each and how many have the outcome.</summary>
/// <param name="Name">The group.</param>
/// <param name="TrialsA">Number in population A.</param>
/// <param name="SuccessesA">Number with the outcome in population A.</param>
/// <param name="TrialsB">Number in population B.</param>
/// <param name="SuccessesB">Number with the outcome in population B.</param>
public readonly record struct PopulationGroup(string Name, double TrialsA, double SuccessesA, double TrialsB, double SuccessesB);

/// <summary>What a group contributes to the difference of two populations' rates, as shares.</summary>
/// <param name="Name">The group.</param>
/// <param name="Composition">Through the group's share of its population.</param>
/// <param name="Rate">Through the group's own rate.</param>
public readonly record struct KitagawaComponent(string Name, double Composition, double Rate);

/// <summary>The decomposition of the difference between two populations' rates into composition (who they are) and rates (how their groups do).
/// Source: Kitagawa (1955), "Components of a difference between two rates", JASA 50, 1168–1194. R: <c>DasGuptR</c>.</summary>
public sealed record Kitagawa : Result
{
    private readonly ImmutableArray<PopulationGroup> groups;

    private Kitagawa(ImmutableArray<PopulationGroup> groups) => this.groups = groups;

    /// <summary>Decomposes rate A − rate B over groups.</summary>
    /// <param name="groups">Groups that make up both populations. A group absent from one population has no rate there: its other rate stands in,
    /// so that its whole contribution is composition.</param>
    public static Kitagawa Of(IEnumerable<PopulationGroup> groups)
    {
        ImmutableArray<PopulationGroup> all = [.. groups];
        foreach (var g in all) ProportionDifference.Check(g.SuccessesA, g.TrialsA, g.SuccessesB, g.TrialsB);
        if (all.Sum(g => g.TrialsA) == 0 || all.Sum(g => g.TrialsB) == 0)
            throw new DataError("Kitagawa decomposition", "an empty population", "members in both", "Give the counts of both populations.");
        return new(all);
    }

    /// <summary>Rate of population A, a share.</summary>
    public double RateA => groups.Sum(g => g.SuccessesA) / TotalA;

    /// <summary>Rate of population B, a share.</summary>
    public double RateB => groups.Sum(g => g.SuccessesB) / TotalB;

    /// <summary>A − B, a share; composition and rate effect add up to it.</summary>
    public double Difference => RateA - RateB;

    /// <summary>The part due to who the populations are: Σ (wA − wB)(rA + rB)/2.</summary>
    public double Composition => Components.Sum(c => c.Composition);

    /// <summary>The part due to how the groups do: Σ (rA − rB)(wA + wB)/2.</summary>
    public double RateEffect => Components.Sum(c => c.Rate);

    /// <summary>The parts by group.</summary>
    public ImmutableArray<KitagawaComponent> Components => [.. groups.Select(g =>
    {
        (double ra, double rb) = Rates(g);
        double wa = g.TrialsA / TotalA, wb = g.TrialsB / TotalB;
        return new KitagawaComponent(g.Name, (wa - wb) * (ra + rb) / 2, (ra - rb) * (wa + wb) / 2);
    })];

    /// <summary>The rate A would have with B's composition: direct standardisation.</summary>
    public double StandardisedAToB => groups.Sum(g => g.TrialsB / TotalB * Rates(g).A);

    /// <summary>The rate B would have with A's composition.</summary>
    public double StandardisedBToA => groups.Sum(g => g.TrialsA / TotalA * Rates(g).B);

    /// <inheritdoc/>
    public override Table ToTable() => new(
        $"Kitagawa decomposition: A {Percent.Of(RateA, 1)} (n {TotalA:G}), B {Percent.Of(RateB, 1)} (n {TotalB:G}), difference {Rounding.Text(100 * Difference, 1)} ppt",
        [new("group", "Group"), new("composition_ppt", "Composition", "ppt", 2), new("rate_ppt", "Rates", "ppt", 2), new("total_ppt", "Together", "ppt", 2)],
        [.. Components.Select(c => (IReadOnlyList<Cell>)[c.Name, 100 * c.Composition, 100 * c.Rate, 100 * (c.Composition + c.Rate)]),
            ["All", 100 * Composition, 100 * RateEffect, 100 * Difference]]);

    /// <inheritdoc/>
    public override Chart? ToChart()
    {
        string[] names = [.. Components.Select(c => c.Name)];
        var figure = new PlotlyFigure();
        foreach (var (part, values, colour) in new[] { ("Composition", Components.Select(c => 100 * c.Composition), 0), ("Rates", Components.Select(c => 100 * c.Rate), 4) })
            figure.Trace("bar", ("name", part), ("orientation", "h"), ("y", names), ("x", values.ToArray()), ("marker", PlotlyFigure.Attributes(("color", Chart.Colours[colour]))));
        return new("Contributions to the difference by group",
            $"Of {Rounding.Text(100 * Difference, 1)} ppt, {Rounding.Text(100 * Composition, 1)} come from composition and {Rounding.Text(100 * RateEffect, 1)} from rates.",
            figure.Layout("Percentage points", "", ("barmode", "relative"), ("yaxis", PlotlyFigure.Axis("", ("autorange", "reversed")))), ToTable());
    }

    private double TotalA => groups.Sum(g => g.TrialsA);

    private double TotalB => groups.Sum(g => g.TrialsB);

    private static (double A, double B) Rates(PopulationGroup g)
    {
        double a = g.SuccessesA / g.TrialsA, b = g.SuccessesB / g.TrialsB;
        return (double.IsNaN(a) ? double.IsNaN(b) ? 0 : b : a, double.IsNaN(b) ? double.IsNaN(a) ? 0 : a : b);
    }
}
