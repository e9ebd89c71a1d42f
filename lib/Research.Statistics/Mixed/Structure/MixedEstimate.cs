using System.Collections.Immutable;

namespace Research;

/// <summary>A linear mixed model estimated: the design, its deviance, θ at the optimum and what follows from it.</summary>
internal sealed record MixedEstimate(MixedDesign Design, ProfiledDeviance Deviance, double[] Theta, MixedSolution Solution, Minimum Search)
{
    private const double SingularBelow = 1e-4;

    /// <summary>−2 log-likelihood, or the REML criterion.</summary>
    public required double Criterion { get; init; }

    /// <summary>Estimates a design.</summary>
    /// <param name="design">The design.</param>
    /// <param name="likelihood">ML or REML.</param>
    /// <param name="weights">Weights of rows; null is one each.</param>
    public static MixedEstimate Of(MixedDesign design, Likelihood likelihood, double[]? weights)
    {
        double[] outcome = design.Response.Values;
        if (design.Frame.Offset is { } offset) outcome = [.. outcome.Select((y, i) => y - offset[i])];
        var basis = new FixedBasis(design.Columns, outcome, weights);
        var products = new CrossProducts(design.Blocks, basis.Columns, basis.Fixed + 1);
        if (weights is not null) products.Fill(weights);
        double logWeights = weights?.Sum(Math.Log) ?? 0;
        return At(design, new ProfiledDeviance(products, basis, likelihood, logWeights), MomentStart.Of(products));
    }

    /// <summary>The optimum of a deviance, from a θ near it.</summary>
    public static MixedEstimate At(MixedDesign design, ProfiledDeviance deviance, double[] start)
    {
        var search = Minimum.Of(deviance, start);
        double[] theta = Canonical(deviance, search.Point);
        double criterion = deviance.Value(theta);
        return new(design, deviance, theta, new MixedSolution(deviance, deviance.Relative(theta)), search) { Criterion = criterion };
    }

    /// <summary>What is singular about the estimate, in words; empty when nothing is.</summary>
    public IEnumerable<string> Singularities()
    {
        foreach (var (index, effects) in Design.TermOrder)
        {
            var block = Design.Blocks[index];
            double[] relative = Solution.Relative[index];
            var zero = effects.Where(i => Math.Sqrt(InnerProduct.Of(relative.AsSpan(i * block.Size, block.Size), relative.AsSpan(i * block.Size, block.Size))) < SingularBelow).ToArray();
            if (zero.Length > 0)
                yield return $"the variance of {string.Join(" and ", zero.Select(i => block.Effects[i]))} by {block.Factor} is zero";
            else if (effects.Any(i => Math.Abs(relative[i * block.Size + i]) < SingularBelow))
                yield return $"the random effects of {block.Factor} are perfectly correlated";
        }
    }

    // Columns of Λ with the diagonal positive, and a diagonal that is zero up to rounding set to zero.
    private static double[] Canonical(ProfiledDeviance deviance, double[] found)
    {
        double[] theta = [.. found];
        int start = 0;
        foreach (var block in deviance.Blocks)
        {
            for (int i = 0; i < block.Free.Length; i++)
            {
                var (row, column) = block.Free[i];
                if (row != column || theta[start + i] >= 0) continue;
                for (int k = 0; k < block.Free.Length; k++)
                    if (block.Free[k].Column == column)
                        theta[start + k] = -theta[start + k];
            }
            start += block.Free.Length;
        }
        double value = deviance.Value(theta);
        for (int i = 0; i < theta.Length; i++)
        {
            if (Math.Abs(theta[i]) is 0 or > 1e-3) continue;
            double kept = theta[i];
            theta[i] = 0;
            double without = deviance.Value(theta);
            if (without <= value + 1e-15 * Math.Abs(value) + 1e-12) value = without;
            else theta[i] = kept;
        }
        return theta;
    }

    /// <summary>Conditional SDs of a block's effects, levels × size.</summary>
    public double[] ConditionalDeviations(int block)
    {
        lock (Deviance)
        {
            Deviance.Value(Theta);
            return ConditionalVariance.Deviations(Deviance.Squares, Deviance.Products, Solution.Relative, block)
                .Select((d, i) => d * Solution.Sigma / Design.Blocks[block].Scale[i % Design.Blocks[block].Size]).ToArray();
        }
    }

    /// <summary>Fitted values of the fixed part, offset included, and of the whole model.</summary>
    public (double[] Fixed, double[] Whole) Fitted() => Design.Fitted(Solution.Coefficients, Solution.Effects);
}
