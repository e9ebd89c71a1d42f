using MathNet.Numerics;

namespace Research;

/// <summary>The regularised incomplete beta function I_x(a, b): the root of the beta, t, F and binomial distributions.</summary>
internal static class IncompleteBeta
{
    /// <summary>I_x(a, b), with y = 1 − x given apart.</summary>
    /// <remarks>Continued fraction (Abramowitz and Stegun 1964, 26.5.8; modified Lentz) on the side where it converges fast.</remarks>
    public static double Lower(double a, double b, double x, double y)
    {
        if (double.IsNaN(a + b + x + y)) return double.NaN;
        if (x <= 0) return 0;
        if (y <= 0) return 1;
        return x * (a + b + 2) <= a + 1
            ? Math.Exp(SaddlePoint.LogBeta(a, b, x, y)) * Fraction(a, b, x) / a
            : 1 - Math.Exp(SaddlePoint.LogBeta(a, b, x, y)) * Fraction(b, a, y) / b;
    }

    /// <summary>1 − I_x(a, b) = I_y(b, a), accurate when small.</summary>
    public static double Upper(double a, double b, double x, double y) => Lower(b, a, y, x);

    /// <summary>The x with I_x(a, b) = p, and 1 − x to full accuracy.</summary>
    /// <remarks>Newton's steps for ln p in the logit of x, kept inside a shrinking bracket; the smaller tail is the one solved for.</remarks>
    public static (double X, double Y) Quantile(double a, double b, double p)
    {
        if (double.IsNaN(a + b + p) || p < 0 || p > 1) return (double.NaN, double.NaN);
        if (p == 0) return (0, 1);
        if (p == 1) return (1, 0);
        double mean = a / (a + b);
        bool lower = p <= Lower(a, b, mean, b / (a + b));
        return lower ? Solve(a, b, p) : Swap(Solve(b, a, 1 - p));
    }

    /// <summary>As <see cref="Quantile"/> for the upper tail: the x with 1 − I_x(a, b) = p.</summary>
    public static (double X, double Y) UpperQuantile(double a, double b, double p) => Swap(Quantile(b, a, p));

    private static (double X, double Y) Swap((double X, double Y) pair) => (pair.Y, pair.X);

    private static (double X, double Y) Solve(double a, double b, double p)
    {
        // Left of the mean ln I is concave in the logit u = ln(x/y), so a Newton step from below never falls short by much.
        double target = Math.Log(p), low = double.NegativeInfinity, high = Math.Log(a / b);
        double u = Math.Min(high, Start(a, b, target));
        for (int i = 0; i < 200; i++)
        {
            (double x, double y) = FromLogit(u);
            double log = x > 1e-300 ? Math.Log(Lower(a, b, x, y)) : a * u - LogScale(a, b);
            double off = log - target;
            if (off > 0) high = u; else low = u;
            double slope = x > 1e-300 ? Math.Exp(SaddlePoint.LogBeta(a, b, x, y) - log) : a;
            double newton = off / slope, next = u - newton;
            // Before the bracket's test: a step lost in rounding would otherwise be answered with half the bracket.
            if (Math.Abs(newton) <= 4e-16 * Math.Max(1, Math.Abs(u))) return FromLogit(next);
            if (!(next > low && next < high)) next = double.IsInfinity(low) ? u - Math.Max(1, Math.Abs(u)) : 0.5 * (low + high);
            if (next == u || high - low <= 4e-16 * Math.Abs(high)) return FromLogit(next);
            u = next;
        }
        return FromLogit(u);
    }

    // Near zero I ≈ x^a / (a B(a, b)); a good start in the far tail and a safe one elsewhere.
    private static double Start(double a, double b, double target) =>
        (target + LogScale(a, b)) / a;

    // ln(a B(a, b)).
    private static double LogScale(double a, double b) => SpecialFunctions.GammaLn(a + 1) - SaddlePoint.LogGammaRise(b, a);

    private static (double X, double Y) FromLogit(double u)
    {
        double e = Math.Exp(-Math.Abs(u)), small = e / (1 + e), large = 1 / (1 + e);
        return u < 0 ? (small, large) : (large, small);
    }

    private static double Fraction(double a, double b, double x)
    {
        const double tiny = 1e-300;
        double c = 1, d = 1 - (a + b) * x / (a + 1);
        d = 1 / (Math.Abs(d) < tiny ? tiny : d);
        double h = d;
        for (int m = 1; m < 100_000; m++)
        {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 + even * d;
            c = 1 + even / c;
            d = 1 / (Math.Abs(d) < tiny ? tiny : d);
            if (Math.Abs(c) < tiny) c = tiny;
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 + odd * d;
            c = 1 + odd / c;
            d = 1 / (Math.Abs(d) < tiny ? tiny : d);
            if (Math.Abs(c) < tiny) c = tiny;
            double step = d * c;
            h *= step;
            if (Math.Abs(step - 1) < 2e-16) break;
        }
        return h;
    }
}
