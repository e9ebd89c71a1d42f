namespace Research;

/// <summary>A likelihood-ratio test of two nested models on the same rows, mixed or generalised. R: <c>anova(m0, m1)</c>.</summary>
/// <remarks>χ² = 2(ℓ₁ − ℓ₀). Where one variance is tested it lies on the edge of its range, and the plain p is about twice too large: the mixture of
/// χ² with df − 1 and df degrees is given beside it. Source: Self and Liang (1987), JASA 82(398); Stram and Lee (1994), Biometrics 50(4).</remarks>
public sealed record LikelihoodRatio : Result
{
    private readonly string smaller, larger;

    private LikelihoodRatio(string smaller, string larger, double chiSquared, int degrees, bool variances)
    {
        (this.smaller, this.larger) = (smaller, larger);
        (ChiSquared, DegreesOfFreedom) = (chiSquared, degrees);
        PValue = new ChiSquaredDistribution(degrees).Upper(chiSquared);
        MixturePValue = variances ? (new ChiSquaredDistribution(degrees - 1).Upper(chiSquared) + PValue) / 2 : double.NaN;
    }

    /// <summary>The statistic.</summary>
    public double ChiSquared { get; }

    /// <summary>Parameters the larger model has more.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>The p value by χ² with that many degrees of freedom.</summary>
    public double PValue { get; }

    /// <summary>The p value by the even mixture of χ² with one degree fewer and with that many: for one variance more, with its covariances. Not a number where models have no variances to test.</summary>
    public double MixturePValue { get; }

    /// <summary>Tests a model against a larger one.</summary>
    /// <param name="smaller">The model with fewer parameters.</param>
    /// <param name="larger">The model that holds it as a special case.</param>
    /// <exception cref="DataError">REML against ML; REML with different fixed terms; different rows or outcomes; models that are not nested.</exception>
    public static LikelihoodRatio Test(MixedModel smaller, MixedModel larger)
    {
        if (smaller.Likelihood != larger.Likelihood)
            throw Refuse("one fit by REML and one by ML", "both by ML", "Fit both with Likelihood.Ml.");
        Nesting.Require(smaller.Estimate.Design, larger.Estimate.Design, smaller.Likelihood == Likelihood.Reml);
        return Of(smaller.Formula, larger.Formula, (smaller.LogLikelihood, larger.LogLikelihood), larger.ParameterCount - smaller.ParameterCount);
    }

    internal static LikelihoodRatio Of(string smaller, string larger, (double Smaller, double Larger) logLikelihoods, int degrees, bool variances = true)
    {
        if (degrees < 1) throw Refuse("no parameter more in the second model", "the smaller model first, the larger second", "Turn them round.");
        return new(smaller, larger, Math.Max(0, 2 * (logLikelihoods.Larger - logLikelihoods.Smaller)), degrees, variances);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Likelihood-ratio test: {smaller} within {larger}",
        [new("statistic", "χ²"), new("df", "Degrees of freedom"), new("p_value", "p"), .. TestsVariances ? [new("p_mixture", "p, one variance tested")] : Array.Empty<TableColumn>()],
        [[ChiSquared, DegreesOfFreedom, PValue, .. TestsVariances ? [MixturePValue] : Array.Empty<Cell>()]],
        TestsVariances ? ["The last column is for a test of one variance, which cannot be negative: Self and Liang (1987), Stram and Lee (1994)."] : []);

    private bool TestsVariances => !double.IsNaN(MixturePValue);

    internal static DataError Refuse(string found, string expected, string mend) => new("likelihood-ratio test", found, expected, mend);
}
