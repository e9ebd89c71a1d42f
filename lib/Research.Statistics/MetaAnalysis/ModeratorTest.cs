namespace Research;

/// <summary>The joint test that moderators have no effect: χ² for normal tests, F for t tests.</summary>
/// <remarks>Q_M = βᵀV⁻¹β over the moderators; with Knapp and Hartung F = Q_M/m on m and k − p degrees of freedom. R: <c>rma()$QM</c>.</remarks>
public sealed record ModeratorTest : Result
{
    private ModeratorTest(double statistic, int numerator, double denominator)
    {
        (Statistic, DegreesOfFreedom, DenominatorDegreesOfFreedom) = (statistic, numerator, denominator);
        PValue = double.IsNaN(statistic) ? double.NaN
            : double.IsPositiveInfinity(denominator) ? new ChiSquaredDistribution(numerator).Upper(statistic)
            : denominator > 0 ? new FDistribution(numerator, denominator).Upper(statistic) : double.NaN;
    }

    /// <summary>χ², or F when <see cref="DenominatorDegreesOfFreedom"/> is finite.</summary>
    public double Statistic { get; }

    /// <summary>Number of moderators' coefficients.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>Of F; infinite for χ².</summary>
    public double DenominatorDegreesOfFreedom { get; }

    /// <summary>The p-value.</summary>
    public double PValue { get; }

    /// <inheritdoc/>
    public override Table ToTable() => new("Test of moderators",
        [new("statistic", double.IsPositiveInfinity(DenominatorDegreesOfFreedom) ? "χ²" : "F"), new("df1", "Degrees of freedom"), new("df2", "Residual degrees of freedom"), new("p_value", "p")],
        [[Statistic, DegreesOfFreedom, DenominatorDegreesOfFreedom, PValue]]);

    internal static ModeratorTest Of(PooledEffects pooled, int[] columns) => Of(pooled.Solution.Coefficients, pooled.Covariance(), columns, pooled.TestDegreesOfFreedom);

    internal static ModeratorTest Of(double[] coefficients, double[,] covariance, int[] columns, double denominator)
    {
        int m = columns.Length;
        var part = new double[m * m];
        double[] solved = [.. columns.Select(j => coefficients[j])];
        for (int a = 0; a < m; a++)
            for (int b = 0; b < m; b++) part[(a * m) + b] = covariance[columns[a], columns[b]];
        double wald = double.NaN;
        if (DenseCholesky.Factor(part, m))
        {
            DenseCholesky.SolveLower(part, m, m, solved);
            wald = solved.Sum(s => s * s);
        }
        return new(double.IsPositiveInfinity(denominator) ? wald : wald / m, m, denominator);
    }
}
