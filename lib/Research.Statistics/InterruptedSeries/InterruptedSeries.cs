using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>How errors of successive periods hang together.</summary>
public enum SerialErrors
{
    /// <summary>Each period's error carries on part of the last one's, AR(1). How much is averaged over, weighed by its restricted likelihood: short series
    /// say little of it, and intervals at one value of it are too narrow.</summary>
    Autoregressive,

    /// <summary>AR(1) with the one correlation that REML finds. R: <c>nlme::gls(correlation = corAR1())</c>.</summary>
    AutoregressiveReml,

    /// <summary>Least squares with errors allowing for correlation over a few periods (Newey and West 1987). Too small in short series.</summary>
    NeweyWest,

    /// <summary>Independent errors.</summary>
    Independent,
}

/// <summary>The columns and choices of an interrupted series.</summary>
/// <param name="Outcome">The outcome's column; rows of one period are averaged.</param>
/// <param name="Time">The period's column, evenly spaced numbers.</param>
/// <param name="Start">The first period with the programme.</param>
public sealed record InterruptedDesign(string Outcome, string Time, double Start)
{
    /// <summary>How errors hang together.</summary>
    public SerialErrors Errors { get; init; } = SerialErrors.Autoregressive;

    /// <summary>Whether the slope may change too. With few periods after, a change of level alone can be told.</summary>
    public bool SlopeChanges { get; init; } = true;

    /// <summary>A column of 1 for the units with the programme and 0 for a comparison series, whose own break is taken off; null for a single series.</summary>
    public string? Group { get; init; }
}

/// <summary>A series with a break where a programme began: the change of level and of slope against the trend before.</summary>
/// <remarks>yₜ = β₀ + β₁t + β₂Dₜ + β₃(t − t₀)Dₜ + eₜ; with a comparison series all four differ by group, and the group's own change is the effect. Source: Wagner et
/// al. (2002), J. Clin. Pharm. Ther. 27(4); Bernal, Cummins and Gasparrini (2017), Int. J. Epidemiol. 46(1). R: <c>nlme::gls(correlation = corAR1())</c>,
/// <c>sandwich::NeweyWest</c>. What each choice of errors covers: docs/simulations/interrupted.md.</remarks>
public sealed record InterruptedSeries : Result
{
    private const int EnoughBefore = 8, EnoughAfter = 3;
    private readonly SeriesBlocks blocks;
    private readonly string[] names;

    private InterruptedSeries(InterruptedDesign design, SeriesBlocks blocks, string[] names)
    {
        (Design, this.blocks, this.names) = (design, blocks, names);
        var fit = SerialRegression.Fit(blocks, design.Errors);
        (Correlation, ResidualDegreesOfFreedom) = (fit.Correlation, blocks.Rows - names.Length);
        Terms = [.. names.Select((n, j) => TermOf(n, fit.Distributions[j]))];
        Fitted = [.. fit.Fitted];
    }

    /// <summary>The design.</summary>
    public InterruptedDesign Design { get; }

    /// <summary>The coefficients.</summary>
    public ImmutableArray<Term> Terms { get; }

    /// <summary>The change of level at the start, against the trend before (and the comparison series).</summary>
    public Term Level => Terms.First(t => t.Name == (Design.Group is null ? "level" : "group:level"));

    /// <summary>The change of slope; null where it was held.</summary>
    public Term? Slope => Terms.FirstOrDefault(t => t.Name == (Design.Group is null ? "slope" : "group:slope"));

    /// <summary>Correlation of successive errors: of the AR(1), its mean where it is averaged over, or of residuals.</summary>
    public double Correlation { get; }

    /// <summary>Periods less coefficients.</summary>
    public int ResidualDegreesOfFreedom { get; }

    /// <summary>Fitted values, series after series.</summary>
    public ImmutableArray<double> Fitted { get; }

    /// <summary>Periods before and after the start.</summary>
    public (int Before, int After) Periods => (blocks.Times[0].Count(t => t < Design.Start), blocks.Times[0].Count(t => t >= Design.Start));

    /// <summary>What a reader must know: a short series above all.</summary>
    public ImmutableArray<string> Warnings
    {
        get
        {
            var (before, after) = Periods;
            List<string> warnings = [];
            if (before < EnoughBefore) warnings.Add($"{before} periods before the start: a trend from so few is little more than their noise; {EnoughBefore} are the least.");
            if (after < EnoughAfter && Design.SlopeChanges) warnings.Add($"{after} periods after the start: a change of slope cannot be told from them.");
            if (Design.Errors == SerialErrors.NeweyWest && blocks.Rows < 30) warnings.Add("Newey-West errors are too small in series this short.");
            if (Design.Group is null) warnings.Add("Whatever else began at the same time is part of the change: a comparison series (Group) takes it off.");
            return [.. warnings];
        }
    }

