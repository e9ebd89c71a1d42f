using System.Collections.Immutable;

namespace Research;

/// <summary>The jackknife: estimates with one row, or one cluster, left out at a time.</summary>
/// <remarks>Source: Tukey (1958); Efron and Tibshirani (1993), ch. 11. R: <c>bootstrap::jackknife</c>.</remarks>
public static class Jackknife
{
    /// <summary>Leaves out a row at a time.</summary>
    /// <param name="data">The data.</param>
    /// <param name="statistic">What is estimated; called from several threads at once.</param>
    public static JackknifeResult Cases(Dataset data, Func<Dataset, double> statistic)
    {
        if (data.Count < 3) throw new DataError("jackknife", $"{data.Count} rows", "at least three", "Check that the data were read and not all filtered out.");
        var of = Statistic.Of(statistic, data);
        return new(of.Original[0], Values(LeaveOut(data.Count, i => of.Of(data.Take(AllBut(i, data.Count))))), "rows");
    }

    /// <summary>Leaves out a whole cluster at a time.</summary>
    /// <param name="data">The data.</param>
    /// <param name="cluster">The column that says which cluster a row belongs to.</param>
    /// <param name="statistic">What is estimated; called from several threads at once.</param>
    public static JackknifeResult Clusters(Dataset data, string cluster, Func<Dataset, double> statistic)
    {
        var clusters = ClusterRows.Of(data, cluster);
        var of = Statistic.Of(statistic, data);
        return new(of.Original[0], Values(LeaveOut(clusters.Count, k => of.Of(clusters.Without(k)))), $"clusters ({cluster})");
    }

    internal static double[][] LeaveOut(int count, Func<int, double[]> one) => Replicates.Numbered(count, one);

    internal static int[] AllBut(int left, int count)
    {
        var rows = new int[count - 1];
        for (int i = 0; i < rows.Length; i++) rows[i] = i < left ? i : i + 1;
        return rows;
    }

    private static ImmutableArray<double> Values(double[][] values) => values.Any(v => v.Length == 0 || !double.IsFinite(v[0]))
        ? throw new DataError("jackknife", "a part without which the statistic does not exist", "a statistic that exists without any one row or cluster", "Look for a group of one, or use the bootstrap.")
        : [.. values.Select(v => v[0])];
}

/// <summary>What the jackknife says of an estimate.</summary>
public sealed record JackknifeResult : Result
{
    internal JackknifeResult(double estimate, ImmutableArray<double> values, string unit) => (Estimate, Values, Unit) = (estimate, values, unit);

    /// <summary>The estimate from all the data.</summary>
    public double Estimate { get; }

    /// <summary>The estimate without each part in turn.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>What was left out: rows or clusters.</summary>
    public string Unit { get; }

    /// <summary>(n − 1)(mean of the values − estimate).</summary>
    public double Bias => (Values.Length - 1) * (Values.Average() - Estimate);

    /// <summary>√((n − 1)/n Σ(value − mean)²).</summary>
    public double StandardError
    {
        get
        {
            double mean = Values.Average();
            return Math.Sqrt((Values.Length - 1.0) / Values.Length * Values.Sum(v => (v - mean) * (v - mean)));
        }
    }

    /// <summary>Estimate ± t(n − 1) standard errors.</summary>
    /// <param name="level">Coverage meant, 0 to 1.</param>
    public Interval Interval(double level = 0.95)
    {
        double half = new StudentTDistribution(Values.Length - 1).ForLevel(level) * StandardError;
        return new(Estimate - half, Estimate + half, level);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Jackknife: {Values.Length} {Unit} left out in turn.",
        [new("estimate", "Estimate"), new("bias", "Bias"), new("std_error", "Standard error"), new("conf_low", "Low"), new("conf_high", "High")],
        [[Estimate, Bias, StandardError, Interval().Low, Interval().High]], "Intervals at 95%.");
}
