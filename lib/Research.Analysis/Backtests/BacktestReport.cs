using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>How each method forecast: coverage of intervals and scores over all panels, origins and years, beside the benchmarks.</summary>
public sealed record BacktestReport : Result
{
    private const string Given = "the whole's figure known";

    internal BacktestReport(ImmutableArray<PanelBacktest> panels)
    {
        Panels = panels;
        // Figures in different units cannot be averaged into one score; their coverage can.
        var pooled = panels.SelectMany((p, k) => p.Outcomes.Where(o => o.Method == TrajectoryMethod.Pooled && !o.Name.EndsWith(Given, StringComparison.Ordinal)).SelectMany(o => o.Outcomes).Select(o => (Key: (k, o.Forecast.Series.Name, o.Year), o)))
            .ToDictionary(o => o.Key, o => o.o.IntervalScore(0.9));
        Scores = [.. panels.SelectMany((p, k) => p.Outcomes.Select(o => (Of: o, At: k))).GroupBy(o => (o.Of.Name, o.Of.Method)).OrderBy(g => g.Key.Method).ThenBy(g => g.Key.Name.Length)
            .Select(g => new MethodScore(g.Key.Name, g.Key.Method, [.. g.SelectMany(o => o.Of.Outcomes)])
            {
                DefaultIntervalScore = g.SelectMany(o => o.Of.Outcomes.Select(f => pooled.GetValueOrDefault((o.At, f.Forecast.Series.Name, f.Year), double.NaN))).Where(s => !double.IsNaN(s)).DefaultIfEmpty(double.NaN).Average(),
            })];
        var candidates = Scores.Where(s => !s.Name.EndsWith(Given, StringComparison.Ordinal)).ToArray();
        if (!candidates.Any(s => s.Method is not (TrajectoryMethod.LastValue or TrajectoryMethod.StraightLine))) throw new DataError("backtest", "no figure in the years forecast", "a figure after the year fitted to", "Choose another origin, or more years ahead.");
        int most = candidates.Max(c => c.Count);
        Best = candidates.Where(c => c.Count >= 0.9 * most).MinBy(c => c.Method == TrajectoryMethod.Pooled ? 1 : c.IntervalScore / c.DefaultIntervalScore)!;
        Default = Scores.First(s => s.Method == TrajectoryMethod.Pooled && !s.Name.EndsWith(Given, StringComparison.Ordinal));
    }

    /// <summary>Each panel and origin.</summary>
    public ImmutableArray<PanelBacktest> Panels { get; }

    /// <summary>A score a method, over all.</summary>
    public ImmutableArray<MethodScore> Scores { get; }

    /// <summary>The method with the lowest interval score, the benchmarks among them, of those that could forecast nearly every series.</summary>
    public MethodScore Best { get; }

    /// <summary>The score of the method used unless another is named: the partially pooled trend.</summary>
    public MethodScore Default { get; }

    /// <summary>The score of a method.</summary>
    public MethodScore this[TrajectoryMethod method] => Scores.FirstOrDefault(s => s.Method == method)
        ?? throw new DataError("backtest", method.Title(), "a method that could be fitted: " + string.Join(", ", Scores.Select(s => s.Name)), "The series are too short for it.");

    /// <inheritdoc/>
    public override Table ToTable()
    {
        string unit = Panels[0].Panel.Unit;
        int[] origins = [.. Panels.Select(p => p.Origin).Distinct().Order()];
        return new($"Backtest of {Title}: {Panels.Select(p => p.Panel.Name).Distinct().Count()} panel(s), fitted to {string.Join(", ", origins)}, {string.Join(", ", Default.CoverageByYear.Keys)} forecast",
            [
                new("method", "Method"), new("forecasts", "Forecasts", "", 0), .. MethodScore.Levels.Select(l => new TableColumn(LevelName(l), $"{100 * l:G3}% intervals cover", "%", 1)),
                new("width_90", "Width at 90%", unit, 2), new("interval_score_90", "Interval score", unit, 2), new("default_score_90", "Default's, same figures", unit, 2), new("crps", "CRPS", unit, 3), new("bias", "Bias", unit, 2), new("brier", "Brier, P(met)", "", 4), new("best", "")
            ],
            Scores.Select(s => (IReadOnlyList<Cell>)[s.Name, s.Count, .. MethodScore.Levels.Select(l => Cell.Of(100 * s.Coverage[l])), s.Width, s.IntervalScore, s.DefaultIntervalScore, s.Crps, s.Bias, s.Brier, s == Best ? s == Default ? "best, default" : "best" : s == Default ? "default" : ""]),
            Notes());
    }

