using System.Collections.Immutable;

namespace Research;

/// <summary>Tests of the fixed coefficients of a mixed model: their covariance, and the degrees of freedom of a contrast.</summary>
internal abstract class FixedTests(MixedEstimate estimate, double[,] covariance)
{
    /// <summary>The estimate tested.</summary>
    protected MixedEstimate Estimate { get; } = estimate;

    /// <summary>Covariance of the coefficients.</summary>
    public double[,] Covariance { get; } = covariance;

    /// <summary>The tests of a kind.</summary>
    public static FixedTests Of(MixedEstimate estimate, DegreesOfFreedom degrees, double[]? weights) => degrees switch
    {
        DegreesOfFreedom.Satterthwaite => new SatterthwaiteTests(estimate),
        DegreesOfFreedom.KenwardRoger => KenwardRogerTests.Of(estimate, weights),
        _ => new NormalTests(estimate),
    };

    /// <summary>Degrees of freedom of the t test of a contrast.</summary>
    public abstract double Degrees(double[] contrast);

    /// <summary>F and its denominator's degrees of freedom for several contrasts at once, independent of one another.</summary>
    public abstract (double F, double Denominator) Joint(double[][] contrasts);

    /// <summary>A coefficient as a term, with an interval of a level.</summary>
    public Term Coefficient(string name, int k, double level)
    {
        var contrast = new double[Covariance.GetLength(0)];
        contrast[k] = 1;
        double estimate = Estimate.Solution.Coefficients[k], error = Math.Sqrt(Covariance[k, k]), degrees = Degrees(contrast);
        var t = new StudentTDistribution(degrees);
        double reach = t.ForLevel(level) * error;
        return new(name, estimate, error, estimate / error, degrees, t.TwoSided(estimate / error), new(estimate - reach, estimate + reach, level));
    }

    /// <summary>A test of each term.</summary>
    public TermTests ByTerm(string formula, Sample sample)
    {
        var rows = ImmutableArray.CreateBuilder<TermTest>();
        foreach (var (term, contrasts) in TermContrasts.Of(Estimate.Design))
        {
            if (contrasts.Length == 0) continue;
            var (f, denominator) = Joint(contrasts);
            double p = double.IsInfinity(denominator) ? new ChiSquaredDistribution(contrasts.Length).Upper(f * contrasts.Length) : new FDistribution(contrasts.Length, denominator).Upper(f);
            rows.Add(new(term, f, contrasts.Length, denominator, p));
        }
        return new($"Tests of terms, each given all others: {formula}. {sample}.", rows.ToImmutable());
    }

    /// <summary>c′Mc.</summary>
    protected static double Quadratic(double[] c, double[,] m)
    {
        double sum = 0;
        for (int i = 0; i < c.Length; i++)
            for (int j = 0; j < c.Length; j++)
                sum += c[i] * m[i, j] * c[j];
        return sum;
    }

    /// <summary>LML′ of the contrasts.</summary>
    protected static double[,] Between(double[][] contrasts, double[,] m)
    {
        int q = contrasts.Length, p = m.GetLength(0);
        var between = new double[q, q];
        for (int a = 0; a < q; a++)
            for (int b = 0; b < q; b++)
                for (int i = 0; i < p; i++)
                    for (int j = 0; j < p; j++)
                        between[a, b] += contrasts[a][i] * m[i, j] * contrasts[b][j];
        return between;
    }
}

/// <summary>z tests: infinite degrees of freedom.</summary>
internal sealed class NormalTests(MixedEstimate estimate) : FixedTests(estimate, estimate.Solution.Covariance)
{
    /// <inheritdoc/>
    public override double Degrees(double[] contrast) => double.PositiveInfinity;

    /// <inheritdoc/>
    public override (double F, double Denominator) Joint(double[][] contrasts)
    {
        double[] values = [.. contrasts.Select(c => InnerProduct.Of(c, Estimate.Solution.Coefficients))];
        double[,] inverse = SpectralInverse.Of(Between(contrasts, Covariance));
        return (Quadratic(values, inverse) / contrasts.Length, double.PositiveInfinity);
    }
}

/// <summary>The test of a term.</summary>
/// <param name="Term">The term, as R labels it.</param>
/// <param name="F">The statistic.</param>
/// <param name="NumeratorDf">Coefficients tested.</param>
/// <param name="DenominatorDf">Degrees of freedom of the denominator.</param>
/// <param name="PValue">Its p value.</param>
public sealed record TermTest(string Term, double F, int NumeratorDf, double DenominatorDf, double PValue);

/// <summary>Tests of the terms of a mixed model, each given all others (type III). R: <c>lmerTest::anova</c>.</summary>
public sealed record TermTests : Result
{
    private readonly string title;

    internal TermTests(string title, ImmutableArray<TermTest> tests) => (this.title, Tests) = (title, tests);

    /// <summary>A test a term.</summary>
    public ImmutableArray<TermTest> Tests { get; }

    /// <inheritdoc/>
    public override Table ToTable() => new(title,
        [new("term", "Term"), new("statistic", "F"), new("df_numerator", "Numerator df"), new("df", "Denominator df"), new("p_value", "p")],
        Tests.Select(t => (IReadOnlyList<Cell>)[t.Term, t.F, t.NumeratorDf, t.DenominatorDf, t.PValue]));
}
