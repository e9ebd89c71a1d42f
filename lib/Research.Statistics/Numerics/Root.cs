namespace Research;

/// <summary>Roots of a continuous function on a bracket.</summary>
internal static class Root
{
    /// <summary>Brent's method (1973, ch. 4): keeps the bracket, so it cannot wander off. R: <c>uniroot</c>.</summary>
    /// <param name="f">The function; its values at the two ends must differ in sign.</param>
    /// <param name="low">One end.</param>
    /// <param name="high">The other end.</param>
    /// <param name="tolerance">Width of the final bracket, absolute; rounding of the ends is always added.</param>
    public static double Bracketed(Func<double, double> f, double low, double high, double tolerance = 1e-15)
    {
        double a = low, b = high, fa = f(a), fb = f(b);
        if (fa == 0) return a;
        if (fb == 0) return b;
        if (fa > 0 == fb > 0) throw new ArgumentException($"No change of sign between {low} ({fa}) and {high} ({fb}).", nameof(f));
        double c = a, fc = fa, d = b - a, e = d;
        for (int i = 0; i < 300; i++)
        {
            if (fb > 0 == fc > 0) (c, fc, d, e) = (a, fa, b - a, b - a);
            if (Math.Abs(fc) < Math.Abs(fb)) (a, b, c, fa, fb, fc) = (b, c, b, fb, fc, fb);
            double slack = 2 * 1.1e-16 * Math.Abs(b) + 0.5 * tolerance, half = 0.5 * (c - b);
            if (Math.Abs(half) <= slack || fb == 0) return b;
            if (Math.Abs(e) >= slack && Math.Abs(fa) > Math.Abs(fb))
            {
                double s = fb / fa, p, q;
                if (a == c) (p, q) = (2 * half * s, 1 - s);
                else
                {
                    double r = fb / fc, t = fa / fc;
                    p = s * (2 * half * t * (t - r) - (b - a) * (r - 1));
                    q = (t - 1) * (r - 1) * (s - 1);
                }
                if (p > 0) q = -q;
                p = Math.Abs(p);
                if (2 * p < Math.Min(3 * half * q - Math.Abs(slack * q), Math.Abs(e * q))) (e, d) = (d, p / q);
                else (d, e) = (half, half);
            }
            else (d, e) = (half, half);
            (a, fa) = (b, fb);
            b += Math.Abs(d) > slack ? d : Math.CopySign(slack, half);
            fb = f(b);
        }
        return b;
    }

    /// <summary>Widens a bracket by doubling its step until the sign changes, then solves. Not a number when it never does.</summary>
    public static double Outward(Func<double, double> f, double start, double step, double limit = 1e8)
    {
        double from = f(start), a = start, b = start + step;
        if (from == 0) return start;
        while (Math.Abs(b) <= limit)
        {
            double there = f(b);
            if (double.IsNaN(there)) return double.NaN;
            if (there > 0 != from > 0) return Bracketed(f, a, b);
            (a, step) = (b, step * 2);
            b += step;
        }
        return double.NaN;
    }
}
