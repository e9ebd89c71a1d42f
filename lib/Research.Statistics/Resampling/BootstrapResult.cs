using System.Collections.Immutable;

namespace Research;

/// <summary>What the bootstrap says of one or several estimates.</summary>
public sealed record BootstrapResult : Result
{
    private const int FewClusters = 20;
    private const string Note = "Low and high: expanded percentile interval at 95% (Hesterberg 2015).";
    private const double MostFailed = 0.1;

    internal BootstrapResult(Statistic statistic, double[][] values, Func<double[][]>? leaveOut, (string Scheme, int Units) how)
    {
        Scheme = how.Scheme;
        // Leaving out one at a time is as many fits as there are rows: only when BCa is asked for, and then once.
        var left = leaveOut is null ? null : new Lazy<double[][]>(leaveOut);
        Estimates = [.. statistic.Names.Select((name, j) =>
        {
            double[] drawn = [.. values.Select(v => j < v.Length ? v[j] : double.NaN).Where(double.IsFinite).Order()];
            int failed = values.Length - drawn.Length;
            if (drawn.Length < 2 || failed > MostFailed * values.Length)
                throw new DataError($"bootstrap of {name}", $"no value in {failed} of {values.Length} draws", "a statistic that exists for nearly every draw", "Check for rare levels or few clusters; use the residual or parametric bootstrap.");
            return new BootstrapEstimate(name, statistic.Original[j], [.. drawn], (failed, how.Units), left is null ? null : () => [.. left.Value.Select(v => j < v.Length ? v[j] : double.NaN).Where(double.IsFinite)]);
        })];
    }

    /// <summary>What was drawn, how often and with what seed.</summary>
    public string Scheme { get; internal init; }

    /// <summary>The estimates.</summary>
    public ImmutableArray<BootstrapEstimate> Estimates { get; }

    /// <summary>Clusters drawn from; 0 when rows were.</summary>
    public int Clusters { get; internal init; }

    /// <summary>The estimate of a name; a single statistic is named "statistic".</summary>
    public BootstrapEstimate this[string name] => Estimates.FirstOrDefault(e => e.Name == name)
        ?? throw new DataError("bootstrap", $"'{name}'", "one of " + string.Join(", ", Estimates.Select(e => e.Name)), $"Use a name that was estimated.{NearestName.Hint(name, Estimates.Select(e => e.Name))}");

    /// <inheritdoc/>
    public override Table ToTable() => new($"Bootstrap: {Scheme}.",
        [
            new("term", "Term"), new("estimate", "Estimate"), new("bias", "Bias"), new("std_error", "Standard error"),
            new("conf_low", "Low"), new("conf_high", "High"), new("percentile_low", "Percentile, low"), new("percentile_high", "Percentile, high"), new("failed_count", "Draws without value", Decimals: 0),
        ],
        Estimates.Select(e =>
        {
            var (expanded, percentile) = (e.Interval(BootstrapInterval.ExpandedPercentile), e.Interval(BootstrapInterval.Percentile));
            return (IReadOnlyList<Cell>)[e.Name, e.Estimate, e.Bias, e.StandardError, expanded.Low, expanded.High, percentile.Low, percentile.High, e.Failed];
        }),
        Clusters is > 0 and < FewClusters
            ? [Note, $"With {Clusters} clusters the other intervals of the bootstrap are too narrow; compare the wild cluster bootstrap or CR2 errors."]
            : [Note]);

    /// <inheritdoc/>
    public override Chart ToChart() => EstimateChart.Of($"Bootstrap estimates: {Scheme}", "Estimate",
        Estimates.Select(e => new EstimateRow(e.Name, e.Estimate, e.Interval(BootstrapInterval.ExpandedPercentile))));
}
