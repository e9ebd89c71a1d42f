using System.Collections.Immutable;

namespace Research;

/// <summary>The variances behind a trial's effect sizes.</summary>
/// <param name="Basis">The model they come from.</param>
/// <param name="Schools">Between schools; of the intercept where the effect varies between schools.</param>
/// <param name="Pupils">Of pupils within schools.</param>
/// <param name="Total">Of all pupils.</param>
public sealed record TrialVariances(EffectBasis Basis, double Schools, double Pupils, double Total)
{
    /// <summary>Intraclass correlation.</summary>
    public double Icc { get; init; } = Schools / Total;

    /// <summary>The school covariance, by columns: intercept, then each arm's effect.</summary>
    public ImmutableArray<double> SchoolCovariance { get; init; } = [Schools];

    /// <summary>Variances of a model with a random intercept for the school.</summary>
    internal static TrialVariances Of(EffectBasis basis, MixedModel model, string school)
    {
        double between = model.VarianceComponents.Variance(school), within = model.Sigma * model.Sigma;
        return new(basis, between, within, between + within);
    }

    /// <summary>Variances where the arms' effects vary between schools, as eefAnalytics adds them up: total is the intercept's and the pupils' variance
    /// and, for each arm with its share of pupils, the slope's variance and twice its covariance with the intercept; the ICC is the sum of the whole
    /// school covariance over that, so it is not a share.</summary>
    internal static TrialVariances OfSlopes(MixedModel model, TrialRows rows)
    {
        var block = model.Estimate.Design.Blocks[0];
        double[,] cov = VarianceComponents.Covariance(block, model.Estimate.Solution.Relative[0], model.Sigma);
        double within = model.Sigma * model.Sigma, total = cov[0, 0] + within;
        for (int a = 1; a < block.Size; a++)
            total += rows.Arm.Codes.ToArray().Count(c => c == a) / (double)rows.Arm.Length * (cov[a, a] + (2 * cov[0, a]));
        return new(EffectBasis.Conditional, cov[0, 0], within, total) { Icc = cov.Cast<double>().Sum() / total, SchoolCovariance = [.. cov.Cast<double>()] };
    }

    internal double Of(EffectScale scale) => scale == EffectScale.Total ? Total : Pupils;
}