    /// <summary>Fits one.</summary>
    /// <param name="design">Columns and choices.</param>
    /// <param name="data">A row a period, or several that are averaged.</param>
    /// <exception cref="DataError">Fewer than three periods before, none after, or no more periods than coefficients.</exception>
    public static InterruptedSeries Fit(InterruptedDesign design, Dataset data)
    {
        string Name(string column) => NameExpression.Quoted(column);
        var frame = ModelFrame.From(Formula.Parse($"{Name(design.Outcome)} ~ {Name(design.Time)}"), data, design.Group is { } c ? Name(c) : null);
        double[] y = LinearFormula.Outcome(frame), time = frame.Numbers(Name(design.Time)), group = design.Group is { } g ? frame.Numbers(Name(g)) : [.. y.Select(_ => 1.0)];
        if (group.Any(v => v is not (0 or 1)) || (design.Group is not null && group.Distinct().Count() < 2))
            throw new DataError("interrupted series", "a group column that does not tell two series apart by 0 and 1", "1 for the series with the programme, 0 for the comparison", "Recode it, or leave the group out.", column: design.Group ?? "");
        var series = y.Select((v, i) => (v, i)).GroupBy(r => group[r.i]).OrderByDescending(s => s.Key)
            .Select(s => s.GroupBy(r => time[r.i]).OrderBy(t => t.Key).Select(t => (Time: t.Key, Value: t.Average(r => r.v))).ToArray()).ToArray();
        double origin = series[0][0].Time;
        int before = series[0].Count(p => p.Time < design.Start), after = series[0].Length - before;
        if (before < 3 || after < 1)
            throw new DataError("interrupted series", $"{before} periods before the start and {after} from it on", "three or more before and one after, better eight and three",
                "Without a trend before there is nothing to break: with schools that did not take part the nearest design is difference-in-differences, for one school synthetic control.", column: design.Time);
        string[] own = design.SlopeChanges ? ["(Intercept)", "time", "level", "slope"] : ["(Intercept)", "time", "level"];
        string[] names = design.Group is null ? own : [.. own, .. own.Select(n => n == "(Intercept)" ? "group" : $"group:{n}")];
        var rows = series.Select((s, k) => s.Select(p =>
        {
            double late = p.Time >= design.Start ? 1 : 0;
            double[] parts = design.SlopeChanges ? [1, p.Time - origin, late, late * (p.Time - design.Start)] : [1, p.Time - origin, late];
            return design.Group is null ? parts : [.. parts, .. parts.Select(v => k == 0 ? v : 0)];
        }).ToArray()).ToArray();
        var blocks = new SeriesBlocks(rows, [.. series.Select(s => s.Select(p => p.Value).ToArray())], [.. series.Select(s => s.Select(p => p.Time).ToArray())]);
        if (blocks.Rows <= names.Length)
            throw new DataError("interrupted series", $"{blocks.Rows} periods for {names.Length} coefficients", "more periods than coefficients", "Hold the slope (SlopeChanges = false), or find more periods.", column: design.Time);
        return new(design, blocks, names);
    }

    /// <summary>The effect some periods after the start: the change of level and what the slope has added.</summary>
    /// <param name="periods">Periods after the start; 0 is the start.</param>
    public double EffectAfter(double periods) => Level.Estimate + (periods * (Slope?.Estimate ?? 0));

    private Term TermOf(string name, PredictiveDistribution known)
    {
        double estimate = known.Parts.Sum(p => p.Weight * p.Mean), error = known.StandardError;
        return new(name, estimate, error, estimate / error, ResidualDegreesOfFreedom, 2 * Math.Min(known.Below(0), known.Above(0)), known.Interval());
    }

    /// <inheritdoc/>
    public override Table ToTable() => new(string.Create(CultureInfo.InvariantCulture, $"Interrupted series of {Design.Outcome}, start {Design.Start}: {Periods.Before} periods before, {Periods.After} after; {Words}"),
        [new("term", "Term"), new("estimate", "Estimate"), new("std_error", "Standard error"), new("conf_low", "Low"), new("conf_high", "High"), new("p_value", "p", "", 3)],
        Terms.Select(t => (IReadOnlyList<Cell>)[t.Name, t.Estimate, t.StandardError, t.Interval.Low, t.Interval.High, t.PValue]), Warnings);

    /// <inheritdoc/>
    public override Chart ToChart()
    {
        int at = 0;
        return LineChart.Of($"{Design.Outcome} and the trend before and after the start", Design.Time, Design.Outcome, blocks.Times.SelectMany((times, k) =>
        {
            string name = k == 0 ? Design.Outcome : "comparison";
            var fitted = Fitted.Slice(at, times.Length);
            at += times.Length;
            return (Line[])[new(name, [.. times], [.. blocks.Outcomes[k]]), new($"{name}, fitted", [.. times], fitted)];
        }));
    }

    private string Words => Design.Errors switch
    {
        SerialErrors.Autoregressive => $"AR(1) errors, correlation averaged over ({Rounding.Text(Correlation, 2)} in the mean)",
        SerialErrors.AutoregressiveReml => $"AR(1) errors by REML, correlation {Rounding.Text(Correlation, 2)}",
        SerialErrors.NeweyWest => $"Newey-West errors, residuals' correlation {Rounding.Text(Correlation, 2)}",
        _ => $"independent errors, residuals' correlation {Rounding.Text(Correlation, 2)}",
    };
}
