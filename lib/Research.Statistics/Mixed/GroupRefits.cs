using System.Collections.Immutable;

namespace Research;

/// <summary>A mixed model fitted again with its groups counted differently.</summary>
/// <param name="Coefficients">The fixed coefficients, redundant columns left out.</param>
/// <param name="StandardDeviations">SDs of the random effects, in the block's order.</param>
/// <param name="Sigma">The residual SD.</param>
/// <param name="Converged">Whether the optimum was reached.</param>
public sealed record MixedRefit(ImmutableArray<double> Coefficients, ImmutableArray<double> StandardDeviations, double Sigma, bool Converged);

/// <summary>Fits a model with one grouping factor again and again, each group counted a number of times: the cluster bootstrap and jackknife
/// without touching the rows. A group drawn twice is two groups.</summary>
/// <remarks>Thread-safe: every refit has work space of its own. R: refitting <c>lmer</c> to the rows of the drawn groups, renumbered.</remarks>
public sealed class GroupRefits
{
    private readonly MixedEstimate estimate;
    private readonly double[] corners, rows;

    internal GroupRefits(MixedEstimate estimate, double[]? weights)
    {
        if (estimate.Design.Blocks.Length > 1)
            throw new DataError("group refits", "a model with several grouping factors", "one grouping factor", "Draw the rows of whole clusters and fit the model to them.");
        this.estimate = estimate;
        var products = estimate.Deviance.Products;
        int width = products.Width, square = width * width;
        int[] codes = estimate.Design.Blocks[0].Codes;
        corners = new double[products.Groups * square];
        rows = new double[products.Groups];
        for (int i = 0; i < codes.Length; i++)
        {
            var x = products.Columns.AsSpan(i * width, width);
            rows[codes[i]]++;
            for (int r = 0; r < width; r++) InnerProduct.AddScaled((weights?[i] ?? 1) * x[r], x, corners.AsSpan(codes[i] * square + r * width, width));
        }
    }

    /// <summary>The groups, in the order of the counts.</summary>
    public ImmutableArray<string> Groups => estimate.Design.Blocks[0].Levels;

    /// <summary>Fits with each group counted so many times; 0 leaves it out.</summary>
    /// <param name="counts">A count a group.</param>
    public MixedRefit Refit(IReadOnlyList<int> counts)
    {
        if (counts.Count != rows.Length) throw new ArgumentException($"{counts.Count} counts for {rows.Length} groups.", nameof(counts));
        if (counts.Count(c => c > 0) < 2) throw new DataError("group refits", "fewer than two groups that count", "two or more", "Draw again.");
        var deviance = new ProfiledDeviance(estimate.Deviance.Products, estimate.Deviance.Basis, estimate.Deviance.Likelihood, 0);
        deviance.Count([.. counts.Select(c => (double)c)], corners, rows);
        // From θ = 0 a search would see no slope: a variance that was zero starts small.
        var again = MixedEstimate.At(estimate.Design, deviance, [.. estimate.Theta.Select((t, i) => t == 0 && estimate.Deviance.Start[i] == 1 ? 0.1 : t)]);
        var block = estimate.Design.Blocks[0];
        double[,] covariance = VarianceComponents.Covariance(block, again.Solution.Relative[0], again.Solution.Sigma);
        return new([.. again.Solution.Coefficients], [.. Enumerable.Range(0, block.Size).Select(e => Math.Sqrt(covariance[e, e]))], again.Solution.Sigma, again.Search.Reached);
    }
}
