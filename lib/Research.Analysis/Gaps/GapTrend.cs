using System.Collections.Immutable;
using System.Globalization;
using Deedle;

namespace Research;

/// <summary>A gap over the years, beside England's. A year in which measure or group came to mean something else breaks the line: no change is
/// computed across it.</summary>
public sealed record GapTrend : Result
{
    internal GapTrend(ImmutableArray<Gap> gaps) => Gaps = [.. gaps.OrderBy(g => g.Year)];

    /// <summary>A gap a year, in order.</summary>
    public ImmutableArray<Gap> Gaps { get; }

    /// <summary>The measure.</summary>
    public Measure Measure => Gaps[0].Measure;

    /// <summary>The group.</summary>
    public Group Group => Gaps[0].Group;

    /// <summary>The gap of a year.</summary>
    public Gap this[int year] => Gaps.FirstOrDefault(g => g.Year == year) ?? throw new DataError("trend", string.Create(CultureInfo.InvariantCulture, $"no gap of {year}"),
        "one of " + string.Join(", ", Gaps.Select(g => g.Year)), "Ask for one of these years.");

    /// <summary>The breaks of measure and group between two years.</summary>
    public IEnumerable<SeriesBreak> BreaksBetween(int earlier, int later) => Measure.BreaksBetween(earlier, later).Concat(Group.BreaksBetween(earlier, later));

    /// <summary>Change of the gap from one year to another: positive when it widened. The years' pupils are different children, so the two gaps are
    /// independent and the interval is theirs by the method of variance estimates recovery.</summary>
    /// <param name="earlier">From.</param>
    /// <param name="later">To.</param>
    public (double Change, Interval Interval) Change(int earlier, int later)
    {
        if (earlier >= later) throw new DataError("change of a gap", $"from {earlier} to {later}", "an earlier and a later year", "Name the earlier year first.");
        if (BreaksBetween(earlier, later).FirstOrDefault(b => b.Kind == BreakKind.NotComparable) is { } broken)
            throw new DataError("change of a gap", $"years on the two sides of {broken.Year}: {broken.Why}", "years of one definition", "Compare years before it, or from it on; or compare each year's gap with England's.");
        Gap before = this[earlier], after = this[later];
        return (after.Difference - before.Difference, Mover.Difference(after.Difference, after.Interval, before.Difference, before.Interval));
    }

    /// <summary>Runs of years that may be joined by a line.</summary>
    public ImmutableArray<ImmutableArray<Gap>> Runs
    {
        get
        {
            var runs = new List<List<Gap>>();
            foreach (var gap in Gaps)
            {
                if (runs.Count == 0 || BreaksBetween(runs[^1][^1].Year, gap.Year).Any(b => b.Kind == BreakKind.NotComparable)) runs.Add([]);
                runs[^1].Add(gap);
            }
            return [.. runs.Select(r => r.ToImmutableArray())];
        }
    }

    /// <summary>The gap by year as a Deedle series.</summary>
    public Series<int, double> ToSeries() => new(Gaps.Select(g => g.Year), Gaps.Select(g => g.Difference));

    /// <summary>Gap, bounds and England's gap by year as a Deedle frame; missing where not published.</summary>
    public Frame<int, string> ToFrame() => Frame.FromColumns(new Dictionary<string, Series<int, double>>
    {
        ["gap"] = ToSeries(),
        ["conf_low"] = Of(g => g.Interval.Low),
        ["conf_high"] = Of(g => g.Interval.High),
        ["england"] = Of(g => g.England?.Difference ?? double.NaN),
    }.AsEnumerable());

