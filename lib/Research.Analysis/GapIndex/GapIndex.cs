using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Pupils at one score on the two sides of a gap.</summary>
/// <param name="Score">The score.</param>
/// <param name="InGroup">Pupils of the group.</param>
/// <param name="Peers">Their peers.</param>
public readonly record struct ScoreCount(double Score, long InGroup, long Peers);

/// <summary>The disadvantage gap index: how far apart disadvantaged pupils and their peers stand when all are ranked. 0 no gap, 10 every peer above every
/// disadvantaged pupil. It does not move when thresholds or marks are set anew, so it can be followed across changes of assessment.</summary>
/// <remarks>10 (2P − 1), P the chance that a peer drawn at random ranks above a pupil of the group, ties counted half; the same as 20 × difference of mean ranks / n.
/// Interval from the placements' variances. Sources: DfE (2014), Measuring disadvantaged pupils' attainment gaps over time, SFR 40/2014; DeLong, DeLong and
/// Clarke-Pearson (1988), Biometrics 44, 837–845. R: <c>pROC::ci.auc</c>.</remarks>
public sealed record GapIndex : Result
{
    internal GapIndex((Phase Phase, Group Group, int Year, string Score) question, ImmutableArray<ScoreCount> scores, Sample sample)
    {
        ((Phase, Group, Year, Score), Scores, Sample) = (question, [.. scores.OrderBy(s => s.Score)], sample);
        double group = Scores.Sum(s => s.InGroup), peers = Scores.Sum(s => s.Peers), below = 0, peersBelow = 0, sum = 0, peersSquares = 0, groupSquares = 0;
        foreach (var s in Scores)
        {
            // Share of the other side that the pupils at this score beat, ties half.
            double beaten = (below + (0.5 * s.InGroup)) / group, beats = (peersBelow + (0.5 * s.Peers)) / peers;
            sum += s.Peers * beaten;
            peersSquares += s.Peers * beaten * beaten;
            groupSquares += s.InGroup * (1 - beats) * (1 - beats);
            (below, peersBelow) = (below + s.InGroup, peersBelow + s.Peers);
        }
        double p = sum / peers;
        double variance = Variance(peersSquares, peers, p) + Variance(groupSquares, group, p), half = 20 * StandardNormal.Quantile(0.975) * Math.Sqrt(variance);
        (Value, StandardError) = (10 * ((2 * p) - 1), 20 * Math.Sqrt(variance));
        Interval = new(Math.Max(-10, Value - half), Math.Min(10, Value + half));
    }

    /// <summary>The phase.</summary>
    public Phase Phase { get; }

    /// <summary>The group.</summary>
    public Group Group { get; }

    /// <summary>Academic year by the year it ends in.</summary>
    public int Year { get; }

    /// <summary>What pupils are ranked by.</summary>
    public string Score { get; }

    /// <summary>England's index as published, of pupils ranked within England; null when it is not among the comparators.</summary>
    public double? England { get; internal init; }

    /// <summary>Pupils by score, lowest first.</summary>
    public ImmutableArray<ScoreCount> Scores { get; }

    /// <summary>Pupils used and left out, and why.</summary>
    public Sample Sample { get; }

    /// <summary>The index, −10 to 10; positive is behind.</summary>
    public double Value { get; }

    /// <summary>Standard error of the index.</summary>
    public double StandardError { get; }

    /// <summary>95% interval; not a number with one pupil on a side.</summary>
    public Interval Interval { get; }

    /// <inheritdoc/>
    public override Table ToTable() => new(
        $"{Group.Title}, {Phase.Title}, {Gap.AcademicYear(Year)}: gap index {Rounding.Text(Value, 2)} {Interval.Text(2)}, ranked by {Score}. {Sample}",
        [new("side", "Of"), new("used", "Pupils", "", 0), new("mean_rank", "Mean rank, 0 lowest to 100 highest", "", 1), new("index", "Gap index", "", 2), new("conf_low", "Low", "", 2), new("conf_high", "High", "", 2)],
        [
            [Group.Title, Scores.Sum(s => s.InGroup), MeanRank(s => s.InGroup), Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable)],
            [Group.PeersTitle, Scores.Sum(s => s.Peers), MeanRank(s => s.Peers), Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable)],
            ["Gap index", Sample.Used, Cell.Without(Symbol.NotApplicable), Value, Interval.Low, Interval.High],
            .. England is { } published ? (IReadOnlyList<Cell>[])[["Gap index, England", Cell.Without(Symbol.Missing), Cell.Without(Symbol.NotApplicable), published, Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable)]] : [],
        ],
        "10 × (2P − 1), P the chance that a peer ranks above a pupil of the group, ties counted half. 0 is no gap, 10 the largest there can be.",
        string.Create(CultureInfo.InvariantCulture, $"Pupils are ranked within this extract: the Department ranks within England, so its index is not the same number."));

    /// <inheritdoc/>
    public override Chart? ToChart() => LineChart.Of($"Share of pupils at or below each score: {Group.Title}, {Phase.Title}, {Gap.AcademicYear(Year)} (gap index {Rounding.Text(Value, 2)})",
        char.ToUpperInvariant(Score[0]) + Score[1..], "Pupils at or below (%)", Cumulative(Group.Title, s => s.InGroup), Cumulative(Group.PeersTitle, s => s.Peers));

    private Line Cumulative(string name, Func<ScoreCount, long> side)
    {
        double all = Scores.Sum(side), so = 0;
        return new(name, [.. Scores.Select(s => s.Score)], [.. Scores.Select(s => 100 * (so += side(s)) / all)]);
    }

    private double MeanRank(Func<ScoreCount, long> side)
    {
        double all = Scores.Sum(s => s.InGroup + s.Peers), below = 0, sum = 0;
        foreach (var s in Scores)
        {
            sum += side(s) * (below + (0.5 * (s.InGroup + s.Peers)));
            below += s.InGroup + s.Peers;
        }
        return 100 * sum / all / Scores.Sum(side);
    }

    private static double Variance(double squares, double n, double mean) => n < 2 ? double.NaN : Math.Max(0, (squares / n) - (mean * mean)) / (n - 1);
}
