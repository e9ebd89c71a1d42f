namespace Research;

/// <summary>An estimate pooled over imputed data sets by Rubin's rules: total variance = within + (1 + 1/m) between.</summary>
/// <remarks>Source: Rubin (1987), Multiple Imputation for Nonresponse in Surveys; Barnard and Rubin (1999), Biometrika 86, 948-955, for the degrees of
/// freedom. R: <c>mice::pool.scalar</c>.</remarks>
/// <param name="Name">What is estimated.</param>
/// <param name="Estimate">Mean of the estimates.</param>
/// <param name="Within">Mean of their variances.</param>
/// <param name="Between">Variance of the estimates.</param>
/// <param name="Imputations">How many, m.</param>
/// <param name="CompleteDegreesOfFreedom">Degrees of freedom had nothing been missing; infinite for large samples.</param>
public sealed record PooledEstimate(string Name, double Estimate, double Within, double Between, int Imputations, double CompleteDegreesOfFreedom)
{
    // As mice has it: without any variance between imputations the degrees of freedom would be infinite over infinite.
    private const double LeastLambda = 1e-4;

    /// <summary>Total variance.</summary>
    public double Total => Within + Excess;

    /// <summary>Its square root.</summary>
    public double StandardError => Math.Sqrt(Total);

    /// <summary>Relative increase of variance by what is missing (riv).</summary>
    public double RelativeIncrease => Excess / Within;

    /// <summary>Share of the total variance owed to what is missing (lambda).</summary>
    public double Lambda => Excess / Total;

    /// <summary>Fraction of missing information, allowing for few imputations (fmi).</summary>
    public double FractionMissing => (RelativeIncrease + (2 / (DegreesOfFreedom + 3))) / (RelativeIncrease + 1);

    /// <summary>Rubin's degrees of freedom of 1987, for large samples.</summary>
    public double LargeSampleDegreesOfFreedom => (Imputations - 1) / (SteadyLambda * SteadyLambda);

    /// <summary>Barnard and Rubin's degrees of freedom.</summary>
    public double DegreesOfFreedom
    {
        get
        {
            double old = LargeSampleDegreesOfFreedom, complete = CompleteDegreesOfFreedom;
            if (double.IsPositiveInfinity(complete)) return old;
            double observed = (complete + 1) / (complete + 3) * complete * (1 - SteadyLambda);
            return old * observed / (old + observed);
        }
    }

    /// <summary>Estimate / standard error.</summary>
    public double Statistic => Estimate / StandardError;

    /// <summary>Two-sided, by Student's t.</summary>
    public double PValue => new StudentTDistribution(DegreesOfFreedom).TwoSided(Statistic);

    /// <summary>Confidence interval by Student's t.</summary>
    /// <param name="level">Coverage meant, 0 to 1.</param>
    public Interval Interval(double level = 0.95)
    {
        double half = new StudentTDistribution(DegreesOfFreedom).ForLevel(level) * StandardError;
        return new(Estimate - half, Estimate + half, level);
    }

    private double Excess => (1 + (1.0 / Imputations)) * Between;

    private double SteadyLambda => Math.Max(LeastLambda, Lambda);
}
