using MathNet.Numerics.LinearAlgebra;

namespace Research;

/// <summary>The middle of the bias-reduced cluster-robust covariance (CR2) of a generalised model, with what its degrees of freedom rest on.</summary>
/// <remarks>Aᵢ = Φᵢ^½ Bᵢ^(−½) Φᵢ^½ with Φ the outcomes' variances and Bᵢ = Φᵢ^½(Φ − GMGᵀ)ᵢΦᵢ^½, G = ∂μ/∂β, as Pustejovsky and Tipton (2018), eq. 8, have it;
/// whitening the rows first would give another square root, which differs in the fifth digit. R: <c>clubSandwich::vcovCR(glm, type = "CR2")</c>.</remarks>
internal static class ReducedClusterMeat
{
    /// <summary>Σ over clusters of s sᵀ, s = ZᵢᵀBᵢ^(−½)Φᵢeᵢ, with Z and e the whitened rows and residuals.</summary>
    /// <param name="fit">Least squares on Φ^(−½)G and Pearson residuals.</param>
    /// <param name="variances">Φ.</param>
    /// <param name="clusters">The clusters.</param>
    public static ClusterMeat Of(WhitenedFit fit, double[] variances, ClusterIndex clusters)
    {
        int n = fit.Rows, p = fit.Rank;
        var meat = Matrix<double>.Build.Dense(p, p);
        var parts = new List<ClusterPart>(clusters.Count);
        for (int g = 0; g < clusters.Count; g++)
        {
            int[] own = clusters.Rows(g).ToArray();
            var z = Matrix<double>.Build.Dense(own.Length, p, (i, j) => fit.Z[j * n + own[i]]);
            var phi = Matrix<double>.Build.DiagonalOfDiagonalArray([.. own.Select(i => variances[i])]);
            var hat = z * z.Transpose();
            var b = Matrix<double>.Build.Dense(own.Length, own.Length, (i, k) => ((i == k ? 1 : 0) - 0.5 * (hat[i, k] + hat[k, i])) * phi[i, i] * phi[k, k]);
            var eigen = b.Evd(Symmetricity.Symmetric);
            double largest = eigen.EigenValues.Enumerate().Max(v => v.Real);
            var roots = Matrix<double>.Build.DiagonalOfDiagonalArray([.. eigen.EigenValues.Enumerate().Select(v => v.Real > 1e-12 * largest ? 1 / Math.Sqrt(v.Real) : 0)]);
            // A contrast γ rests on this cluster's residuals by a = adjusted · γ.
            var adjusted = phi * (eigen.EigenVectors * (roots * (eigen.EigenVectors.Transpose() * z)));
            var score = adjusted.TransposeThisAndMultiply(Vector<double>.Build.Dense(own.Length, i => fit.Residuals[own[i]]));
            meat += score.OuterProduct(score);
            double[,] across = z.TransposeThisAndMultiply(adjusted).ToArray();
            parts.Add(new(across, across, adjusted.TransposeThisAndMultiply(adjusted).ToArray()));
        }
        return new(meat.ToArray(), parts);
    }
}
