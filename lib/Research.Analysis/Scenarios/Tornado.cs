using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>One bar of a tornado chart.</summary>
/// <param name="Of">What is varied.</param>
/// <param name="Low">Distance to the goal at its unfavourable end, in the target's unit; negative falls short.</param>
/// <param name="High">At its favourable end.</param>
/// <param name="ProbabilityLow">Probability at the unfavourable end.</param>
/// <param name="ProbabilityHigh">At the favourable end.</param>
public readonly record struct TornadoBar(string Of, double Low, double High, double ProbabilityLow, double ProbabilityHigh);

/// <summary>How far a target moves when each thing that a scenario rests on is at its 10th and at its 90th percentile, everything else in the middle: widest first.</summary>
public sealed record Tornado : Result
{
    // 10th and 90th percentile of a normal.
    private const double Z = 1.2816;

    private Tornado(TargetAssessment target, double middle, ImmutableArray<TornadoBar> bars) => (Target, Middle, Bars) = (target, middle, bars);

    /// <summary>The target, with the programmes.</summary>
    public TargetAssessment Target { get; }

    /// <summary>Distance to the goal with everything in the middle.</summary>
    public double Middle { get; }

    /// <summary>The bars, widest first.</summary>
    public ImmutableArray<TornadoBar> Bars { get; }

    internal static Tornado Of(Assessment assessment, ImmutableArray<Programme> programmes, TargetAssessment target)
    {
        var reading = target.Main;
        if (reading.Weakest.Margins.Length < 2) throw new DataError("tornado", $"target {target.Target.Id}: {target.Words}", "a target that is open and assessable", "Choose another target, or an earlier year.");
        var at = reading.Weakest.Condition;
        var phase = PupilSimulation.PhaseOf(at);
        Programme[] acting = [.. programmes.Where(p => p.Phase == phase && p.Moves(at.Due))];
        var response = new PupilSimulation(assessment, programmes);
        var varied = new List<(string Of, Programme[] Low, Programme[] High)>();
        foreach (var p in acting)
        {
            Vary($"{p.Title}: effect {Text(p.Effect - (Z * p.EffectError))} to {Text(p.Effect + (Z * p.EffectError))} SD", p with { Effect = p.Effect - (Z * p.EffectError), EffectError = 0 }, p with { Effect = p.Effect + (Z * p.EffectError), EffectError = 0 });
            Vary($"{p.Title}: reach {Text(75 * p.Reach)} to {Text(Math.Min(100, 125 * p.Reach))}%", p with { Reach = 0.75 * p.Reach }, p with { Reach = Math.Min(1, 1.25 * p.Reach) });
            if (p.Lag > 0) Vary($"{p.Title}: kept a year {Text(100 * Math.Max(0, p.Kept - 0.2))} to {Text(100 * Math.Min(1, p.Kept + 0.2))}%", p with { Kept = Math.Max(0, p.Kept - 0.2) }, p with { Kept = Math.Min(1, p.Kept + 0.2) });
            if (p.Displacement > 0) Vary($"{p.Title}: displaced {Text(100 * Math.Min(1, 2 * p.Displacement))} to 0%", p with { Displacement = Math.Min(1, 2 * p.Displacement) }, p with { Displacement = 0 });
        }
        // All of them on the same futures side by side.
        ReadingAssessment[] tested = [.. response.Each([programmes, .. varied.SelectMany(v => new[] { v.Low, v.High })], reading.Reading).Select(f => assessment.Retest(f, reading.Reading))];
        double[] margins = Margins(tested[0]);
        double middle = assessment.Indicators.Quantile(margins, 0.5);
        var bars = varied.Select((v, i) => Bar(v.Of, tested[1 + (2 * i)], tested[2 + (2 * i)])).ToList();
        // The county's own path and England's are not inputs but chance: their bars are how far the margin moves with each.
        Path("the county's own path", assessment.Futures.Find(ConditionTest.NameOf(at), at.Due), at.IsDownwards);
        if (at.Kind.IsNational) Path("England's path", assessment.Futures.Find(ConditionTest.EnglandOf(at), at.Due), !at.IsDownwards);
        return new(target, middle, [.. bars.OrderByDescending(b => Math.Abs(b.High - b.Low))]);

        void Vary(string of, Programme low, Programme high) => varied.Add((of, [.. programmes.Select(x => x.Id == low.Id ? low : x)], [.. programmes.Select(x => x.Id == high.Id ? high : x)]));
        double[] Margins(ReadingAssessment r) => r.Conditions.First(c => ReferenceEquals(c.Condition, at)).Margins;
        TornadoBar Bar(string of, ReadingAssessment bad, ReadingAssessment good) => new(of, assessment.Indicators.Quantile(Margins(bad), 0.5), assessment.Indicators.Quantile(Margins(good), 0.5), bad.Probability, good.Probability);
        void Path(string of, double[]? draws, bool lessIsBetter)
        {
            if (draws is null) return;
            int[] order = [.. Enumerable.Range(0, draws.Length).OrderBy(k => lessIsBetter ? -draws[k] : draws[k])];
            var (bad, good) = (Near(0.1), Near(0.9));
            bars.Add(new(of + ", 10th to 90th percentile", bad.Distance, good.Distance, bad.Chance, good.Chance));

            (double Distance, double Chance) Near(double probability)
            {
                double[] near = [.. order.Skip((int)((probability - 0.05) * order.Length)).Take(order.Length / 10).Select(k => margins[k])];
                return (near.Order().ElementAt(near.Length / 2), near.Count(m => ConditionTest.IsMet(at, m)) / (double)near.Length);
            }
        }
    }

