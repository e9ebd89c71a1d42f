namespace Research;

/// <summary>Errors of pooled effects that are robust to whatever goes on within clusters.</summary>
/// <remarks>V = M Σ sⱼsⱼᵀ M, sⱼ = XⱼᵀWⱼAⱼeⱼ, M = (XᵀWX)⁻¹, W the inverse of the fitted covariance Φ. CR2: Aⱼ = Rⱼᵀ[Rⱼ(Φⱼ − XⱼMXⱼᵀ)Rⱼᵀ]^−½Rⱼ, RⱼᵀRⱼ = Φⱼ, with Satterthwaite's
/// degrees of freedom under Φ. Source: Pustejovsky and Tipton (2018), J. Bus. Econ. Stat. 36(4). R: <c>metafor::robust</c>, <c>clubSandwich::vcovCR(rma.mv)</c>.</remarks>
internal sealed class RobustEffects
{
    private RobustEffects(double[,] covariance, double[] degreesOfFreedom, int clusters) => (Covariance, DegreesOfFreedom, Clusters) = (covariance, degreesOfFreedom, clusters);

    public double[,] Covariance { get; }

    public double[] DegreesOfFreedom { get; }

    public int Clusters { get; }

    public static RobustEffects Of(MarginalModel model, (double[] Variances, WeightedSolution Solution) fitted, FactorColumn clusters, ErrorKind kind)
    {
        var design = model.Design;
        int p = design.Columns, g = clusters.Levels.Length;
        if (kind is not (ErrorKind.Cr0 or ErrorKind.Cr1 or ErrorKind.Cr1p or ErrorKind.Cr2))
            throw new DataError("errors", kind.ToString(), "Cr0, Cr1, Cr1p or Cr2", "Use Errors.Clustered(\"place\").");
        if (g < 2) throw new DataError("errors", $"{g} cluster", "two or more clusters", "Use the model's own errors.");
        foreach (int[] block in model.Blocks)
            if (block.Any(i => clusters.Codes[i] != clusters.Codes[block[0]]))
                throw new DataError("errors", "a random effect that spans clusters", "clusters that hold whole groups", "Cluster by the widest grouping.", column: clusters.Name);
        double[,] m = fitted.Solution.Covariance;
        var middle = new double[p, p];
        var parts = new List<(double[][] Columns, double[] Own)>(g);
        var index = new ClusterIndex(clusters);
        for (int j = 0; j < g; j++)
        {
            int[] rows = index.Rows(j).ToArray();
            var cluster = new Cluster(model.Covariance(rows, fitted.Variances), design.Take(rows), m);
            double[,] loads = cluster.Loads(kind == ErrorKind.Cr2);
            double[] e = [.. cluster.Design.Y.Select((y, i) => y - SmallMatrix.Dot(cluster.Design.Row(i).ToArray(), fitted.Solution.Coefficients))];
            double[] score = loads.Times(e);
            for (int a = 0; a < p; a++)
                for (int b = 0; b < p; b++) middle[a, b] += score[a] * score[b];
            if (kind == ErrorKind.Cr2) parts.Add(cluster.Moments(m.Times(loads)));
        }
        double factor = ClusterMeat.Factor(kind, g, design.Count, p);
        double[] df = [.. Enumerable.Range(0, p).Select(c => kind == ErrorKind.Cr2 ? Satterthwaite(parts, m, c) : kind == ErrorKind.Cr1p ? g - p : g - 1)];
        return new(m.Around(middle).Scaled(factor), df, g);
    }

    // Cov(gᵢᵀeᵢ, gⱼᵀeⱼ) = own of the cluster − (Xᵢᵀgᵢ)ᵀM(Xⱼᵀgⱼ); the degrees of freedom match two moments.
    private static double Satterthwaite(List<(double[][] Columns, double[] Own)> parts, double[,] m, int contrast)
    {
        double mean = 0, squares = 0;
        foreach (var (left, own) in parts)
        {
            double[] around = m.Times(left[contrast]);
            foreach (var (right, _) in parts)
            {
                bool same = ReferenceEquals(left, right);
                double covariance = (same ? own[contrast] : 0) - SmallMatrix.Dot(around, right[contrast]);
                if (same) mean += covariance;
                squares += covariance * covariance;
            }
        }
        return mean * mean / squares;
    }

    private sealed class Cluster(double[] covariance, StudyDesign design, double[,] m)
    {
        private readonly int n = design.Count;

        public StudyDesign Design => design;

        /// <summary>XᵀWA, p × n; A is the identity unless adjusted.</summary>
        public double[,] Loads(bool adjusted)
        {
            var l = (double[])covariance.Clone();
            if (!DenseCholesky.Factor(l, n)) throw new InvalidOperationException("The fitted covariance is not positive.");
            int p = design.Columns;
            var weighted = new double[p, n];
            var column = new double[n];
            for (int j = 0; j < p; j++)
            {
                for (int i = 0; i < n; i++) column[i] = design.Row(i)[j];
                DenseCholesky.SolveLower(l, n, n, column);
                DenseCholesky.SolveLowerTransposed(l, n, n, column);
                for (int i = 0; i < n; i++) weighted[j, i] = column[i];
            }
            return adjusted ? weighted.Times(Adjustment(l)) : weighted;
        }

        /// <summary>For each contrast: Xᵀg and gᵀΦg, g the row of the contrast.</summary>
        public (double[][] Columns, double[] Own) Moments(double[,] rows)
        {
            int p = design.Columns;
            double[][] columns = [.. Enumerable.Range(0, p).Select(_ => new double[p])];
            var own = new double[p];
            for (int c = 0; c < p; c++)
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < p; j++) columns[c][j] += design.Row(i)[j] * rows[c, i];
                    for (int k = 0; k < n; k++) own[c] += rows[c, i] * covariance[(i * n) + k] * rows[c, k];
                }
            return (columns, own);
        }

        private double[,] Adjustment(double[] l)
        {
            // R = Lᵀ, so that RᵀR = Φ.
            double[,] upper = new double[n, n], rest = new double[n, n];
            for (int i = 0; i < n; i++)
                for (int k = 0; k < n; k++)
                {
                    if (k >= i) upper[i, k] = l[(k * n) + i];
                    rest[i, k] = covariance[(i * n) + k] - SmallMatrix.Dot(design.Row(i).ToArray(), m.Times(design.Row(k).ToArray()));
                }
            var eigen = SymmetricEigen.Of(upper.Around(rest));
            double largest = eigen.Values.Max();
            // A direction the model fits whatever its value holds no residual.
            return upper.Transposed().Times(eigen.Apply(v => v > 1e-12 * largest ? 1 / Math.Sqrt(v) : 0)).Times(upper);
        }
    }
}
