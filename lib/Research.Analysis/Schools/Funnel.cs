using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Where a school stands in a funnel.</summary>
public enum FunnelPlace
{
    /// <summary>Within the limits of chance.</summary>
    Inside,

    /// <summary>Outside the 95% limits, inside the 99.8%: one school in twenty by chance alone.</summary>
    Outside95,

    /// <summary>Outside the 99.8% limits: one in five hundred by chance alone.</summary>
    Outside998,
}

/// <summary>A school in a funnel.</summary>
/// <param name="Name">Name.</param>
/// <param name="Size">Pupils, or for a gap the pupils a side of an equally precise school with as many on both sides.</param>
/// <param name="Value">Per cent, or percentage points.</param>
/// <param name="Place">Inside or outside.</param>
public sealed record FunnelPoint(string Name, double Size, double Value, FunnelPlace Place);

/// <summary>Control limits at one size.</summary>
/// <param name="Size">Pupils.</param>
/// <param name="Wide">99.8% limits.</param>
/// <param name="Narrow">95% limits.</param>
public readonly record struct FunnelLimits(double Size, Interval Wide, Interval Narrow);

/// <summary>Each school's rate or gap against its size, with the limits within which chance alone would keep 95% and 99.8% of schools like the county's whole.</summary>
/// <remarks>Rates: exact binomial limits, the smallest and largest counts whose tail is not less likely than α/2. Gaps: target ± z s/√m, s² = P₁Q₁ + P₂Q₂ of the
/// county's rates and m = s²/(P₁Q₁/n₁ + P₂Q₂/n₂). No allowance is made for schools' real differences: <see cref="Dispersion"/> well above 1 says there are some.
/// Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185–1202. R: <c>qbinom</c>, <c>funnelR</c>.</remarks>
public sealed record Funnel : Result
{
    private readonly string sizeTitle;
    private readonly string unit;
    private readonly string words;

    private Funnel(string title, (string Size, string Unit, string Sample) text, double target, IEnumerable<(FunnelPoint Point, double Z)> schools, Func<double, FunnelLimits> limits)
    {
        (Title, Target, (sizeTitle, unit, words)) = (title, target, text);
        var all = schools.ToArray();
        Schools = [.. all.Select(s => s.Point).OrderByDescending(p => p.Place).ThenBy(p => p.Value).ThenBy(p => p.Name, StringComparer.Ordinal)];
        Dispersion = all.Average(s => s.Z * s.Z);
        double largest = Schools.Max(s => s.Size);
        Limits = [.. Enumerable.Range(1, (int)Math.Ceiling(largest * 1.05)).Select(n => limits(n))];
    }

    /// <summary>What it shows.</summary>
    public string Title { get; }

    /// <summary>The county's rate or gap, about which the limits lie.</summary>
    public double Target { get; }

    /// <summary>The schools, those furthest outside first.</summary>
    public ImmutableArray<FunnelPoint> Schools { get; }

    /// <summary>Control limits by size.</summary>
    public ImmutableArray<FunnelLimits> Limits { get; }

    /// <summary>Mean of z² over schools: about 1 when chance alone explains how they differ.</summary>
    public double Dispersion { get; }

    /// <summary>The schools outside the 95% limits.</summary>
    public IEnumerable<FunnelPoint> Outside => Schools.Where(s => s.Place != FunnelPlace.Inside);

    /// <summary>Exact binomial limits of a rate, as counts: the smallest k with P(X ≤ k) ≥ α/2 and the largest with P(X ≥ k) ≥ α/2.</summary>
    public static (long Low, long High) BinomialLimits(long pupils, double rate, double level)
    {
        double tail = (1 - level) / 2;
        var binomial = new BinomialDistribution(pupils, rate);
        double spread = Math.Sqrt(pupils * rate * (1 - rate)), z = StandardNormal.Quantile(1 - tail);
        // The normal limits are near: a short walk from there finds the exact ones.
        long low = Math.Clamp((long)((pupils * rate) - (z * spread)), 0, pupils), high = Math.Clamp((long)((pupils * rate) + (z * spread)), 0, pupils);
        while (low > 0 && binomial.Lower(low - 1) >= tail) low--;
        while (low < pupils && binomial.Lower(low) < tail) low++;
        while (high < pupils && binomial.Upper(high) >= tail) high++;
        while (high > 0 && binomial.Upper(high - 1) < tail) high--;
        return (low, high);
    }

