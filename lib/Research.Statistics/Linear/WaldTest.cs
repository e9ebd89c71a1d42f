namespace Research;

/// <summary>A test that several coefficients, or combinations of them, are zero together.</summary>
/// <remarks>F = (Cβ)ᵀ(CVCᵀ)⁻¹(Cβ)/q. With CR2 errors the approximate Hotelling T² test HTZ of Tipton and Pustejovsky (2015).
/// R: <c>lmtest::waldtest</c>, <c>clubSandwich::Wald_test</c>.</remarks>
public sealed record WaldTest : Result
{
    internal WaldTest(string hypothesis, double statistic, double numerator, double denominator, string method)
    {
        (Hypothesis, Method) = (hypothesis, method);
        (Statistic, NumeratorDegreesOfFreedom, DenominatorDegreesOfFreedom) = (statistic, numerator, denominator);
        PValue = denominator > 0 && !double.IsNaN(statistic) ? new FDistribution(numerator, denominator).Upper(statistic) : double.NaN;
    }

    /// <summary>What is tested, in words.</summary>
    public string Hypothesis { get; }

    /// <summary>The test and the errors it uses.</summary>
    public string Method { get; }

    /// <summary>F.</summary>
    public double Statistic { get; }

    /// <summary>Degrees of freedom of the numerator: the number of conditions.</summary>
    public double NumeratorDegreesOfFreedom { get; }

    /// <summary>Degrees of freedom of the denominator.</summary>
    public double DenominatorDegreesOfFreedom { get; }

    /// <summary>The p-value.</summary>
    public double PValue { get; }

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Method}: {Hypothesis}",
        [new("hypothesis", "Hypothesis"), new("f_statistic", "F"), new("df1", "Degrees of freedom"), new("df2", "Residual degrees of freedom"), new("p_value", "p")],
        [[Hypothesis, Statistic, NumeratorDegreesOfFreedom, DenominatorDegreesOfFreedom, PValue]]);
}
