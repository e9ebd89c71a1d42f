using System.Collections.Immutable;

namespace Research;

/// <summary>What the bootstrap says of one or several estimates.</summary>
public sealed record BootstrapResult : Result
{
    private const int FewClusters = 20;
    private const double MostFailed = 0.1;

    internal BootstrapResult(Statistic statistic, double[][] values, Func<double[][]>? leaveOut, string scheme)
    {
        Scheme = scheme;
        // Leaving out one at a time is as many fits as there are rows: only when BCa is asked for, and then once.
        var left = leaveOut is null ? null : new Lazy<double[][]>(leaveOut);
        Estimates = [.. statistic.Names.Select((name, j) =>
        {
            double[] drawn = [.. values.Select(v => j < v.Length ? v[j] : double.NaN).Where(double.IsFinite).Order()];
            int failed = values.Length - drawn.Length;
            if (drawn.Length < 2 || failed > MostFailed * values.Length)
                throw new DataError($"bootstrap of {name}", $"no value in {failed} of {values.Length} draws", "a statistic that exists for nearly every draw", "Check for rare levels or few clusters; use the residual or parametric bootstrap.");
            return new BootstrapEstimate(name, statistic.Original[j], [.. drawn], failed, left is null ? null : () => [.. left.Value.Select(v => j < v.Length ? v[j] : double.NaN).Where(double.IsFinite)]);
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
            new("percentile_low", "Percentile, low"), new("percentile_high", "Percentile, high"), new("basic_low", "Basic, low"), new("basic_high", "Basic, high"), new("failed_count", "Draws without value", Decimals: 0),
        ],
        Estimates.Select(e =>
        {
            var (percentile, basic) = (e.Interval(BootstrapInterval.Percentile), e.Interval(BootstrapInterval.Basic));
            return (IReadOnlyList<Cell>)[e.Name, e.Estimate, e.Bias, e.StandardError, percentile.Low, percentile.High, basic.Low, basic.High, e.Failed];
        }),
        Clusters is > 0 and < FewClusters
            ? ["Intervals at 95%.", $"With {Clusters} clusters the bootstrap's intervals are too narrow; use the wild cluster bootstrap or CR2 errors."]
            : ["Intervals at 95%."]);

    /// <inheritdoc/>
    public override Chart ToChart() => EstimateChart.Of($"Bootstrap estimates: {Scheme}", "Estimate",
        Estimates.Select(e => new EstimateRow(e.Name, e.Estimate, e.Interval(BootstrapInterval.Percentile))));
}
