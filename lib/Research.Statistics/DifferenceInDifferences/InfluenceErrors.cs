namespace Research;

/// <summary>Standard errors and simultaneous bands from influence functions, by unit or by cluster.</summary>
internal sealed class InfluenceErrors
{
    // Errors below this are those of a figure that is zero by definition.
    private const double Nothing = 1.5e-7;
    private readonly int[]? cluster;
    private readonly int clusters;

    public InfluenceErrors(StaggeredPanel panel)
    {
        (Units, cluster) = (panel.Units, panel.Cluster);
        clusters = cluster is null ? Units : cluster.Max() + 1;
    }

    public int Units { get; }

    /// <summary>Clusters; the units where they are independent.</summary>
    public int Clusters => clusters;

    /// <summary>Degrees of freedom of tests: clusters less one; infinite without clusters.</summary>
    public double DegreesOfFreedom => cluster is null ? double.PositiveInfinity : clusters - 1;

    /// <summary>Covariance of the estimates; with clusters times G/(G − 1).</summary>
    public double[,] Covariance(IReadOnlyList<double[]> influence)
    {
        double[][] sums = [.. influence.Select(ByCluster)];
        double factor = (cluster is null ? 1 : clusters / (clusters - 1.0)) / Units / Units;
        var covariance = new double[sums.Length, sums.Length];
        for (int a = 0; a < sums.Length; a++)
            for (int b = 0; b < sums.Length; b++) covariance[a, b] = factor * SmallMatrix.Dot(sums[a], sums[b]);
        return covariance;
    }

    /// <summary>The standard error; not a number where the figure is zero by definition.</summary>
    public double StandardError(double[] influence)
    {
        double error = Math.Sqrt(Covariance([influence])[0, 0]);
        return error > Nothing ? error : double.NaN;
    }

    public Term Term(string name, double estimate, double[] influence)
    {
        double error = StandardError(influence), statistic = estimate / error;
        var t = new StudentTDistribution(DegreesOfFreedom);
        double half = t.ForLevel(0.95) * error;
        return new(name, estimate, error, statistic, DegreesOfFreedom, double.IsNaN(error) ? double.NaN : t.TwoSided(statistic), new(estimate - half, estimate + half));
    }

    /// <summary>Critical value of the largest |t| by the multiplier bootstrap (Mammen 1993), and errors by quartiles of the draws.</summary>
    public (double Critical, double[] Errors) Simultaneous(IReadOnlyList<double[]> influence, long seed, int draws)
    {
        double[][] sums = [.. influence.Select(ByCluster)];
        double root5 = Math.Sqrt(5), chance = (1 + root5) / (2 * root5), low = (1 - root5) / 2, high = (1 + root5) / 2;
        double[][] drawn = Replicates.Run(draws, seed, stream =>
        {
            var totals = new double[sums.Length];
            for (int c = 0; c < clusters; c++)
            {
                double v = stream.Uniform() < chance ? low : high;
                for (int k = 0; k < sums.Length; k++) totals[k] += v * sums[k][c];
            }
            for (int k = 0; k < totals.Length; k++) totals[k] /= Units;
            return totals;
        });
        double quartiles = 2 * StandardNormal.Quantile(0.75);
        double[] errors = [.. Enumerable.Range(0, sums.Length).Select(k =>
        {
            double[] ordered = [.. drawn.Select(d => d[k]).Order()];
            return (Inverse(ordered, 0.75) - Inverse(ordered, 0.25)) / quartiles;
        })];
        double[] largest = [.. drawn.Select(d => d.Select((v, k) => errors[k] > Nothing ? Math.Abs(v / errors[k]) : 0).Max()).Order()];
        return (Inverse(largest, 0.95), [.. errors.Select(e => e > Nothing ? e : double.NaN)]);

        static double Inverse(double[] ordered, double p) => ordered[Math.Clamp((int)Math.Ceiling(p * ordered.Length) - 1, 0, ordered.Length - 1)];
    }

    private double[] ByCluster(double[] influence)
    {
        if (cluster is null) return influence;
        var sums = new double[clusters];
        for (int i = 0; i < influence.Length; i++) sums[cluster[i]] += influence[i];
        return sums;
    }
}
