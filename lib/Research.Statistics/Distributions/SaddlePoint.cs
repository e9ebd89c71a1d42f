using MathNet.Numerics;

namespace Research;

/// <summary>Densities of the gamma and beta families without cancellation, by the saddle-point expansion of Loader (2000),
/// "Fast and accurate computation of binomial probabilities". R: <c>dpois_raw</c>, <c>dbinom_raw</c>.</summary>
internal static class SaddlePoint
{
    private const double LogTwoPi = 1.837877066409345483560659472811;

    /// <summary>ln(x^a e^−x / Γ(a + 1)), a ≥ 0, x ≥ 0.</summary>
    public static double LogPoisson(double a, double x)
    {
        if (x == 0) return a == 0 ? 0 : double.NegativeInfinity;
        if (a < 1e-300) return -x;
        if (a < 1) return a * Math.Log(x) - x - SpecialFunctions.GammaLn(a + 1);
        return -StirlingError(a) - Deviance(a, x) - 0.5 * (LogTwoPi + Math.Log(a));
    }

    /// <summary>ln(x^a y^b / B(a, b)) with y = 1 − x given apart, so that neither end loses digits.</summary>
    public static double LogBeta(double a, double b, double x, double y)
    {
        if (x == 0 || y == 0) return double.NegativeInfinity;
        double n = a + b;
        if (a >= 1 && b >= 1)
            return -Deviance(a, n * x) - Deviance(b, n * y) + 0.5 * (Math.Log(a) + Math.Log(b / n) - LogTwoPi)
                - StirlingError(a) - StirlingError(b) + StirlingError(n);
        double small = Math.Min(a, b), large = Math.Max(a, b);
        return a * Math.Log(x) + b * Math.Log(y) - SpecialFunctions.GammaLn(small) + LogGammaRise(large, small);
    }

    /// <summary>ln Γ(z + h) − ln Γ(z) without cancelling two large numbers.</summary>
    public static double LogGammaRise(double z, double h) => z < 10
        ? SpecialFunctions.GammaLn(z + h) - SpecialFunctions.GammaLn(z)
        : (z - 0.5) * Precise.Log1P(h / z) + h * Math.Log(z + h) - h + StirlingError(z + h) - StirlingError(z);

    /// <summary>δ(z) = ln Γ(z + 1) − ln(√(2πz) (z/e)^z).</summary>
    public static double StirlingError(double z)
    {
        if (z < 16) return SpecialFunctions.GammaLn(z + 1) - ((z + 0.5) * Math.Log(z) - z + 0.5 * LogTwoPi);
        double s = 1 / (z * z);
        return (1 / 12.0 - s * (1 / 360.0 - s * (1 / 1260.0 - s * (1 / 1680.0 - s * (1 / 1188.0 - s * (691 / 360360.0)))))) / z;
    }

    /// <summary>a ln(a/x) + x − a, which is small when x is near a.</summary>
    private static double Deviance(double a, double x)
    {
        if (Math.Abs(a - x) >= 0.1 * (a + x)) return a * Math.Log(a / x) + x - a;
        double v = (a - x) / (a + x), sum = (a - x) * v, term = 2 * a * v, square = v * v;
        for (int j = 1; j < 1000; j++)
        {
            term *= square;
            double next = sum + term / (2 * j + 1);
            if (next == sum) break;
            sum = next;
        }
        return sum;
    }
}
