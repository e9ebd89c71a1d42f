using System.Numerics;
using System.Runtime.InteropServices;

namespace Research;

/// <summary>The inner product of two vectors, in vector registers where they are long.</summary>
internal static class InnerProduct
{
    /// <summary>Σ xᵢyᵢ over the length of <paramref name="x"/>.</summary>
    public static double Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        int lane = Vector<double>.Count, i = 0;
        double sum = 0;
        if (x.Length >= 2 * lane)
        {
            var left = MemoryMarshal.Cast<double, Vector<double>>(x);
            var right = MemoryMarshal.Cast<double, Vector<double>>(y[..x.Length]);
            Vector<double> even = default, odd = default;
            int k = 0;
            for (; k + 1 < left.Length; k += 2)
            {
                even += left[k] * right[k];
                odd += left[k + 1] * right[k + 1];
            }
            if (k < left.Length) even += left[k] * right[k];
            sum = Vector.Sum(even + odd);
            i = left.Length * lane;
        }
        for (; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }

    /// <summary>y ← y + ax.</summary>
    public static void AddScaled(double a, ReadOnlySpan<double> x, Span<double> y)
    {
        int lane = Vector<double>.Count, i = 0;
        for (; i + lane <= x.Length; i += lane)
            (new Vector<double>(y[i..]) + a * new Vector<double>(x[i..])).CopyTo(y[i..]);
        for (; i < x.Length; i++) y[i] += a * x[i];
    }

    /// <summary>The largest |xᵢ|.</summary>
    public static double Largest(ReadOnlySpan<double> x)
    {
        double largest = 0;
        foreach (double v in x) largest = Math.Max(largest, Math.Abs(v));
        return largest;
    }

    /// <summary>x divided by a number.</summary>
    public static double[] Divided(ReadOnlySpan<double> x, double by)
    {
        var divided = new double[x.Length];
        for (int i = 0; i < x.Length; i++) divided[i] = x[i] / by;
        return divided;
    }
}
