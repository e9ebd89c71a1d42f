using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>A gap taken apart into who the pupils are (how they are spread over bands) and how they do within their bands.</summary>
/// <remarks>Kitagawa (1955): composition Σ (w_peers − w_group)(r_peers + r_group)/2, rates Σ (r_peers − r_group)(w_peers + w_group)/2; both add up to
/// the gap. Pupils whose band is not known are a band of their own, so that the gap is the one published. It describes; it does not say why.</remarks>
public sealed record GapDecomposition : Result
{
    internal GapDecomposition((Measure Measure, Group Group, int Year, string By) question, ImmutableArray<PopulationGroup> bands, Sample sample)
    {
        ((Measure, Group, Year, By), Bands, Sample) = (question, bands, sample);
        Parts = Kitagawa.Of(bands);
    }

    /// <summary>The measure.</summary>
    public Measure Measure { get; }

    /// <summary>The group.</summary>
    public Group Group { get; }

    /// <summary>Academic year by the year it ends in.</summary>
    public int Year { get; }

    /// <summary>What the pupils are banded by.</summary>
    public string By { get; }

    /// <summary>Counts by band: peers are population A, the group is population B.</summary>
    public ImmutableArray<PopulationGroup> Bands { get; }

    /// <summary>The decomposition of peers less group, as shares.</summary>
    public Kitagawa Parts { get; }

    /// <summary>Pupils used and left out, and why.</summary>
    public Sample Sample { get; }

    /// <summary>The gap, ppt; positive is behind.</summary>
    public double Difference => Points(Parts.Difference);

    /// <summary>The part of the gap due to how pupils are spread over the bands, ppt.</summary>
    public double Composition => Points(Parts.Composition);

    /// <summary>The part of the gap within bands, ppt.</summary>
    public double WithinBands => Points(Parts.RateEffect);

    /// <inheritdoc/>
    public override Table ToTable() => new(
        $"{Group.Title}, {Measure.Title}, {Gap.AcademicYear(Year)}, by {By}: of a gap of {Rounding.Text(Difference, 1)} ppt, {Rounding.Text(Composition, 1)} is composition and {Rounding.Text(WithinBands, 1)} within bands. {Sample}",
        [
            new("band", By), new("group_used", "Group", "pupils", 0), new("group_share", "Group, share", "%", 1), new("group_value", "Group", "%", 1), new("peers_used", "Peers", "pupils", 0), new("peers_share", "Peers, share", "%", 1),
            new("peers_value", "Peers", "%", 1), new("composition", "Composition", "ppt", 2), new("within", "Within band", "ppt", 2),
        ],
        [.. Bands.Zip(Parts.Components, (b, c) => Row(b, Points(c.Composition), Points(c.Rate))), Row(new("All", Bands.Sum(b => b.TrialsA), Bands.Sum(b => b.SuccessesA), Bands.Sum(b => b.TrialsB), Bands.Sum(b => b.SuccessesB)), Composition, WithinBands)],
        "Composition: were the group spread over the bands as its peers are. Within band: were it to do as its peers do in each band. Kitagawa (1955).");

    /// <inheritdoc/>
    public override Chart? ToChart()
    {
        string[] names = [.. Bands.Select(b => b.Name)];
        var figure = new PlotlyFigure();
        foreach (var (part, values, colour) in new[] { ("Composition", Parts.Components.Select(c => Points(c.Composition)), 0), ("Within band", Parts.Components.Select(c => Points(c.Rate)), 4) })
            figure.Trace("bar", ("name", part), ("orientation", "h"), ("y", names), ("x", values.ToArray()), ("marker", PlotlyFigure.Attributes(("color", Chart.Colours[colour]))));
        return new($"{Group.Title}, {Measure.Title}, {Gap.AcademicYear(Year)}: the gap by {By}",
            $"Of {Rounding.Text(Difference, 1)} ppt, {Rounding.Text(Composition, 1)} come from how pupils are spread over the bands and {Rounding.Text(WithinBands, 1)} from differences within them.",
            figure.Layout("Percentage points", "", ("barmode", "relative"), ("legend", PlotlyFigure.Attributes(("orientation", "h"), ("y", 1.12))), ("height", PlotlyFigure.HeightOf(names)), ("yaxis", PlotlyFigure.LabelAxis(names))), ToTable());
    }

    private double Points(double share) => 100 * (Measure.HigherIsBetter ? share : -share);

    private IReadOnlyList<Cell> Row(PopulationGroup b, double composition, double within) =>
    [
        b.Name, Cell.Of(b.TrialsB, 0), Percent.Of(b.TrialsB, Bands.Sum(x => x.TrialsB)).Value, Percent.Of(b.SuccessesB, b.TrialsB).Value,
        Cell.Of(b.TrialsA, 0), Percent.Of(b.TrialsA, Bands.Sum(x => x.TrialsA)).Value, Percent.Of(b.SuccessesA, b.TrialsA).Value, composition, within,
    ];
}
