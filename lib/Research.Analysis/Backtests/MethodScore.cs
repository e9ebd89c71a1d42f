using System.Collections.Immutable;

namespace Research;

/// <summary>Forecasts given about the same probability of meeting a target, beside the share that were met.</summary>
/// <param name="From">Lower end of the bin.</param>
/// <param name="To">Upper end.</param>
/// <param name="Count">Targets in it.</param>
/// <param name="MeanProbability">Mean of the probabilities given; not a number when there are none.</param>
/// <param name="ShareMet">Share met; not a number when there are none.</param>
public sealed record CalibrationBin(double From, double To, int Count, double MeanProbability, double ShareMet);

/// <summary>How one method forecast: every series, origin and year ahead of a backtest.</summary>
public sealed record MethodScore
{
    /// <summary>The levels whose coverage is counted.</summary>
    public static readonly ImmutableArray<double> Levels = [0.5, 0.8, 0.9, 0.95];

    private const int Bins = 10;

    internal MethodScore(string name, TrajectoryMethod method, IReadOnlyCollection<ForecastOutcome> outcomes)
    {
        (Name, Method, Count) = (name, method, outcomes.Count);
        Coverage = Levels.ToImmutableSortedDictionary(l => l, l => outcomes.Average(o => o.IsCovered(l) ? 1.0 : 0));
        CoverageByYear = outcomes.GroupBy(o => o.Year).ToImmutableSortedDictionary(g => g.Key, g => g.Average(o => o.IsCovered(0.9) ? 1.0 : 0));
        Width = outcomes.Average(o => o.Width(0.9));
        IntervalScore = outcomes.Average(o => o.IntervalScore(0.9));
        Crps = outcomes.Average(o => o.Crps);
        Bias = outcomes.Average(o => o.Error);
        var targets = outcomes.SelectMany(o => o.Targets()).ToArray();
        Brier = targets.Average(t => (t.Probability - (t.Met ? 1 : 0)) * (t.Probability - (t.Met ? 1 : 0)));
        Calibration = [.. Enumerable.Range(0, Bins).Select(b =>
        {
            var inside = targets.Where(t => Math.Min((int)(t.Probability * Bins), Bins - 1) == b).ToArray();
            return new CalibrationBin(b / (double)Bins, (b + 1) / (double)Bins, inside.Length,
                inside.Length == 0 ? double.NaN : inside.Average(t => t.Probability), inside.Length == 0 ? double.NaN : inside.Average(t => t.Met ? 1.0 : 0));
        })];
    }

    /// <summary>Name for readers.</summary>
    public string Name { get; }

    /// <summary>The method.</summary>
    public TrajectoryMethod Method { get; }

    /// <summary>Forecasts scored: series times years.</summary>
    public int Count { get; }

    /// <summary>Share of figures inside the intervals, by their level, 0 to 1.</summary>
    public ImmutableSortedDictionary<double, double> Coverage { get; }

    /// <summary>Share of figures inside the 90% intervals in each year forecast.</summary>
    public ImmutableSortedDictionary<int, double> CoverageByYear { get; }

    /// <summary>Mean width of the 90% intervals, in the unit of the series.</summary>
    public double Width { get; }

    /// <summary>Mean interval score at 90%: width plus twenty times the distance missed by. Less is better.</summary>
    public double IntervalScore { get; }

    /// <summary>The default method's mean interval score on the very figures this method forecast: some need longer series, so that scores alone would be of
    /// different authorities.</summary>
    public double DefaultIntervalScore { get; internal init; } = double.NaN;

    /// <summary>Mean continuous ranked probability score. Less is better.</summary>
    public double Crps { get; }

    /// <summary>Mean of the figures that came less the medians forecast.</summary>
    public double Bias { get; }

    /// <summary>Mean squared error of the probabilities of meeting targets at the last figure, and a typical yearly change below, above, and twice above it.</summary>
    public double Brier { get; }

    /// <summary>Probabilities given beside the shares met, in tenths.</summary>
    public ImmutableArray<CalibrationBin> Calibration { get; }
}