    internal static Funnel OfRates(Measure measure, Group group, int year, (ImmutableArray<(string Name, Tally Tally)> Schools, double Rate, Sample Sample) counts)
    {
        double p = counts.Rate;
        return new($"{group.Title}, {measure.Title}, {Gap.AcademicYear(year)}: mainstream schools against the county's {Percent.Of(p, 1)}", ("Pupils with a result", "%", counts.Sample.ToString()), 100 * p,
            counts.Schools.Select(s => (new FunnelPoint(s.Name, s.Tally.Used, Percent.Of(s.Tally.Sum, s.Tally.Used).Value, PlaceOf(s.Tally, p)), (s.Tally.Sum - (s.Tally.Used * p)) / Math.Sqrt(s.Tally.Used * p * (1 - p)))),
            n => new(n, Shares((long)n, p, 0.998), Shares((long)n, p, 0.95)));
    }

    internal static Funnel OfGaps(SchoolGaps gaps)
    {
        double p1 = Rate(gaps.Ranked, s => s.InGroup), p2 = Rate(gaps.Ranked, s => s.Peers), v1 = p1 * (1 - p1), v2 = p2 * (1 - p2);
        double target = 100 * (gaps.Measure.HigherIsBetter ? p2 - p1 : p1 - p2), narrow = StandardNormal.Quantile(0.975), wide = StandardNormal.Quantile(0.999);
        double spread = 100 * Math.Sqrt(v1 + v2);
        var schools = gaps.Ranked.Select(s =>
        {
            double m = (v1 + v2) / ((v1 / s.InGroup.Used) + (v2 / s.Peers.Used)), z = (s.Own - target) / (spread / Math.Sqrt(m));
            return (new FunnelPoint(s.Name, m, s.Own, Math.Abs(z) > wide ? FunnelPlace.Outside998 : Math.Abs(z) > narrow ? FunnelPlace.Outside95 : FunnelPlace.Inside), z);
        });
        return new($"{gaps.Group.Title}, {gaps.Measure.Title}, {gaps.When}: mainstream schools' gaps against {Rounding.Text(target, 1)} ppt of all their pupils", ("Effective pupils a side", "ppt", gaps.Sample.ToString()), target, schools,
            m => new(m, Around(target, wide * spread / Math.Sqrt(m), 0.998), Around(target, narrow * spread / Math.Sqrt(m), 0.95)));
    }

    /// <inheritdoc/>
    public override Table ToTable() => new(
        string.Create(CultureInfo.InvariantCulture, $"{Title}. {Outside.Count()} of {Schools.Length} schools outside the 95% limits, {Schools.Count(s => s.Place == FunnelPlace.Outside998)} outside the 99.8%. Pupils: {words}"),
        [new("school", "School"), new("size", sizeTitle, "", 0), new("value", "Value", unit, 1), new("outside", "Outside")],
        Outside.Select(s => (IReadOnlyList<Cell>)[s.Name, s.Size, s.Value, s.Place == FunnelPlace.Outside998 ? "99.8%" : "95%"]),
        string.Create(CultureInfo.InvariantCulture, $"By chance alone about {Rounding.Text(0.05 * Schools.Length, 0)} would be outside the 95% limits; dispersion (mean z²) {Rounding.Text(Dispersion, 2)}, 1 by chance alone."),
        "Small numbers: not for publication without disclosure control.");