    /// <inheritdoc/>
    public override Table ToTable() => new(
        $"{Group.Title}, {Measure.Title}: gap by year{(Gaps[0].Count.Place.Length > 0 ? ", " + Gaps[0].Count.Place : "")}. {Used}",
        [
            new("year", "Year", "", 0), new("group_used", "Group", "pupils", 0), new("group_value", "Group", Measure.Unit, 1), new("peers_value", "Peers", Measure.Unit, 1),
            new("gap", "Gap", Gaps[0].Unit, 1), new("conf_low", "Low", "", 1), new("conf_high", "High", "", 1), new("england", "England", Gaps[0].Unit, 1), new("change", "Change on the first of its run", Gaps[0].Unit, 1),
        ],
        Runs.SelectMany(run => run.Select(g => (IReadOnlyList<Cell>)[g.Year, g.Count.InGroup.Used, g.InGroup.Value, g.Peers.Value, g.Difference, g.Interval.Low, g.Interval.High, Cell.Of(g.England?.Difference), g == run[0] ? Cell.Without(Symbol.NotApplicable) : g.Difference - run[0].Difference])),
        [.. BreaksBetween(Gaps[0].Year, Gaps[^1].Year).Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Year}: {b.Why}{(b.Kind == BreakKind.NotComparable ? "; no line is drawn across it" : "")}.")), .. Gap.Notes(Gaps.Select(g => g.Count))]);

    /// <inheritdoc/>
    public override Chart? ToChart()
    {
        var figure = new PlotlyFigure();
        bool england = false;
        foreach (var (run, i) in Runs.Select((r, i) => (r, i)))
        {
            var drawn = run.Where(g => double.IsFinite(g.Difference)).ToArray();
            Line(figure, Gaps[0].PlaceName, i == 0, drawn.Select(g => (g.Year, g.Difference, g.Interval)).ToArray(), (Chart.Colours[0], "circle", "solid"));
            Line(figure, "England", !england, run.Where(g => g.England is not null).Select(g => (g.Year, g.England!.Difference, Interval.None)).ToArray(), (Chart.Colours[1], "square", "dash"));
            england |= run.Any(g => g.England is not null);
        }
        var plot = figure.Layout("Academic year ending", $"Gap ({Gaps[0].Unit})", ("xaxis", PlotlyFigure.Axis("Academic year ending", ("dtick", 1), ("tickformat", "d"))), ("legend", PlotlyFigure.Attributes(("orientation", "h"), ("y", 1.12))));
        return new($"{Group.Title}: gap in {Measure.Title}, by year", Words, plot, ToTable());
    }

    private string Words => string.Join(" ", Runs.Select(r => string.Create(CultureInfo.InvariantCulture, $"From {r[0].Year} to {r[^1].Year} the gap goes from {r[0].Shown} to {r[^1].Shown}.")))
        + (Gaps.LastOrDefault(g => g.England is not null) is { } last ? string.Create(CultureInfo.InvariantCulture, $" England's gap was {Rounding.Text(last.England!.Difference, 1)} {last.Unit} in {last.Year}.") : " England's gap is not published.");

    private string Used => new Sample(Gaps.Sum(g => g.Sample.Used), [.. Gaps.SelectMany(g => g.Sample.DroppedRows).GroupBy(d => d.Reason).Select(d => new Dropped(d.Key, d.Sum(x => x.Count)))]).ToString();

    private Series<int, double> Of(Func<Gap, double> value) => new(Gaps.Select(g => g.Year), Gaps.Select(value));

    private static void Line(PlotlyFigure figure, string name, bool first, (int Year, double Value, Interval Interval)[] points, (string Colour, string Marker, string Dash) look)
    {
        if (points.Length == 0) return;
        object? bars = double.IsNaN(points[0].Interval.Low) ? null : PlotlyFigure.Attributes(("type", "data"), ("symmetric", false), ("color", look.Colour),
            ("array", points.Select(p => p.Interval.High - p.Value).ToArray()), ("arrayminus", points.Select(p => p.Value - p.Interval.Low).ToArray()));
        figure.Trace("scatter", ("mode", "lines+markers"), ("name", name), ("legendgroup", name), ("showlegend", first), ("x", points.Select(p => p.Year).ToArray()), ("y", points.Select(p => p.Value).ToArray()),
            ("line", PlotlyFigure.Attributes(("color", look.Colour), ("dash", look.Dash))), ("marker", PlotlyFigure.Attributes(("symbol", look.Marker), ("size", 9))), ("error_y", bars ?? PlotlyFigure.Attributes(("visible", false))));
    }
}
