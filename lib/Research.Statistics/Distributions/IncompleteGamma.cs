using MathNet.Numerics;

namespace Research;

/// <summary>The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P: the root of the chi-squared and Poisson distributions.</summary>
internal static class IncompleteGamma
{
    /// <summary>P(a, x). Series below a + 1, continued fraction above (Abramowitz and Stegun 1964, 6.5.29 and 6.5.31).</summary>
    public static double Lower(double a, double x) => double.IsNaN(a + x) ? double.NaN : x <= 0 ? 0 : x < a + 1 ? Series(a, x) : 1 - Fraction(a, x);

    /// <summary>Q(a, x), accurate when small.</summary>
    public static double Upper(double a, double x) => double.IsNaN(a + x) ? double.NaN : x <= 0 ? 1 : x < a + 1 ? 1 - Series(a, x) : Fraction(a, x);

    /// <summary>The x with P(a, x) = p, by Newton's steps for ln p in ln x inside a bracket; the smaller tail is solved for.</summary>
    public static double Quantile(double a, double p, bool upper = false)
    {
        if (double.IsNaN(a + p) || p < 0 || p > 1) return double.NaN;
        if (p == 0 || p == 1) return p == 0 == upper ? double.PositiveInfinity : 0;
        double middle = upper ? Upper(a, a) : Lower(a, a);
        if (p > middle) (p, upper) = (1 - p, !upper);
        double target = Math.Log(p), low = upper ? Math.Log(a) : double.NegativeInfinity, high = upper ? double.PositiveInfinity : Math.Log(a);
        // P ≈ x^a / Γ(a + 1) near 0; the normal approximation of Wilson and Hilferty above.
        double u = upper
            ? Math.Log(a) + 3 * Math.Log(1 - 1 / (9 * a) - StandardNormal.Quantile(p) / (3 * Math.Sqrt(a)))
            : (target + SpecialFunctions.GammaLn(a + 1)) / a;
        if (double.IsNaN(u) || u < low || u > high) u = Math.Log(a);
        for (int i = 0; i < 200; i++)
        {
            double x = Math.Exp(u), log = x < 1e-300 ? a * u - SpecialFunctions.GammaLn(a + 1) : Math.Log(upper ? Upper(a, x) : Lower(a, x));
            double off = log - target, slope = x < 1e-300 ? a : a * Math.Exp(SaddlePoint.LogPoisson(a, x) - log);
            if (upper ? off < 0 : off > 0) high = u; else low = u;
            double newton = off / (upper ? -slope : slope), next = u - newton;
            if (Math.Abs(newton) <= 4e-16 * Math.Max(1, Math.Abs(u))) return Math.Exp(next);
            if (!(next > low && next < high))
                next = double.IsInfinity(low) ? u - Math.Max(1, Math.Abs(u)) : double.IsInfinity(high) ? u + 1 : 0.5 * (low + high);
            if (next == u) break;
            u = next;
        }
        return Math.Exp(u);
    }

    private static double Series(double a, double x)
    {
        double term = 1, sum = 1;
        for (int k = 1; k < 1_000_000 && term > sum * 1e-17; k++)
        {
            term *= x / (a + k);
            sum += term;
        }
        return Math.Exp(SaddlePoint.LogPoisson(a, x)) * sum;
    }

    private static double Fraction(double a, double x)
    {
        const double tiny = 1e-300;
        double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;
        for (int i = 1; i < 1_000_000; i++)
        {
            double numerator = -i * (i - a);
            b += 2;
            d = numerator * d + b;
            c = b + numerator / c;
            d = 1 / (Math.Abs(d) < tiny ? tiny : d);
            if (Math.Abs(c) < tiny) c = tiny;
            double step = d * c;
            h *= step;
            if (Math.Abs(step - 1) < 2e-16) break;
        }
        // x^a e^−x / Γ(a), which is a times the Poisson term.
        return Math.Exp(SaddlePoint.LogPoisson(a, x)) * a * h;
    }
}
