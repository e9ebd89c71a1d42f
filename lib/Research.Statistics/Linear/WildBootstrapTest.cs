using System.Globalization;

namespace Research;

/// <summary>The random signs a wild bootstrap multiplies clusters' residuals with.</summary>
public enum WildWeights
{
    /// <summary>−1 or 1. With few clusters all 2^G sign patterns are gone through once, and nothing is random.</summary>
    Rademacher,

    /// <summary>Webb's (2023) six points ±√½, ±1, ±√1½: finer p-values with ten clusters or fewer.</summary>
    Webb,
}

/// <summary>How a wild cluster bootstrap is drawn.</summary>
/// <param name="Cluster">The column of clusters.</param>
/// <param name="Draws">Number of draws; 999 or 9999 make 5% exact.</param>
/// <param name="Seed">Seed of the random signs.</param>
public sealed record WildDraws(string Cluster, int Draws, long Seed)
{
    /// <summary>The signs.</summary>
    public WildWeights Weights { get; init; } = WildWeights.Rademacher;

    /// <summary>The value tested.</summary>
    public double Null { get; init; }
}

/// <summary>A wild cluster bootstrap test of one coefficient: the choice with few clusters, or few treated ones.</summary>
/// <remarks>Residuals of the model that holds the null hypothesis are multiplied by one random sign a cluster (WCR); t uses errors by clusters;
/// p is the share of |t*| above |t|; the interval holds the values that are not rejected. Worked cluster by cluster, not row by row. Source: Cameron,
/// Gelbach and Miller (2008), Rev. Econ. Stat. 90(3); Roodman et al. (2019), Stata Journal 19(1). R: <c>fwildclusterboot::boottest</c>.</remarks>
public sealed record WildBootstrapTest : Result
{
    internal WildBootstrapTest(string coefficient, string formula, WildDraws plan, Sample sample) => (Coefficient, Formula, Plan, Sample) = (coefficient, formula, plan, sample);

    /// <summary>The coefficient.</summary>
    public string Coefficient { get; }

    /// <summary>The model.</summary>
    public string Formula { get; }

    /// <summary>How it was drawn.</summary>
    public WildDraws Plan { get; }

    /// <summary>Rows used and dropped.</summary>
    public Sample Sample { get; }

    /// <summary>The estimate.</summary>
    public required double Estimate { get; init; }

    /// <summary>t with CR1S errors.</summary>
    public required double Statistic { get; init; }

    /// <summary>Share of draws with a larger |t|.</summary>
    public required double PValue { get; init; }

    /// <summary>The values not rejected at the interval's level; an end may be infinite.</summary>
    public required Interval Interval { get; init; }

    /// <summary>Number of clusters.</summary>
    public required int Clusters { get; init; }

    /// <summary>Draws used: all sign patterns where those are fewer than the draws asked for.</summary>
    public required int DrawsUsed { get; init; }

    /// <inheritdoc/>
    public override Table ToTable() => new(
        string.Create(CultureInfo.InvariantCulture, $"Wild cluster bootstrap by {Plan.Cluster}, {Clusters} clusters, {DrawsUsed} draws ({Plan.Weights}): {Formula}. {Sample}."),
        [new("term", "Term"), new("estimate", "Estimate"), new("statistic", "t"), new("p_value", "p"), new("conf_low", "Low"), new("conf_high", "High")],
        [[Coefficient, Estimate, Statistic, PValue, Interval.Low, Interval.High]]);
}

public sealed partial record LinearModel
{
    /// <summary>The wild cluster bootstrap test of one coefficient.</summary>
    /// <param name="coefficient">The coefficient's name.</param>
    /// <param name="draws">Clusters, number of draws, seed.</param>
    public WildBootstrapTest WildBootstrap(string coefficient, WildDraws draws)
    {
        var clusters = matrix.Frame.Factor(draws.Cluster);
        if (clusters.Codes.Contains(-1))
            throw new DataError("wild bootstrap", "rows without a cluster", "a cluster in every row used", $"Fit with Errors.Clustered(\"{draws.Cluster}\"), which drops them.", column: draws.Cluster);
        if (absorbed is not null && !absorbed.IsNestedIn(clusters))
            throw new DataError("wild bootstrap", "absorbed effects that cross the clusters", "effects within clusters", "Write the effects as factor() in the formula.");
        var bootstrap = new WildClusterScores(new WhitenedFit(solution, solution.Residuals), new ClusterIndex(clusters), Covariance.Gamma(Unit(PlaceOf(coefficient))));
        var signs = WildSigns.Draw(draws, clusters.Levels.Length);
        double estimate = solution.Coefficients[PlaceOf(coefficient)], s = solution.OutcomeScale;
        double small = Math.Sqrt(ClusterMeat.Factor(ErrorKind.Cr1S, clusters.Levels.Length, solution.Rows, solution.Rank + (absorbed?.DegreesOutside(clusters) ?? 0)));
        double Scaled(double value) => (estimate - value) * s;
        return new(coefficient, Formula, draws, Sample)
        {
            Estimate = estimate,
            Statistic = bootstrap.Statistic(Scaled(draws.Null)) / small,
            PValue = bootstrap.PValue(Scaled(draws.Null), signs),
            Interval = bootstrap.Interval(estimate, s, (signs, options.Level)),
            Clusters = clusters.Levels.Length,
            DrawsUsed = signs.Length,
        };
    }
}
