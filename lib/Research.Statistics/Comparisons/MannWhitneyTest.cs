namespace Research;

/// <summary>The test of Wilcoxon (1945) and Mann and Whitney (1947): how often a value of the first group exceeds one of the second. R: <c>wilcox.test(x, y)</c>.</summary>
public sealed record MannWhitneyTest : Result
{
    private const int MostForExact = 400;
    private readonly double[] first, second, ranks, all;
    private readonly Sample sample;
    private double[]? distribution;

    private MannWhitneyTest(OutcomeGroup first, OutcomeGroup second)
    {
        (this.first, this.second) = (first.Values.ToArray(), second.Values.ToArray());
        all = [.. this.first, .. this.second];
        ranks = Ranks.Of(all);
        sample = OutcomeGroup.SampleOf(first, second);
    }

    /// <summary>W = U₁: pairs in which the first exceeds the second, ties half.</summary>
    public double W => ranks[..first.Length].Sum() - first.Length * (first.Length + 1) / 2.0;

    /// <summary>W over the number of pairs: the chance that a value of the first group exceeds one of the second (ties half).</summary>
    public double ProbabilityOfSuperiority => W / Product;

    /// <summary>2 × probability of superiority − 1: rank-biserial correlation, Cliff's δ.</summary>
    public double RankBiserial => 2 * ProbabilityOfSuperiority - 1;

    /// <summary>The median of all differences first − second (Hodges and Lehmann 1963).</summary>
    public double HodgesLehmann => SortedDifferences() is var d && d.Length % 2 == 1 ? d[d.Length / 2] : (d[d.Length / 2 - 1] + d[d.Length / 2]) / 2;

    /// <summary>Two-sided p-value: exact for fewer than 50 in each group, else normal with correction.</summary>
    public double PValue => first.Length < 50 && second.Length < 50 ? PExact : PNormalCorrected;

    /// <summary>Two-sided p-value by the normal approximation, variance corrected for ties. R: <c>exact = FALSE, correct = FALSE</c>.</summary>
    public double PNormal => StandardNormal.TwoSided((W - Product / 2) / StandardDeviation);

    /// <summary>As <see cref="PNormal"/> with continuity correction. R: <c>exact = FALSE</c>.</summary>
    public double PNormalCorrected => W - Product / 2 is var off && off == 0 ? 1 : StandardNormal.TwoSided((Math.Abs(off) - 0.5) / StandardDeviation);

    /// <summary>Exact two-sided p-value over all assignments of the midranks: as far from the expected sum or farther. Not a number beyond 400 values.
    /// R: <c>wilcox.test(exact = TRUE)</c>; with ties <c>exactRankTests::wilcox.exact</c>.</summary>
    public double PExact
    {
        get
        {
            if (all.Length > MostForExact) return double.NaN;
            double[] p = Distribution();
            double expected = first.Length * (all.Length + 1.0), off = Math.Abs(2 * ranks[..first.Length].Sum() - expected);
            double sum = 0;
            for (int s = 0; s < p.Length; s++)
                if (Math.Abs(s - expected) >= off - 1e-9)
                    sum += p[s];
            return Math.Min(1, sum);
        }
    }

    /// <summary>The exact interval of the shift, from ordered differences; meant for data without ties. R: <c>wilcox.test(conf.int = TRUE, exact = TRUE)</c>.</summary>
    public Interval ShiftInterval(double level)
    {
        if (all.Length > MostForExact) return new(double.NaN, double.NaN, level);
        // The distribution without ties: ranks 1 to N.
        double[] p = Ranks.SumDistribution([.. Enumerable.Range(1, all.Length)], first.Length);
        double tail = (1 - ConfidenceLevel.Checked(level)) / 2, below = 0;
        int offset = first.Length * (first.Length + 1) / 2, rank = 0;
        while (below + p[offset + rank] < tail * (1 - 64 * 2.2e-16)) below += p[offset + rank++];
        rank = Math.Max(1, rank);
        double[] differences = SortedDifferences();
        return new(differences[rank - 1], differences[differences.Length - rank], level);
    }

    /// <summary>Compares two groups.</summary>
    public static MannWhitneyTest Of(OutcomeGroup first, OutcomeGroup second)
    {
        first.Require(1, "the Mann–Whitney test");
        second.Require(1, "the Mann–Whitney test");
        return new(first, second);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Mann–Whitney test: {sample}",
        [new("w", "W"), new("superiority", "P(first > second)"), new("shift", "Shift (Hodges–Lehmann)"), new("p_exact", "p, exact"), new("p_normal", "p, normal corrected")],
        [[W, ProbabilityOfSuperiority, HodgesLehmann, PExact, PNormalCorrected]]);

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of("Shift with its exact 95% interval", "Difference", [new("Hodges–Lehmann", HodgesLehmann, ShiftInterval(0.95))], 0);

    private double Product => (double)first.Length * second.Length;

    private double StandardDeviation
    {
        get
        {
            double n = all.Length, ties = Ranks.TieSizes(all).Sum(t => t * t * t - t);
            return Math.Sqrt(Product / 12 * (n + 1 - ties / (n * (n - 1))));
        }
    }

    private double[] Distribution() => distribution ??= Ranks.SumDistribution([.. ranks.Select(r => (int)Math.Round(2 * r))], first.Length);

    private double[] SortedDifferences()
    {
        var differences = new double[first.Length * second.Length];
        for (int i = 0; i < first.Length; i++)
            for (int j = 0; j < second.Length; j++)
                differences[i * second.Length + j] = first[i] - second[j];
        Array.Sort(differences);
        return differences;
    }
}
