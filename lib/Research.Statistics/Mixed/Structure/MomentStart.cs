namespace Research;

/// <summary>Where the search for θ starts: random intercepts from the variance between group means, one factor at a time; slopes at one.</summary>
/// <remarks>Source: Searle, Casella and McCulloch (1992), Variance Components, 3.6 (the analysis of variance estimator of an unbalanced layout).</remarks>
internal static class MomentStart
{
    private const double Smallest = 0.005, Largest = 0.7;

    /// <summary>θ of a design whose outcome has unit variance about the fixed terms.</summary>
    public static double[] Of(CrossProducts products)
    {
        int n = products.Rows, width = products.Width;
        double[] shares = [.. products.Blocks.Select(Share)];
        double residual = Math.Max(0.2, 1 - shares.Where(s => !double.IsNaN(s)).Sum());
        return [.. products.Blocks.SelectMany((b, i) => double.IsNaN(shares[i]) ? b.Start : [Math.Sqrt(shares[i] / residual)])];

        double Share(RandomBlock block)
        {
            if (block.Values is not null) return double.NaN;
            int groups = block.Levels.Length;
            double[] sums = new double[groups], counts = new double[groups];
            for (int i = 0; i < n; i++)
            {
                sums[block.Codes[i]] += products.Columns[i * width + width - 1];
                counts[block.Codes[i]]++;
            }
            double between = 0, squares = 0;
            for (int g = 0; g < groups; g++)
            {
                between += sums[g] * sums[g] / counts[g];
                squares += counts[g] * counts[g];
            }
            double size = (n - squares / n) / (groups - 1), meanBetween = between / (groups - 1), within = (n - between) / (n - groups);
            double share = (meanBetween - within) / size;
            return double.IsFinite(share) ? Math.Clamp(share, Smallest, Largest) : Largest;
        }
    }
}
