namespace Research;

/// <summary>Covariances by clusters, CR0 to CR3, in whitened coordinates, and the parts that Satterthwaite's degrees of freedom need.</summary>
/// <remarks>V = L S Lᵀ, S = Σ t̃ⱼ t̃ⱼᵀ, t̃ⱼ = Zⱼᵀ Wⱼ Aⱼ eⱼ. CR2: Aⱼ = [(I − H)(I − H)ᵀ]ⱼⱼ^−½ for a working model of independent rows with equal
/// variance. Without weights Aⱼ acts through the rank × rank matrix ZⱼᵀZⱼ alone, so nothing of a cluster's size is inverted. Source:
/// Bell and McCaffrey (2002); Pustejovsky and Tipton (2018), J. Bus. Econ. Stat. 36(4). R: <c>clubSandwich::vcovCR</c>.</remarks>
internal sealed class ClusterMeat
{
    // As clubSandwich: below this an eigenvalue of I − H counts as zero, and its direction carries no information.
    private const double Vanishing = 1e-12;

    /// <summary>A middle worked out elsewhere.</summary>
    public ClusterMeat(double[,] s, List<ClusterPart>? parts) => (S, Parts) = (s, parts);

    public double[,] S { get; }

    /// <summary>Per cluster what degrees of freedom rest on; null but for CR2.</summary>
    public List<ClusterPart>? Parts { get; }

    public static ClusterMeat Of(WhitenedFit fit, ClusterIndex clusters, ErrorKind kind)
    {
        int p = fit.Rank, g = clusters.Count;
        double[] z = fit.ByRows();
        var s = new double[p, p];
        List<ClusterPart>? parts = kind == ErrorKind.Cr2 ? new(g) : null;
        var weighted = kind == ErrorKind.Cr2 && fit.Weights is not null ? new WeightedAdjustment(fit, z) : null;
        for (int j = 0; j < g; j++)
        {
            var rows = clusters.Rows(j);
            double[] score;
            if (weighted is not null)
            {
                (score, var part) = weighted.Of(rows);
                parts!.Add(part);
            }
            else
            {
                score = Score(fit, z, rows);
                if (kind is ErrorKind.Cr2 or ErrorKind.Cr3) score = Adjusted(score, SymmetricEigen.Of(Crossed(fit, z, rows)), kind, parts);
            }
            for (int a = 0; a < p; a++)
                for (int b = 0; b < p; b++) s[a, b] += score[a] * score[b];
        }
        return new(s, parts);
    }

    /// <summary>The small-sample factor of CR1, CR1p and CR1S.</summary>
    public static double Factor(ErrorKind kind, double clusters, double rows, double coefficients) => kind switch
    {
        ErrorKind.Cr1 => clusters / (clusters - 1),
        ErrorKind.Cr1p => clusters / (clusters - coefficients),
        ErrorKind.Cr1S => clusters * (rows - 1) / ((clusters - 1) * (rows - coefficients)),
        _ => 1,
    };

    /// <summary>Zⱼᵀ Wⱼ eⱼ.</summary>
    private static double[] Score(WhitenedFit fit, double[] z, ReadOnlySpan<int> rows)
    {
        int p = fit.Rank;
        var score = new double[p];
        foreach (int i in rows)
        {
            double e = fit.Residuals[i] * (fit.Weights is null ? 1 : fit.Weights[i]);
            for (int k = 0; k < p; k++) score[k] += z[(i * p) + k] * e;
        }
        return score;
    }

    /// <summary>Zⱼᵀ Wⱼ Zⱼ.</summary>
    private static double[,] Crossed(WhitenedFit fit, double[] z, ReadOnlySpan<int> rows)
    {
        int p = fit.Rank;
        var crossed = new double[p, p];
        foreach (int i in rows)
        {
            double w = fit.Weights is null ? 1 : fit.Weights[i];
            for (int a = 0; a < p; a++)
            {
                double left = z[(i * p) + a] * w;
                for (int b = a; b < p; b++) crossed[a, b] += left * z[(i * p) + b];
            }
        }
        for (int a = 0; a < p; a++)
            for (int b = 0; b < a; b++) crossed[a, b] = crossed[b, a];
        return crossed;
    }

    private static double[] Adjusted(double[] score, SymmetricEigen eigen, ErrorKind kind, List<ClusterPart>? parts)
    {
        double Power(double lambda) => 1 - lambda < Vanishing ? 0 : kind == ErrorKind.Cr2 ? 1 / Math.Sqrt(1 - lambda) : 1 / (1 - lambda);
        if (parts is not null)
        {
            var u = eigen.Apply(l => l * Power(l));
            parts.Add(new(u, u, eigen.Apply(l => l * Power(l) * Power(l))));
        }
        return eigen.Apply(Power).Times(score);
    }
}

/// <summary>For a cluster, with a = Aⱼ Wⱼ Zⱼ γ: the matrices that give Zⱼᵀa, ZⱼᵀWⱼa and aᵀa for any contrast γ.</summary>
internal sealed record ClusterPart(double[,] U, double[,] V, double[,] D);
