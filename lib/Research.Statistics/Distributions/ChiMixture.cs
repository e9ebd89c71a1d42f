using MathNet.Numerics;

namespace Research;

/// <summary>Integrals ∫ g(s) f(s) ds over the density f of √(χ²/df), an estimated over a true standard deviation: noncentral t and the studentised range.</summary>
/// <remarks>In u = ln s the integrand is smooth, has one peak and falls off at least exponentially on both sides, so the trapezoidal rule converges
/// faster than any power of its step (Trefethen and Weideman 2014). Positive terms only: small results keep their relative accuracy.</remarks>
internal static class ChiMixture
{
    private const double Drop = 42;

    /// <summary>The integral of exp(<paramref name="logG"/>(s)) over the density.</summary>
    public static double Integrate(double df, Func<double, double> logG)
    {
        double z = df / 2;
        double scale = Constants.Ln2 + 0.5 * Math.Log(z) - 0.5 * Math.Log(2 * Math.PI) - (z >= 16 ? SaddlePoint.StirlingError(z) : GammaError(z));
        double peak = Peak(Log, df), top = Log(peak);
        if (double.IsNegativeInfinity(top)) return 0;
        double low = Edge(Log, peak, top, -1), high = Edge(Log, peak, top, 1);
        double sum = 0.5 * (Math.Exp(Log(low) - top) + Math.Exp(Log(high) - top)), previous = double.NaN;
        for (int panels = 24, first = 1; panels <= 6144; panels *= 2, first = 1)
        {
            double step = (high - low) / panels;
            for (int i = first; i < panels; i += previous is double.NaN ? 1 : 2) sum += Math.Exp(Log(low + i * step) - top);
            double integral = sum * step;
            if (Math.Abs(integral - previous) <= 1e-13 * integral) return integral * Math.Exp(top + scale);
            previous = integral;
        }
        return previous * Math.Exp(top + scale);

        double Log(double u) => df * (u - Precise.ExpM1(2 * u) / 2) + logG(Math.Exp(u));
    }

    private static double GammaError(double z) => SpecialFunctions.GammaLn(z) - ((z - 0.5) * Math.Log(z) - z + 0.5 * Math.Log(2 * Math.PI));

    // Golden section. Where both probes underflow the peak lies towards u = 0, the middle of the density.
    private static double Peak(Func<double, double> log, double df)
    {
        const double golden = 0.381966011250105151795413165634;
        double low = -300, high = 20, left = low + golden * (high - low), right = high - golden * (high - low);
        double a = log(left), b = log(right), enough = 0.02 / Math.Sqrt(1 + df);
        while (high - low > enough)
        {
            bool nothing = double.IsNegativeInfinity(a) && double.IsNegativeInfinity(b);
            if (nothing ? right < 0 : a < b)
            {
                (low, left, a) = (left, right, b);
                right = high - golden * (high - low);
                b = log(right);
            }
            else
            {
                (high, right, b) = (right, left, a);
                left = low + golden * (high - low);
                a = log(left);
            }
        }
        return a > b ? left : right;
    }

    private static double Edge(Func<double, double> log, double peak, double top, int side)
    {
        double inside = 0, outside = 1e-5;
        while (log(peak + side * outside) > top - Drop && outside < 400) (inside, outside) = (outside, outside * 2);
        for (int i = 0; i < 12; i++)
        {
            double middle = 0.5 * (inside + outside);
            if (log(peak + side * middle) > top - Drop) inside = middle; else outside = middle;
        }
        return peak + side * outside;
    }
}
