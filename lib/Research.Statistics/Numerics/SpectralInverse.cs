namespace Research;

/// <summary>The inverse of a small symmetric matrix by its eigenvalues; of what is positive in it, where it is singular or indefinite.</summary>
internal static class SpectralInverse
{
    /// <summary>Σ vv′/λ over the eigenvalues above a share of the largest.</summary>
    public static double[,] Of(double[,] matrix, double share = 0)
    {
        var eigen = SymmetricEigen.Of(matrix);
        double limit = share * eigen.Values.Max();
        return eigen.Apply(v => v > limit && v > 0 ? 1 / v : 0);
    }
}