    /// <summary>Each panel, origin and method on a line of its own.</summary>
    public Table ByPanel() => new("Backtest by panel",
        [
            new("panel", "Panel"), new("origin", "Fitted to", "", 0), new("method", "Method"), new("forecasts", "Forecasts", "", 0), new("coverage_90", "90% intervals cover", "%", 1),
            new("interval_score_90", "Interval score", "", 2), new("crps", "CRPS", "", 3), new("weight", "Weight in average", "", 2),
        ],
        Panels.SelectMany(p => p.Scores.Select(s => (IReadOnlyList<Cell>)[p.Panel.Name, p.Origin, s.Name, s.Count, 100 * s.Coverage[0.9], s.IntervalScore, s.Crps,
            p.Weights.Weights.TryGetValue(s.Method, out double weight) && !s.Name.EndsWith(Given, StringComparison.Ordinal) ? weight : Cell.Without(Symbol.NotApplicable)])));

    /// <summary>Each forecast on a line of its own, with its 90% interval and the figure that came: enough to count coverage and scores again.</summary>
    public Table ByForecast() => new("Backtest by forecast",
        [
            new("panel", "Panel"), new("origin", "Fitted to", "", 0), new("method", "Method"), new("place", "Place"), new("year", "Year", "", 0), new("median", "Median", "", 2), new("low_90", "90% low", "", 2),
            new("high_90", "90% high", "", 2), new("came", "Came", "", 2), new("interval_score_90", "Interval score", "", 2),
        ],
        Panels.SelectMany(p => p.Outcomes.SelectMany(m => m.Outcomes.Select(o => (IReadOnlyList<Cell>)[p.Panel.Name, p.Origin, m.Name, o.Forecast.Series.Name, o.Year, o.Forecast.Median(o.Year),
            o.Forecast.Interval(o.Year).Low, o.Forecast.Interval(o.Year).High, o.Figure, o.IntervalScore(0.9)]))));

    /// <summary>The series of a panel that the default method did not score from an origin, by reason.</summary>
    /// <param name="panel">One of the panels.</param>
    public Sample Unscored(PanelBacktest panel)
    {
        var scored = panel.Outcomes.Where(o => o.Method == Default.Method && !o.Name.EndsWith(Given, StringComparison.Ordinal)).SelectMany(o => o.Outcomes).Select(o => o.Forecast.Series.Name).ToHashSet(StringComparer.Ordinal);
        int last = panel.Outcomes.SelectMany(o => o.Outcomes).Select(o => o.Year).DefaultIfEmpty(panel.Origin + 1).Max();
        string Reason(TrajectorySeries series) => !series.Figures.Keys.Any(y => y <= panel.Origin) ? $"without a figure up to {panel.Origin}"
            : !series.Figures.Keys.Any(y => y > panel.Origin && y <= last) ? $"without a figure from {panel.Origin + 1} to {last}" : "with too few figures to be forecast";
        return new(scored.Count, [.. panel.Panel.Members.Where(m => !scored.Contains(m.Name)).CountBy(Reason).Select(r => new Dropped(r.Key, r.Value))]);
    }

    /// <summary>The default method beside the last value carried forward, by the year fitted to: a national shock is shared by all series, so one origin's
    /// intervals hold nearly all figures or few. The last line is the mean over origins.</summary>
    public Table ByOrigin()
    {
        var lines = Panels.GroupBy(p => p.Origin).OrderBy(g => g.Key).Select(g =>
        {
            MethodScore? Of(TrajectoryMethod method) => g.SelectMany(p => p.Outcomes).Where(o => o.Method == method && !o.Name.EndsWith(Given, StringComparison.Ordinal)).SelectMany(o => o.Outcomes).ToArray() is { Length: > 0 } all
                ? new(method.Title(), method, [.. all]) : null;
            return (Origin: (Cell)g.Key, Default: Of(Default.Method), Last: Of(TrajectoryMethod.LastValue));
        }).Where(l => l.Default is not null).ToArray();
        static IReadOnlyList<Cell> Line(Cell origin, MethodScore score, MethodScore? last) =>
            [origin, score.Count, 100 * score.Coverage[0.9], score.Width, score.IntervalScore, score.Bias, last is null ? Cell.Without(Symbol.NotApplicable) : 100 * last.Coverage[0.9], last is null ? Cell.Without(Symbol.NotApplicable) : last.IntervalScore];
        Cell Mean(Func<MethodScore, double> of, bool isLast = false) => lines.Select(l => isLast ? l.Last : l.Default).OfType<MethodScore>().Select(of).DefaultIfEmpty(double.NaN).Average();
        return new($"{Default.Name} by the year fitted to: {Title}",
            [
                new("origin", "Fitted to"), new("forecasts", "Forecasts", "", 0), new("coverage_90", "90% intervals cover", "%", 1), new("width_90", "Width at 90%", "", 2), new("interval_score_90", "Interval score", "", 2),
                new("bias", "Bias", "", 2), new("last_value_coverage_90", "Last value: cover", "%", 1), new("last_value_score_90", "Last value: score", "", 2),
            ],
            lines.Select(l => Line(l.Origin, l.Default!, l.Last)).Append(["Mean", lines.Sum(l => l.Default!.Count), Mean(s => 100 * s.Coverage[0.9]), Mean(s => s.Width), Mean(s => s.IntervalScore), Mean(s => s.Bias), Mean(s => 100 * s.Coverage[0.9], isLast: true), Mean(s => s.IntervalScore, isLast: true)]));
    }

