namespace Research;

/// <summary>A meta-analysis in numbers alone: what leave-one-out, trim and fill and simulations fit many times.</summary>
internal sealed class PooledEffects
{
    private PooledEffects(StudyDesign design, HeterogeneityVariance variance, MetaOptions options)
    {
        (Design, Variance, Options) = (design, variance, options);
        Solution = WeightedSolution.At(design, TauSquared);
        double df = design.DegreesOfFreedom;
        // Residuals that are nothing but rounding scale nothing. R: rma takes sums to the machine's precision as 0.
        Scale = options.Test != MetaTest.KnappHartung ? 1 : df <= 0 ? double.NaN : Solution.SumOfSquares <= Math.Pow(2, -52) ? 0 : Solution.SumOfSquares / df;
        TestDegreesOfFreedom = options.Test == MetaTest.Wald ? double.PositiveInfinity : df;
        Critical = options.Test == MetaTest.Wald ? StandardNormal.ForLevel(options.Level) : df > 0 ? new StudentTDistribution(df).ForLevel(options.Level) : double.NaN;
        var common = WeightedSolution.At(design, 0);
        double[] w = common.Weights;
        Q = df > 0 ? common.SumOfSquares : 0;
        TypicalVariance = df > 0 ? df / common.Trace(w) : 0;
    }

    public StudyDesign Design { get; }

    public HeterogeneityVariance Variance { get; }

    public MetaOptions Options { get; }

    public WeightedSolution Solution { get; }

    public double TauSquared => Variance.Value;

    /// <summary>What Knapp and Hartung multiply variances by; 1 for other tests.</summary>
    public double Scale { get; }

    public double TestDegreesOfFreedom { get; }

    /// <summary>Half-width of an interval in standard errors.</summary>
    public double Critical { get; }

    /// <summary>Cochran's Q, or Q of the residuals.</summary>
    public double Q { get; }

    /// <summary>The typical sampling variance of Higgins and Thompson (2002).</summary>
    public double TypicalVariance { get; }

    /// <summary>Estimate and standard error of the first coefficient.</summary>
    public double Estimate => Solution.Coefficients[0];

    public double StandardError => Math.Sqrt(Scale * Solution.Covariance[0, 0]);

    public static PooledEffects Fit(StudyDesign design, Heterogeneity method, MetaOptions options) => new(design, HeterogeneityVariance.Of(design, method, options.Threshold), options);

    public double[,] Covariance() => Solution.Covariance.Scaled(Scale);

    public double PValue(double statistic) => double.IsPositiveInfinity(TestDegreesOfFreedom) ? StandardNormal.TwoSided(statistic)
        : !(TestDegreesOfFreedom > 0) || double.IsNaN(statistic) ? double.NaN
        : double.IsInfinity(statistic) ? 0 : new StudentTDistribution(TestDegreesOfFreedom).TwoSided(statistic);

    public Term Term(string name, int column)
    {
        double estimate = Solution.Coefficients[column], error = Math.Sqrt(Scale * Solution.Covariance[column, column]), statistic = estimate / error;
        return new(name, estimate, error, statistic, TestDegreesOfFreedom, PValue(statistic), Around(estimate, error));
    }

    public Interval Around(double estimate, double error) => new(estimate - (Critical * error), estimate + (Critical * error), Options.Level);

    public double ISquared(Heterogeneity method) => Design.DegreesOfFreedom <= 0 ? 0
        : method == Heterogeneity.None ? Q > 0 ? Math.Max(0, 100 * (Q - Design.DegreesOfFreedom) / Q) : 0
        : 100 * TauSquared / (TypicalVariance + TauSquared);

    public double HSquared(Heterogeneity method) => Design.DegreesOfFreedom <= 0 ? 1
        : method == Heterogeneity.None ? Q / Design.DegreesOfFreedom
        : (TauSquared / TypicalVariance) + 1;
}
