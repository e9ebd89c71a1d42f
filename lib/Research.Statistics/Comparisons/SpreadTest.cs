namespace Research;

/// <summary>Are two variances equal, are two distributions the same: F ratio and Kolmogorov–Smirnov distance.</summary>
public sealed record SpreadTest : Result
{
    private SpreadTest(string method, double statistic, double pValue, Sample sample) => (Method, Statistic, PValue, Sample) = (method, statistic, pValue, sample);

    /// <summary>Which test.</summary>
    public string Method { get; }

    /// <summary>F ratio, or D.</summary>
    public double Statistic { get; }

    /// <summary>Two-sided p-value.</summary>
    public double PValue { get; }

    /// <summary>Rows used and dropped.</summary>
    public Sample Sample { get; }

    /// <summary>The F test of two variances; sensitive to non-normal data. R: <c>var.test</c>.</summary>
    public static SpreadTest VarianceRatio(OutcomeGroup first, OutcomeGroup second)
    {
        first.Require(2, "the variance ratio");
        second.Require(2, "the variance ratio");
        double ratio = first.Variance / second.Variance;
        var f = new FDistribution(first.Count - 1, second.Count - 1);
        return new("Variance ratio F", ratio, Math.Min(1, 2 * Math.Min(f.Lower(ratio), f.Upper(ratio))), OutcomeGroup.SampleOf(first, second));
    }

    /// <summary>The largest distance between two empirical distributions, with the asymptotic p-value. R: <c>ks.test(x, y, exact = FALSE)</c>.</summary>
    public static SpreadTest KolmogorovSmirnov(OutcomeGroup first, OutcomeGroup second)
    {
        first.Require(1, "the Kolmogorov–Smirnov test");
        second.Require(1, "the Kolmogorov–Smirnov test");
        double[] x = [.. first.Values.ToArray().Order()], y = [.. second.Values.ToArray().Order()];
        double distance = 0;
        for (int i = 0, j = 0; i < x.Length && j < y.Length;)
        {
            double at = Math.Min(x[i], y[j]);
            while (i < x.Length && x[i] == at) i++;
            while (j < y.Length && y[j] == at) j++;
            distance = Math.Max(distance, Math.Abs((double)i / x.Length - (double)j / y.Length));
        }
        double scaled = distance * Math.Sqrt((double)x.Length * y.Length / (x.Length + y.Length));
        return new("Kolmogorov–Smirnov D", distance, Kolmogorov(scaled), OutcomeGroup.SampleOf(first, second));
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Method}: {Sample}", [new("statistic", Method), new("p_value", "p")], [[Statistic, PValue]]);

    // Kolmogorov (1933): P(K > z), by its theta series above 1 and the transformed one below, where the first converges slowly.
    private static double Kolmogorov(double z)
    {
        if (z <= 0) return 1;
        double sum = 0;
        if (z < 1)
        {
            for (int k = 1; k < 40; k += 2) sum += Math.Exp(-k * k * Math.PI * Math.PI / (8 * z * z));
            return 1 - Math.Sqrt(2 * Math.PI) / z * sum;
        }
        for (int k = 1; k < 40; k++) sum += (k % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * k * k * z * z);
        return Math.Min(1, sum);
    }
}
