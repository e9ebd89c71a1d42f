namespace Research;

/// <summary>Logarithm and exponential from IEEE additions, multiplications and divisions only: the platforms' own differ in the last bit, and a
/// seed must mean the same draw everywhere. Relative error below 4e-16.</summary>
internal static class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01, Ln2Low = 1.90821492927058770002e-10;

    /// <summary>Natural logarithm of a positive, finite, normal number; minus infinity for zero.</summary>
    public static double Log(double x)
    {
        if (x == 0) return double.NegativeInfinity;
        if (!(x > 0)) return double.NaN;
        if (double.IsPositiveInfinity(x)) return x;
        int exponent = Math.ILogB(x);
        double m = Math.ScaleB(x, -exponent);
        if (m > 1.4142135623730951) { m *= 0.5; exponent++; }
        // log m = 2 atanh(s), s at most 0.1716: ten terms leave less than 1e-17.
        double s = (m - 1) / (m + 1), t = s * s;
        double series = 0;
        for (int k = 21; k >= 3; k -= 2) series = (series + (1.0 / k)) * t;
        return (exponent * Ln2High) + ((exponent * Ln2Low) + (2 * s * series) + (2 * s));
    }

    /// <summary>The exponential; 0 below −745, infinite above 709.8.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x < -745.2) return 0;
        if (x > 709.79) return double.PositiveInfinity;
        double k = Math.Round(x / 0.69314718055994531);
        double r = (x - (k * Ln2High)) - (k * Ln2Low);
        double sum = 1;
        for (int i = 16; i >= 1; i--) sum = 1 + (sum * r / i);
        return Math.ScaleB(sum, (int)k);
    }
}
