namespace Research;

/// <summary>Products of small dense matrices.</summary>
internal static class SmallMatrix
{
    public static double[,] Times(this double[,] a, double[,] b)
    {
        int n = a.GetLength(0), m = a.GetLength(1), p = b.GetLength(1);
        var product = new double[n, p];
        for (int i = 0; i < n; i++)
            for (int k = 0; k < m; k++)
            {
                double factor = a[i, k];
                if (factor == 0) continue;
                for (int j = 0; j < p; j++) product[i, j] += factor * b[k, j];
            }
        return product;
    }

    public static double[] Times(this double[,] a, double[] x)
    {
        var product = new double[a.GetLength(0)];
        for (int i = 0; i < product.Length; i++)
            for (int k = 0; k < x.Length; k++) product[i] += a[i, k] * x[k];
        return product;
    }

    public static double[,] Transposed(this double[,] a)
    {
        var transposed = new double[a.GetLength(1), a.GetLength(0)];
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++) transposed[j, i] = a[i, j];
        return transposed;
    }

    /// <summary>A B Aᵀ.</summary>
    public static double[,] Around(this double[,] a, double[,] b) => a.Times(b).Times(a.Transposed());

    public static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>The Euclidean length, without overflow or underflow of squares.</summary>
    public static double Length(double[] a)
    {
        double largest = 0, sum = 0;
        foreach (double v in a) largest = Math.Max(largest, Math.Abs(v));
        if (largest == 0 || !double.IsFinite(largest)) return largest;
        foreach (double v in a) sum += v / largest * (v / largest);
        return Math.Sqrt(sum) * largest;
    }

    /// <summary>The vector at length 1; a zero vector stays zero.</summary>
    public static double[] Direction(double[] a)
    {
        double length = Length(a);
        return length == 0 ? a : [.. a.Select(v => v / length)];
    }

    public static double[,] Scaled(this double[,] a, double factor)
    {
        var scaled = (double[,])a.Clone();
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++) scaled[i, j] *= factor;
        return scaled;
    }
}
