namespace Research;

/// <summary>Logarithm and exponential near 1 and 0 without cancellation: <c>double.LogP1</c> and <c>double.ExpM1</c> of .NET add 1 first and lose it.</summary>
internal static class Precise
{
    /// <summary>ln(1 + x). R: <c>log1p</c>. Kahan's correction of the rounding in 1 + x.</summary>
    public static double Log1P(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) || u <= 0 ? Math.Log(u) : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>e^x − 1. R: <c>expm1</c>. By the hyperbolic sine: e^x − 1 = 2 e^(x/2) sinh(x/2).</summary>
    public static double ExpM1(double x) => Math.Abs(x) > 0.5 ? Math.Exp(x) - 1 : 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);
}
