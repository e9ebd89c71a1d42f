using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>What a measure comes to for one group, in one year and place, with England's published figure beside it.</summary>
/// <param name="Group">The group.</param>
/// <param name="Year">Academic year by the year it ends in.</param>
/// <param name="Place">The area's code or the school's URN; empty for the county.</param>
/// <param name="Estimate">The figure and its interval.</param>
/// <param name="England">England's figure; null when it is not published, and below the county.</param>
public sealed record RateOfGroup(Group Group, int Year, string Place, SideEstimate Estimate, double? England)
{
    /// <summary>The measure.</summary>
    public Measure Measure => Estimate.Measure;

    /// <summary>The figure less England's, in percentage points or the measure's own unit; null without England's.</summary>
    public double? AgainstEngland => Estimate.Value - England;
}

/// <summary>Rates of measures, groups or places, highest first in its chart, beside England's where they are published.</summary>
/// <remarks>England's figures are of the whole population and are taken without error: the interval of a difference is the rate's own, moved.</remarks>
public sealed record RateTable : Result
{
    internal RateTable(ImmutableArray<RateOfGroup> all, Sample sample, ImmutableArray<string> leftOut) => (All, Sample, LeftOut) = (all, sample, leftOut);

    /// <summary>The rates, in the order asked for.</summary>
    public ImmutableArray<RateOfGroup> All { get; }

    /// <summary>Pupils used and left out, over all rows.</summary>
    public Sample Sample { get; }

    /// <summary>What could not be counted, and why.</summary>
    public ImmutableArray<string> LeftOut { get; }

    /// <summary>The rates that can be computed, highest first.</summary>
    public IEnumerable<RateOfGroup> Ranked => All.Where(r => double.IsFinite(r.Estimate.Value)).OrderByDescending(r => r.Estimate.Value).ThenBy(r => r.Place, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Title}: {Sample}, over all rows",
        [
            new("measure", "Measure"), new("group", "Group"), new("year", "Year", "", 0), .. HasPlaces ? [new("place", "Place")] : Array.Empty<TableColumn>(), new("used", "Pupils", "", 0), new("value", "Value", Unit, 1),
            new("conf_low", "Low", "", 1), new("conf_high", "High", "", 1), new("england", "England", Unit, 1), new("against_england", "Less England's", Difference, 1),
        ],
        All.Select(r => (IReadOnlyList<Cell>)[r.Measure.Title, r.Group.Title, r.Year, .. HasPlaces ? [r.Place] : Array.Empty<Cell>(), r.Estimate.Tally.Used, r.Estimate.Value, r.Estimate.Interval.Low, r.Estimate.Interval.High, Cell.Of(r.England), Cell.Of(r.AgainstEngland)]),
        [.. LeftOut, .. All.Any(r => r.Estimate.Tally.Used is > 0 and < 10) ? ["Small numbers: not for publication without disclosure control."] : Array.Empty<string>()]);

    /// <inheritdoc/>
    public override Chart? ToChart()
    {
        var ranked = Ranked.ToArray();
        string[] labels = [.. ranked.Select(r => PlotlyFigure.Wrapped(Label(r)))];
        double[] Reach(Func<RateOfGroup, double> length) => [.. ranked.Select(length).Select(v => double.IsFinite(v) ? v : 0)];
        var figure = new PlotlyFigure().Trace("bar", ("orientation", "h"), ("name", "The county"), ("x", ranked.Select(r => r.Estimate.Value).ToArray()), ("y", labels), ("marker", PlotlyFigure.Attributes(("color", Chart.Colours[0]))),
            ("error_x", PlotlyFigure.Attributes(("type", "data"), ("symmetric", false), ("array", Reach(r => r.Estimate.Interval.High - r.Estimate.Value)), ("arrayminus", Reach(r => r.Estimate.Value - r.Estimate.Interval.Low)))));
        var published = ranked.Select((r, i) => (r.England, Label: labels[i])).Where(r => r.England is not null).ToArray();
        if (published.Length > 0)
            figure.Trace("scatter", ("mode", "markers"), ("name", "England"), ("x", published.Select(r => r.England!.Value).ToArray()), ("y", published.Select(r => r.Label).ToArray()),
                ("marker", PlotlyFigure.Attributes(("color", Chart.Colours[1]), ("symbol", "diamond"), ("size", 11), ("line", PlotlyFigure.Attributes(("color", "white"), ("width", 1))))));
        var plot = figure.Layout(Unit, "", ("height", PlotlyFigure.HeightOf(labels)), ("showlegend", published.Length > 0), ("legend", PlotlyFigure.Attributes(("orientation", "h"), ("y", 1.1))),
            ("xaxis", PlotlyFigure.Axis(Unit, ("rangemode", "tozero"))), ("yaxis", PlotlyFigure.LabelAxis(labels)));
        return new(Title + ", highest first", Words(ranked), plot, ToTable());
    }

    private string Title => string.Join(", ", new[] { One(r => r.Measure.Title) ?? "Rates", One(r => r.Group.Title), One(r => Gap.AcademicYear(r.Year)) }.Where(t => t is not null));

    private bool HasPlaces => All.Any(r => r.Place.Length > 0);

    private string Unit => One(r => r.Measure.Unit) ?? "";

    private string Difference => Unit == "percent" ? "ppt" : Unit;

    private string Words(RateOfGroup[] ranked)
    {
        if (ranked.Length == 0) return "No rate could be drawn.";
        string text = $"{ranked.Length} rates with intervals; highest {Shown(ranked[0])}, lowest {Shown(ranked[^1])}.";
        var behind = ranked.Where(r => r.AgainstEngland is not null).OrderBy(r => r.AgainstEngland).ToArray();
        return behind.Length == 0 ? text : $"{text} Against England {Label(behind[0])} is lowest, by {Rounding.Text(behind[0].AgainstEngland!.Value, 1)} {Difference}.";

        string Shown(RateOfGroup r) => $"{Label(r)} at {Rounding.Text(r.Estimate.Value, 1)}";
    }

    private string Label(RateOfGroup r) => string.Join(", ", new[]
    {
        r.Place, One(x => x.Measure.Id) is null ? r.Measure.Title : "", One(x => x.Group.Id) is null ? r.Group.Title : "", One(x => x.Year.ToString(CultureInfo.InvariantCulture)) is null ? Gap.AcademicYear(r.Year) : "",
    }.Where(s => s.Length > 0).DefaultIfEmpty(r.Group.Title));

    private string? One(Func<RateOfGroup, string> what) => All.Select(what).Distinct().Take(2).ToArray() is [var only] ? only : null;
}
