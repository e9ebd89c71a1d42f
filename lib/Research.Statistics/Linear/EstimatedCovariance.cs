using System.Collections.Immutable;

namespace Research;

/// <summary>What a covariance is estimated under.</summary>
/// <param name="Names">The estimable coefficients.</param>
/// <param name="Errors">The kind of errors.</param>
/// <param name="Clusters">The clusters of the rows; null when rows are independent.</param>
/// <param name="ResidualDegreesOfFreedom">n − p, with what was absorbed counted in p.</param>
/// <param name="Parameters">p of the small-sample factors: absorbed effects nested in clusters are not counted.</param>
internal sealed record CovarianceSetting(
    ImmutableArray<string> Names, Errors Errors, FactorColumn? Clusters, double ResidualDegreesOfFreedom, double Parameters);

/// <summary>A covariance with the tests that go with it, for any model solved by least squares.</summary>
internal sealed class EstimatedCovariance
{
    private readonly SatterthwaiteDegrees? satterthwaite;
    private readonly CovarianceSetting setting;

    private EstimatedCovariance(CovarianceSetting setting, CoefficientCovariance covariance, SatterthwaiteDegrees? satterthwaite) =>
        (this.setting, Covariance, this.satterthwaite) = (setting, covariance, satterthwaite);

    public CoefficientCovariance Covariance { get; }

    /// <summary>Degrees of freedom of tests that have no better: G − 1 by clusters, else those of the residuals.</summary>
    private double PlainDegrees => setting.Clusters is { } clusters ? clusters.Levels.Length - 1 : setting.ResidualDegreesOfFreedom;

    /// <summary>The covariance of a fit.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="residuals">Its residuals.</param>
    /// <param name="setting">What the covariance is estimated under.</param>
    /// <param name="variances">The outcomes' variances, for a generalised model whose rows were whitened by them; null for a linear model.</param>
    public static EstimatedCovariance Of(LeastSquares fit, double[] residuals, CovarianceSetting setting, double[]? variances = null)
    {
        var kind = setting.Errors.Kind;
        double plain = setting.Clusters is { } c ? c.Levels.Length - 1 : setting.ResidualDegreesOfFreedom;
        if (kind == ErrorKind.Classical)
        {
            double sigma = ScaledSigma(fit, residuals, setting.ResidualDegreesOfFreedom);
            var s = new double[fit.Rank, fit.Rank];
            for (int k = 0; k < fit.Rank; k++) s[k, k] = sigma * sigma;
            return new(setting, new(setting.Names, (fit.InverseFactor(), s), fit.OutcomeScale, _ => plain), null);
        }
        var whitened = new WhitenedFit(fit, residuals);
        if (setting.Clusters is null)
        {
            double factor = kind == ErrorKind.Hc1 ? fit.Rows / (fit.Rows - setting.Parameters) : 1;
            return new(setting, new(setting.Names, (whitened.L, RobustMeat.Of(whitened, kind).Scaled(factor)), fit.OutcomeScale, _ => plain), null);
        }
        if (setting.Clusters.Levels.Length < 2)
            throw new DataError("clusters", $"the single cluster '{setting.Clusters.Name}' among the rows used", "at least two clusters",
                "Use a column that tells clusters apart, or errors without clusters.", column: setting.Clusters.Name);
        var index = new ClusterIndex(setting.Clusters);
        var meat = variances is not null && kind == ErrorKind.Cr2 ? ReducedClusterMeat.Of(whitened, variances, index) : ClusterMeat.Of(whitened, index, kind);
        double small = ClusterMeat.Factor(kind, setting.Clusters.Levels.Length, fit.Rows, setting.Parameters);
        var degrees = meat.Parts is null ? null : new SatterthwaiteDegrees(meat.Parts, fit.Weights is null ? null : WeightedAdjustment.Meat(whitened, whitened.ByRows()));
        return new(setting, new(setting.Names, (whitened.L, meat.S.Scaled(small)), fit.OutcomeScale, degrees is null ? _ => plain : degrees.Of), degrees);
    }

    /// <summary>√(Σ w e² / df) of residuals times the outcome's scale.</summary>
    public static double ScaledSigma(LeastSquares fit, double[] residuals, double degreesOfFreedom)
    {
        double sum = 0;
        for (int i = 0; i < residuals.Length; i++)
        {
            double e = residuals[i] * fit.OutcomeScale;
            sum += e * e * (fit.Weights is null ? 1 : fit.Weights[i]);
        }
        return Math.Sqrt(sum / degreesOfFreedom);
    }

    /// <summary>A row of a coefficient table.</summary>
    public Term Term(string name, double[] contrast, double[] coefficients, double level)
    {
        double estimate = SmallMatrix.Dot(contrast, coefficients), error = Covariance.StandardError(contrast), df = Covariance.DegreesOfFreedom(contrast);
        double statistic = estimate / error;
        var t = new StudentTDistribution(df);
        bool defined = df > 0 && !double.IsNaN(error);
        double half = defined ? t.ForLevel(level) * error : double.NaN;
        return new(name, estimate, defined ? error : double.NaN, defined ? statistic : double.NaN, df, defined ? t.TwoSided(statistic) : double.NaN,
            new(estimate - half, estimate + half, level));
    }

    /// <summary>The joint test that every contrast is zero.</summary>
    public WaldTest Wald(string hypothesis, double[][] contrasts, double[] coefficients)
    {
        double[][] gammas = [.. contrasts.Select(Covariance.Gamma)];
        double q = contrasts.Length, form = Covariance.QuadraticForm(gammas, [.. contrasts.Select(c => SmallMatrix.Dot(c, coefficients))]);
        if (satterthwaite is null || contrasts.Length == 1)
        {
            double df = contrasts.Length == 1 ? Covariance.DegreesOfFreedom(contrasts[0]) : PlainDegrees;
            return new(hypothesis, form / q, q, df, $"Wald, {setting.Errors}");
        }
        double eta = satterthwaite.Eta(gammas);
        // Too few clusters for so many conditions: the approximation has no degrees of freedom left, and no p-value.
        double scale = Math.Max((eta - q + 1) / (eta * q), 0);
        return new(hypothesis, scale > 0 ? scale * form : 0, q, eta - q + 1, $"HTZ, {setting.Errors}");
    }
}
