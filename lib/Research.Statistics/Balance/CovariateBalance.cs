namespace Research;

/// <summary>How alike two groups are on one covariate.</summary>
/// <param name="MeanTreated">Mean of the treated.</param>
/// <param name="MeanControl">Mean of the comparison group.</param>
/// <param name="Difference">Difference of means over the standard deviation of those the effect is for, before matching (√(p(1 − p)) for a share); a difference below 1.5e-8 is given as it is.
/// Below 0.1 is usually called balanced.</param>
/// <param name="VarianceRatio">Variance of the treated over that of the comparison group; not a number for a share. Between a half and two is usually called balanced.</param>
/// <param name="MeanGap">Mean distance between the cumulative distributions, over the distinct values.</param>
/// <param name="LargestGap">Largest distance between the cumulative distributions: Kolmogorov and Smirnov's D.</param>
public readonly record struct Likeness(double MeanTreated, double MeanControl, double Difference, double VarianceRatio, double MeanGap, double LargestGap);

/// <summary>A covariate's balance before and after.</summary>
/// <param name="Covariate">The column, or column and level.</param>
/// <param name="Before">All rows.</param>
/// <param name="After">Rows as weighted.</param>
public sealed record CovariateBalance(string Covariate, Likeness Before, Likeness After)
{
    /// <summary>The covariate for readers: the score under its own name.</summary>
    internal string Title => Covariate == MatchedSample.ScoreColumn ? "propensity score" : Covariate;
}
