namespace Research;

/// <summary>The spherical random effects u, b = Λu, by substitution back through the factor.</summary>
internal static class SphericalEffects
{
    /// <summary>u of the leading groups (groups × size) and of the trailing effects.</summary>
    /// <param name="squares">The factored problem.</param>
    /// <param name="products">Its cross-products.</param>
    /// <param name="delta">The fixed coefficients.</param>
    public static (double[] Leading, double[] Trailing) Of(PenalisedLeastSquares squares, CrossProducts products, double[] delta)
    {
        var pattern = products.Pattern;
        int width = products.Width, p = width - 1, size = products.Size, order = pattern.Order;
        double[] trailing = [.. squares.TrailingBorder.AsSpan(p * order, order)];
        for (int r = 0; r < p; r++) InnerProduct.AddScaled(-delta[r], squares.TrailingBorder.AsSpan(r * order, order), trailing);
        if (order > 0) squares.Trailing.SolveLowerTransposed(trailing);
        var leading = new double[products.Groups * size];
        for (int g = 0; g < products.Groups; g++)
        {
            var u = leading.AsSpan(g * size, size);
            squares.Border.AsSpan((g * width + p) * size, size).CopyTo(u);
            for (int r = 0; r < p; r++) InnerProduct.AddScaled(-delta[r], squares.Border.AsSpan((g * width + r) * size, size), u);
            for (int t = order == 0 ? 0 : pattern.TouchStart[g]; t < (order == 0 ? 0 : pattern.TouchStart[g + 1]); t++)
            {
                int start = pattern.NodeStart[pattern.TouchNode[t]], count = pattern.NodeStart[pattern.TouchNode[t] + 1] - start;
                for (int i = 0; i < count; i++)
                    InnerProduct.AddScaled(-trailing[start + i], squares.Touch.AsSpan(pattern.TouchOffset[t] + i * size, size), u);
            }
            DenseCholesky.SolveLowerTransposed(squares.Leading.AsSpan(g * size * size, size * size), size, size, u);
        }
        return (leading, trailing);
    }
}
