namespace Research;

/// <summary>Products of cross-products with the relative factors Λ of blocks.</summary>
internal static class RelativeFactor
{
    /// <summary>Λ₁′MΛ₂ for M of down × across.</summary>
    public static void Sandwich(double[] left, ReadOnlySpan<double> middle, double[] right, Span<double> target, int down, int across)
    {
        for (int i = 0; i < down; i++)
            for (int j = 0; j < across; j++)
            {
                double sum = 0;
                for (int k = 0; k < down; k++)
                {
                    if (left[k * down + i] == 0) continue;
                    double inner = 0;
                    for (int l = 0; l < across; l++) inner += middle[k * across + l] * right[l * across + j];
                    sum += left[k * down + i] * inner;
                }
                target[i * across + j] = sum;
            }
    }

    /// <summary>Λ′M for M of size × across.</summary>
    public static void TransposedTimes(double[] lambda, ReadOnlySpan<double> source, Span<double> target, int across = 1)
    {
        int size = source.Length / across;
        for (int i = 0; i < size; i++)
            for (int j = 0; j < across; j++)
            {
                double sum = 0;
                for (int k = 0; k < size; k++) sum += lambda[k * size + i] * source[k * across + j];
                target[i * across + j] = sum;
            }
    }
}