    /// <inheritdoc/>
    public override Chart? ToChart()
    {
        var figure = new PlotlyFigure();
        double[] sizes = [.. Limits.Select(l => l.Size)];
        Curve("99.8% limits", "dash", 7, l => l.Wide);
        Curve("95% limits", "dot", 7, l => l.Narrow);
        figure.Trace("scatter", ("mode", "lines"), ("name", "County"), ("x", new[] { 0, sizes[^1] }), ("y", new[] { Target, Target }), ("line", PlotlyFigure.Attributes(("color", Chart.Colours[7]), ("width", 2))));
        Points("Inside", "circle", 0, FunnelPlace.Inside);
        Points("Outside 95%", "diamond", 4, FunnelPlace.Outside95);
        Points("Outside 99.8%", "square", 1, FunnelPlace.Outside998);
        // The legend stands above the plot, so that a phone's width is left to the points.
        var plot = figure.Layout(sizeTitle, unit, ("legend", PlotlyFigure.Attributes(("orientation", "h"), ("y", 1.15), ("font", PlotlyFigure.Attributes(("size", 12))))),
            ("xaxis", PlotlyFigure.Axis(sizeTitle, ("rangemode", "tozero"))), ("yaxis", PlotlyFigure.Axis(unit, ("range", Range))), ("hovermode", "closest"));
        return new(Title, $"{Schools.Length} schools about {Rounding.Text(Target, 1)} {unit}; {Outside.Count()} lie outside the 95% limits" + (Outside.Any() ? $": {string.Join(", ", Outside.Take(5).Select(s => $"{s.Name} at {Rounding.Text(s.Value, 1)}"))}." : "."), plot, ToTable());

        void Curve(string name, string dash, int colour, Func<FunnelLimits, Interval> limit)
        {
            // The two curves of a pair are one trace with a break, and so one entry in the legend.
            double?[] x = [.. sizes.Select(s => (double?)s), null, .. sizes.Select(s => (double?)s)], y = [.. Limits.Select(l => (double?)limit(l).Low), null, .. Limits.Select(l => (double?)limit(l).High)];
            figure.Trace("scatter", ("mode", "lines"), ("name", name), ("x", x), ("y", y), ("hoverinfo", "skip"), ("line", PlotlyFigure.Attributes(("color", Chart.Colours[colour]), ("dash", dash), ("width", 1.5))));
        }

        void Points(string name, string symbol, int colour, FunnelPlace place)
        {
            var points = Schools.Where(s => s.Place == place).ToArray();
            if (points.Length > 0)
                figure.Trace("scatter", ("mode", "markers"), ("name", name), ("x", points.Select(p => p.Size).ToArray()), ("y", points.Select(p => p.Value).ToArray()), ("text", points.Select(p => p.Name).ToArray()),
                    ("marker", PlotlyFigure.Attributes(("symbol", symbol), ("size", 8), ("color", Chart.Colours[colour]))));
        }
    }

    private double[] Range => unit == "%" ? [-2, 102] : [Math.Max(-105, Schools.Min(s => s.Value) - 5), Math.Min(105, Schools.Max(s => s.Value) + 5)];

    private static FunnelPlace PlaceOf(Tally t, double rate)
    {
        bool Beyond(double level) => BinomialLimits(t.Used, rate, level) is var (low, high) && (t.Sum < low || t.Sum > high);
        return Beyond(0.998) ? FunnelPlace.Outside998 : Beyond(0.95) ? FunnelPlace.Outside95 : FunnelPlace.Inside;
    }

    private static Interval Shares(long n, double rate, double level)
    {
        var (low, high) = BinomialLimits(n, rate, level);
        return new(100.0 * low / n, 100.0 * high / n, level);
    }

    private static Interval Around(double target, double half, double level) => new(target - half, target + half, level);

    private static double Rate(IEnumerable<SchoolGap> schools, Func<SchoolGap, Tally> side) => schools.Select(side).Aggregate((a, b) => a + b) is var t ? (double)t.Sum / t.Used : double.NaN;
}
