using MathNet.Numerics.LinearAlgebra;

namespace Research;

/// <summary>The middle of the bias-reduced cluster-robust covariance (CR2) of a generalised model.</summary>
/// <remarks>Aᵢ = Φᵢ^½ Bᵢ^(−½) Φᵢ^½ with Φ the outcomes' variances and Bᵢ = Φᵢ^½(Φ − GMGᵀ)ᵢΦᵢ^½, G = ∂μ/∂β, as Pustejovsky and Tipton (2018), eq. 8, have it;
/// whitening the rows first would give another square root, which differs in the fifth digit. R: <c>clubSandwich::vcovCR(glm, type = "CR2")</c>.</remarks>
internal static class ReducedClusterMeat
{
    /// <summary>Σ over clusters of s sᵀ, s = GᵢᵀΦᵢ⁻¹Aᵢeᵢ.</summary>
    /// <param name="fit">Φ^(−½)G by columns, Pearson residuals Φ^(−½)e, and the variances Φ.</param>
    /// <param name="inverse">M = (GᵀΦ⁻¹G)⁻¹.</param>
    /// <param name="clusters">The clusters.</param>
    public static double[,] Of((double[] X, double[] Residuals, double[] Variances) fit, double[,] inverse, ClusterIndex clusters)
    {
        int n = fit.Residuals.Length, p = inverse.GetLength(0);
        var meat = new double[p, p];
        for (int g = 0; g < clusters.Count; g++)
        {
            int[] own = clusters.Rows(g).ToArray();
            var x = Matrix<double>.Build.Dense(own.Length, p, (i, j) => fit.X[j * n + own[i]]);
            var phi = Vector<double>.Build.Dense(own.Length, i => fit.Variances[own[i]]);
            var hat = x * Matrix<double>.Build.DenseOfArray(inverse) * x.Transpose();
            var b = Matrix<double>.Build.Dense(own.Length, own.Length, (i, k) => ((i == k ? 1 : 0) - 0.5 * (hat[i, k] + hat[k, i])) * phi[i] * phi[k]);
            var eigen = b.Evd(Symmetricity.Symmetric);
            double largest = eigen.EigenValues.Enumerate().Max(v => v.Real);
            var roots = Vector<double>.Build.DenseOfEnumerable(eigen.EigenValues.Enumerate().Select(v => v.Real > 1e-12 * largest ? 1 / Math.Sqrt(v.Real) : 0));
            var e = Vector<double>.Build.Dense(own.Length, i => fit.Residuals[own[i]] * phi[i]);
            var adjusted = eigen.EigenVectors * (eigen.EigenVectors.Transpose() * e).PointwiseMultiply(roots);
            var score = x.Transpose() * adjusted;
            for (int j = 0; j < p; j++)
                for (int k = 0; k < p; k++)
                    meat[j, k] += score[j] * score[k];
        }
        return meat;
    }
}