    /// <inheritdoc/>
    public override Table ToTable() => new(string.Create(CultureInfo.InvariantCulture, $"{Target.Target.Id}: what moves it most. Middle distance to the goal {Rounding.Text(Middle, Target.Main.Weakest.Condition.Decimals)} {Target.Main.Weakest.Condition.Unit}, negative falls short"),
        [new("of", "What is varied"), new("low", "Distance at the unfavourable end", Target.Main.Weakest.Condition.Unit, 2), new("high", "at the favourable end", Target.Main.Weakest.Condition.Unit, 2), new("probability_low", "P(met)", "", 2), new("probability_high", "P(met)", "", 2)],
        Bars.Select(b => (IReadOnlyList<Cell>)[b.Of, b.Low, b.High, Assessment.Chance(b.ProbabilityLow), Assessment.Chance(b.ProbabilityHigh)]),
        "Effects at their 10th and 90th percentile; reach a quarter less and more; kept a year 20 points less and more; displacement doubled and none.");

    /// <inheritdoc/>
    public override Chart ToChart()
    {
        string[] labels = [.. Bars.Select(b => PlotlyFigure.Wrapped(b.Of))];
        string unit = Target.Main.Weakest.Condition.Unit;
        var figure = new PlotlyFigure().Trace("bar", ("orientation", "h"), ("showlegend", false), ("y", labels), ("base", Bars.Select(b => b.Low).ToArray()), ("x", Bars.Select(b => b.High - b.Low).ToArray()),
            ("marker", PlotlyFigure.Attributes(("color", Chart.Colours[0]))));
        object line = PlotlyFigure.Attributes(("type", "line"), ("x0", Middle), ("x1", Middle), ("y0", 0), ("y1", 1), ("yref", "paper"), ("line", PlotlyFigure.Attributes(("dash", "dot"), ("color", Chart.Colours[7]))));
        var plot = figure.Layout($"Distance to the goal ({unit}); left of 0 falls short", "", ("shapes", (object[])[line]), ("height", PlotlyFigure.HeightOf(labels)), ("yaxis", PlotlyFigure.Axis("", ("autorange", "reversed"), ("type", "category"))));
        return new($"What moves {Target.Target.Id} most", Bars.Length == 0 ? "Nothing to vary." : $"Widest: {Bars[0].Of}, from {Rounding.Text(Bars[0].Low, Target.Main.Weakest.Condition.Decimals)} to {Rounding.Text(Bars[0].High, Target.Main.Weakest.Condition.Decimals)} {unit}.", plot, ToTable());
    }

    private static string Text(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);
}
