using System.Collections.Immutable;

namespace Research;

/// <summary>The covariance of a model's estimable coefficients, with the degrees of freedom that go with it.</summary>
/// <remarks>Held as L S Lᵀ, so that standard errors neither overflow nor vanish where their squares would.</remarks>
public sealed class CoefficientCovariance
{
    private readonly double[,] l;
    private readonly double[,] s;
    private readonly double outcomeScale;
    private readonly Func<double[], double> degreesOfFreedom;

    internal CoefficientCovariance(ImmutableArray<string> names, (double[,] L, double[,] S) parts, double outcomeScale, Func<double[], double> degreesOfFreedom) =>
        (Names, (l, s), this.outcomeScale, this.degreesOfFreedom) = (names, parts, outcomeScale, degreesOfFreedom);

    /// <summary>The coefficients, without the redundant ones.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The matrix, in the order of <see cref="Names"/>.</summary>
    public double[,] Matrix
    {
        get
        {
            var v = l.Around(s).Scaled(1 / outcomeScale);
            return v.Scaled(1 / outcomeScale);
        }
    }

    /// <summary>The covariance of two coefficients.</summary>
    public double this[string first, string second] => Matrix[IndexOf(first), IndexOf(second)];

    /// <summary>The standard error of Σ cₖ βₖ.</summary>
    internal double StandardError(double[] contrast)
    {
        double[] gamma = Gamma(contrast);
        double largest = gamma.Max(Math.Abs);
        if (largest == 0) return 0;
        for (int k = 0; k < gamma.Length; k++) gamma[k] /= largest;
        return Math.Sqrt(Math.Max(0, SmallMatrix.Dot(gamma, s.Times(gamma)))) * largest / outcomeScale;
    }

    /// <summary>The standard error of one coefficient.</summary>
    internal double StandardError(int k) => StandardError(Unit(k));

    /// <summary>Degrees of freedom of the t test of Σ cₖ βₖ.</summary>
    internal double DegreesOfFreedom(double[] contrast) => degreesOfFreedom(Gamma(contrast));

    /// <summary>Degrees of freedom of one coefficient.</summary>
    internal double DegreesOfFreedom(int k) => DegreesOfFreedom(Unit(k));

    /// <summary>Lᵀc: a contrast in whitened coordinates.</summary>
    internal double[] Gamma(double[] contrast)
    {
        var gamma = new double[contrast.Length];
        for (int k = 0; k < gamma.Length; k++)
        {
            if (contrast[k] == 0) continue;
            for (int j = 0; j < gamma.Length; j++) gamma[j] += l[k, j] * contrast[k];
        }
        return gamma;
    }

    /// <summary>(Cβ)ᵀ (C V Cᵀ)⁻¹ (Cβ) for whitened contrasts Γ = CL (q × rank).</summary>
    internal double QuadraticForm(double[][] gammas, double[] estimates)
    {
        int q = gammas.Length;
        // Rows are scaled to length 1: contrasts of very different units then weigh alike in the inverse.
        double[] length = [.. gammas.Select(SmallMatrix.Length)];
        double[][] unit = [.. gammas.Select(SmallMatrix.Direction)];
        var matrix = new double[q, q];
        for (int a = 0; a < q; a++)
        {
            double[] sg = s.Times(unit[a]);
            for (int b = 0; b < q; b++) matrix[b, a] = SmallMatrix.Dot(unit[b], sg);
        }
        double[] scaled = [.. estimates.Select((e, k) => e * outcomeScale / length[k])];
        var eigen = SymmetricEigen.Of(matrix);
        double smallest = eigen.Values.Max() * 1e-14;
        double sum = 0;
        for (int k = 0; k < q; k++)
        {
            double along = 0;
            for (int a = 0; a < q; a++) along += eigen.Vectors[a, k] * scaled[a];
            if (eigen.Values[k] <= smallest) return double.NaN;
            sum += along * along / eigen.Values[k];
        }
        return sum;
    }

    private double[] Unit(int k)
    {
        var unit = new double[Names.Length];
        unit[k] = 1;
        return unit;
    }

    private int IndexOf(string name) => Names.IndexOf(name) is >= 0 and var at ? at : throw new DataError("coefficients", $"'{name}'",
        "one of " + string.Join(", ", Names), $"Use a coefficient's name.{NearestName.Hint(name, Names)}");
}
