namespace Research;

/// <summary>Conditional variance of random effects given outcome, coefficients and variances: Λ(Λ′Z′ZΛ + I)⁻¹Λ′.</summary>
/// <remarks>From the factor, group by group. Source: Bates et al. (2015), JSS 67(1), eq. 58. R: <c>lme4::ranef(condVar = TRUE)</c>.</remarks>
internal static class ConditionalVariance
{
    /// <summary>Roots of the diagonal for a block, for residual variance one: levels × size.</summary>
    public static double[] Deviations(PenalisedLeastSquares squares, CrossProducts products, double[][] relative, int block)
    {
        var own = products.Blocks[block];
        var deviations = new double[own.Count];
        var trailing = new double[products.Pattern.Order];
        for (int level = 0; level < own.Levels.Length; level++)
            for (int e = 0; e < own.Size; e++)
            {
                var row = relative[block].AsSpan(e * own.Size, own.Size);
                double sum = block == 0 ? Leading(squares, products, level, row, trailing) : Trailing(products, block, level, row, trailing);
                if (trailing.Length > 0)
                {
                    squares.Trailing.SolveLower(trailing);
                    sum += InnerProduct.Of(trailing, trailing);
                }
                deviations[level * own.Size + e] = Math.Sqrt(sum);
            }
        return deviations;
    }

    private static double Leading(PenalisedLeastSquares squares, CrossProducts products, int group, ReadOnlySpan<double> row, double[] trailing)
    {
        int size = products.Size;
        var pattern = products.Pattern;
        double[] f = row.ToArray();
        DenseCholesky.SolveLower(squares.Leading.AsSpan(group * size * size, size * size), size, size, f);
        Array.Clear(trailing);
        for (int t = pattern.Order == 0 ? 0 : pattern.TouchStart[group]; t < (pattern.Order == 0 ? 0 : pattern.TouchStart[group + 1]); t++)
        {
            int node = pattern.TouchNode[t], start = pattern.NodeStart[node], count = pattern.NodeStart[node + 1] - start;
            for (int i = 0; i < count; i++)
                trailing[start + i] = InnerProduct.Of(f, squares.Touch.AsSpan(pattern.TouchOffset[t] + i * size, size));
        }
        return InnerProduct.Of(f, f);
    }

    private static double Trailing(CrossProducts products, int block, int level, ReadOnlySpan<double> row, double[] trailing)
    {
        Array.Clear(trailing);
        row.CopyTo(trailing.AsSpan(products.Pattern.NodeStart[products.Pattern.Node(block - 1, level)]));
        return 0;
    }
}
