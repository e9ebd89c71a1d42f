namespace Research;

/// <summary>Paired comparisons without the normal distribution: Wilcoxon's signed ranks and the sign test. Pairs without a difference are left out of both.
/// R: <c>wilcox.test(paired = TRUE)</c>, <c>binom.test</c>.</summary>
public sealed record PairedRankTest : Result
{
    private const int MostForExact = 400;
    private readonly double[] differences, ranks;

    private PairedRankTest(double[] differences, Sample sample)
    {
        (this.differences, Sample) = (differences, sample);
        ranks = Ranks.Of([.. differences.Select(Math.Abs)]);
    }

    /// <summary>Pairs used and dropped.</summary>
    public Sample Sample { get; }

    /// <summary>V: the sum of the ranks of positive differences.</summary>
    public double V => ranks.Where((_, i) => differences[i] > 0).Sum();

    /// <summary>Two-sided p-value by the normal approximation, ties corrected, continuity corrected.</summary>
    public double PNormalCorrected => PNormalAt(0.5);

    /// <summary>Two-sided p-value by the normal approximation, ties corrected.</summary>
    public double PNormal => PNormalAt(0);

    /// <summary>Exact two-sided p-value over all signs: twice the smaller tail. Not a number beyond 400 pairs. R: <c>exactRankTests::wilcox.exact(paired = TRUE)</c>.</summary>
    public double PExact
    {
        get
        {
            if (ranks.Length > MostForExact) return double.NaN;
            if (ranks.Length == 0) return 1;
            int[] doubled = [.. ranks.Select(r => (int)Math.Round(2 * r))];
            var p = new double[doubled.Sum() + 1];
            p[0] = 1;
            foreach (int rank in doubled)
                for (int s = p.Length - 1; s >= 0; s--)
                    p[s] = 0.5 * (p[s] + (s >= rank ? p[s - rank] : 0));
            int at = (int)Math.Round(2 * V);
            return Math.Min(1, 2 * Math.Min(p[..(at + 1)].Sum(), p[at..].Sum()));
        }
    }

    /// <summary>p-value of the sign test: positive differences against a half. R: <c>binom.test(sum(d &gt; 0), sum(d != 0))</c>.</summary>
    public double SignTest => differences.Length == 0 ? 1 : Proportion.ExactTest(differences.Count(d => d > 0), differences.Length, 0.5);

    /// <summary>Compares pairs, first less second.</summary>
    public static PairedRankTest Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var pairs = Pairs.Of(first, second);
        return new([.. pairs.Differences.Where(d => d != 0)], pairs.Sample);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Paired ranks: {Sample}, {differences.Length} with a difference",
        [new("test", "Test"), new("statistic", "Statistic"), new("p_value", "p")],
        [["Signed ranks, exact", V, PExact], ["Signed ranks, normal corrected", V, PNormalCorrected], ["Signs", differences.Count(d => d > 0), SignTest]]);

    private double PNormalAt(double correction)
    {
        double n = ranks.Length, ties = Ranks.TieSizes([.. differences.Select(Math.Abs)]).Sum(t => t * t * t - t);
        double off = V - n * (n + 1) / 4, sd = Math.Sqrt(n * (n + 1) * (2 * n + 1) / 24 - ties / 48);
        return off == 0 ? 1 : StandardNormal.TwoSided((Math.Abs(off) - correction) / sd);
    }
}