    /// <summary>Probabilities of meeting targets beside the shares met.</summary>
    public Table Calibration() => new("Calibration of P(met): targets at the last figure, and one typical yearly change below, above, and two above it",
        [new("method", "Method"), new("from", "P from", "", 1), new("to", "to", "", 1), new("targets", "Targets", "", 0), new("mean_probability", "Mean P", "", 3), new("share_met", "Share met", "", 3)],
        Scores.SelectMany(s => s.Calibration.Where(b => b.Count > 0).Select(b => (IReadOnlyList<Cell>)[s.Name, b.From, b.To, b.Count, b.MeanProbability, b.ShareMet])));

    /// <inheritdoc/>
    public override Chart ToChart() => EstimateChart.Of($"Backtest of {Title}: share of figures inside 90% intervals", "% of figures",
        Scores.Select(s => new EstimateRow(s.Name, 100 * s.Coverage[0.9], Wilson(s))), 90);

    /// <summary>Probability given against share met, one line a method.</summary>
    public Chart CalibrationChart() => LineChart.Of("Targets met beside the probability they were given", "Probability given", "Share met",
        [.. Scores.Select(s => new Line(s.Name, [.. s.Calibration.Where(b => b.Count >= 10).Select(b => b.MeanProbability)], [.. s.Calibration.Where(b => b.Count >= 10).Select(b => b.ShareMet)])), new Line("As good as said", [0, 1], [0, 1])]);

    /// <summary>Interval scores and Brier scores side by side.</summary>
    public Chart ScoreChart() => EstimateChart.Of($"Backtest of {Title}: mean interval score at 90%, less is better", $"Interval score ({Panels[0].Panel.Unit})", Scores.Select(s => new EstimateRow(s.Name, s.IntervalScore, Interval.None)));

    internal static string LevelName(double level) => string.Create(CultureInfo.InvariantCulture, $"coverage_{Math.Round(100 * level)}");

    private string Title => Panels.Select(p => p.Panel.Name).Distinct().Count() == 1 ? Panels[0].Panel.Name : $"{Panels[0].Panel.Name} and others";

    private IEnumerable<string> Notes()
    {
        yield return "Only figures up to the year fitted to were known. Interval score: width plus 20 times the distance missed by; less is better.";
        yield return Best == Default ? "The default method has the lowest interval score here." : $"Here {Best.Name} has a lower interval score than the default, {Default.Name}, on the figures that both forecast: {Rounding.Text(Best.IntervalScore, 2)} against {Rounding.Text(Best.DefaultIntervalScore, 2)}.";
        if (Scores.Any(s => s.Name.EndsWith(Given, StringComparison.Ordinal)))
            yield return "Series share the whole's shocks: in a year without one nearly all intervals hold, in a year with one few may. The line with the whole's figure known sets that aside and is no forecast.";
        if (Panels.Select(p => p.Panel.Unit).Distinct().Count() > 1) yield return "The panels differ in unit: compare scores by panel.";
    }

    // Series share shocks: this is the interval as if they did not, to show the size of a share of so many.
    private static Interval Wilson(MethodScore score)
    {
        var interval = Proportion.Wilson(Math.Round(score.Coverage[0.9] * score.Count), score.Count);
        return new(100 * interval.Low, 100 * interval.High, interval.Level);
    }
}
