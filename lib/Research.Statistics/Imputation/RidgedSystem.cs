namespace Research;

/// <summary>X'WX with a little added to its diagonal, so that predictors that say the same still have a solution; its Cholesky factor serves both to
/// solve and to draw.</summary>
internal sealed class RidgedSystem
{
    // mice's own ridge.
    private const double Ridge = 1e-5;
    private readonly double[,] factor;
    private readonly int width;

    public RidgedSystem(double[,] crossProducts)
    {
        width = crossProducts.GetLength(0);
        factor = new double[width, width];
        for (int j = 0; j < width; j++)
            for (int i = j; i < width; i++)
            {
                double sum = crossProducts[i, j] * (i == j ? 1 + Ridge : 1) + (i == j ? 1e-10 : 0);
                for (int k = 0; k < j; k++) sum -= factor[i, k] * factor[j, k];
                factor[i, j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / factor[j, j];
            }
    }

    /// <summary>A⁻¹ b.</summary>
    public double[] Solve(double[] b)
    {
        var z = new double[width];
        for (int i = 0; i < width; i++)
        {
            double sum = b[i];
            for (int k = 0; k < i; k++) sum -= factor[i, k] * z[k];
            z[i] = sum / factor[i, i];
        }
        return Back(z);
    }

    /// <summary>A draw from N(mean, scale² A⁻¹).</summary>
    public double[] Draw(double[] mean, double scale, RandomStream stream)
    {
        var z = new double[width];
        for (int i = 0; i < width; i++) z[i] = scale * stream.Normal();
        double[] off = Back(z);
        for (int i = 0; i < width; i++) off[i] += mean[i];
        return off;
    }

    private double[] Back(double[] z)
    {
        for (int i = width - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < width; k++) z[i] -= factor[k, i] * z[k];
            z[i] /= factor[i, i];
        }
        return z;
    }
}
