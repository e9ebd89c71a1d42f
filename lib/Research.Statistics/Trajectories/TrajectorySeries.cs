using System.Collections.Immutable;

namespace Research;

/// <summary>One series to forecast: a rate in per cent, a gap in percentage points, or another yearly figure, with the noise its cohorts bring.
/// Rates are modelled as log odds and so stay between 0 and 100.</summary>
public sealed record TrajectorySeries : Result
{
    private TrajectorySeries(AnnualSeries modelled, string unit, ImmutableSortedDictionary<int, double> figures) => (Modelled, Unit, Figures) = (modelled, unit, figures);

    /// <summary>What is measured.</summary>
    public string Name => Modelled.Name;

    /// <summary>Unit of the figures: "%", "ppt" or another.</summary>
    public string Unit { get; }

    /// <summary>The figures by year, in the unit; years without one are left out.</summary>
    public ImmutableSortedDictionary<int, double> Figures { get; }

    /// <summary>First year with a figure.</summary>
    public int FirstYear => Figures.Keys.First();

    /// <summary>Last year with a figure.</summary>
    public int LastYear => Figures.Keys.Last();

    /// <summary>Years with a figure.</summary>
    public int Observed => Figures.Count;

    /// <summary>The figure of a year; not a number when there is none.</summary>
    public double this[int year] => Figures.GetValueOrDefault(year, double.NaN);

    /// <summary>The series as it is modelled: log odds of a rate, the figures themselves otherwise.</summary>
    public AnnualSeries Modelled { get; }

    /// <summary>Smallest and largest figure there can be; infinite where there is no limit.</summary>
    public (double Low, double High) Bounds { get; private init; } = (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The counts of a rate; null for other series.</summary>
    public AnnualCounts? Counts { get; private init; }

    // A typical yearly change of a national figure is a tenth of this: 0.1 in log odds, 2.5 points of a percentage, or what the series itself shows.
    internal double Scale { get; private init; } = 1;

    /// <summary>True for numbers of pupils, exclusions or schools.</summary>
    internal bool IsNumbers { get; private init; }

    internal bool HasKnownNoise => !Modelled.Variances.IsEmpty;

    /// <summary>A rate in per cent from counts; noise: binomial times a design effect.</summary>
    /// <param name="counts">How many of how many, a year.</param>
    /// <param name="designEffect">How much the clustering of pupils in schools widens the sampling variance; 1 for none.</param>
    public static TrajectorySeries Rate(AnnualCounts counts, double designEffect = 1) =>
        new(counts.Logits(designEffect), "%", counts.Points.ToImmutableSortedDictionary(p => p.Year, p => 100 * p.Successes / p.Total)) { Counts = counts, Bounds = (0, 100) };

    /// <summary>A gap in percentage points: rate of the peers less that of the group, in the years that have both.</summary>
    /// <param name="group">Counts of the group.</param>
    /// <param name="peers">Counts of its peers.</param>
    /// <param name="designEffect">How much the clustering of pupils in schools widens the sampling variance; 1 for none.</param>
    public static TrajectorySeries Gap(AnnualCounts group, AnnualCounts peers, double designEffect = 1)
    {
        var (own, other) = (group.Rates(designEffect), peers.Rates(designEffect));
        (int Year, double Gap, double Error)[] points = [.. group.Points.Join(peers.Points, p => p.Year, q => q.Year, (p, q) => (p.Year,
            100 * ((q.Successes / q.Total) - (p.Successes / p.Total)),
            100 * Math.Sqrt(own.Variances[p.Year - own.FirstYear] + other.Variances[p.Year - other.FirstYear])))];
        if (points.Length == 0) throw new DataError($"gap {group.Name}", "no year with both the group and its peers", "counts of both for several years", "Check the years of the two.");
        return new(AnnualSeries.WithStandardErrors(group.Name, points), "ppt", points.ToImmutableSortedDictionary(p => p.Year, p => p.Gap)) { Bounds = (-100, 100), Scale = 25 };
    }

    /// <summary>A rate published as a percentage without its counts.</summary>
    /// <param name="percent">Per cent, with standard errors in percentage points where known.</param>
    public static TrajectorySeries Percentages(AnnualSeries percent)
    {
        var figures = FiguresOf(percent);
        if (figures.FirstOrDefault(f => f.Value is < 0 or > 100) is { Key: not 0 } outside)
            throw new DataError($"series {percent.Name}", $"{outside.Value:G5} in {outside.Key}", "percentages between 0 and 100", "Check the column, or treat it as values.");
        // Half a printed unit inside the limits, where the log odds exist.
        static double Share(double value) => Math.Clamp(value, 0.05, 99.95) / 100;
        static double Slope(double value) => 1 / (100 * Share(value) * (1 - Share(value)));
        var modelled = AnnualSeries.OnLogitScale(percent.Name, percent.Years.Zip(percent.Values).Where(p => !double.IsNaN(p.Second)).Select(p =>
        {
            double known = percent.Variances.IsEmpty ? 0 : percent.Variances[p.First - percent.FirstYear];
            // A figure printed to one decimal is off by up to half of it.
            return (p.First, Math.Log(Share(p.Second) / (1 - Share(p.Second))), (known + (0.01 / 12)) * Slope(p.Second) * Slope(p.Second));
        }));
        return new(modelled, "%", figures) { Bounds = (0, 100) };
    }

    /// <summary>Any other yearly figure, modelled as it is.</summary>
    /// <param name="values">The figures, with standard errors where known.</param>
    /// <param name="unit">Their unit, for readers.</param>
    public static TrajectorySeries Values(AnnualSeries values, string unit)
    {
        var figures = FiguresOf(values);
        double[] changes = [.. figures.Values.Zip(figures.Values.Skip(1), (a, b) => Math.Abs(b - a)).Order()];
        double typical = changes.Length == 0 ? 0 : changes[changes.Length / 2], size = figures.Values.Max(Math.Abs);
        return new(values, unit, figures) { Scale = 10 * Math.Max(typical, Math.Max(1e-4 * size, 1e-12)) };
    }

    /// <summary>Numbers of pupils, exclusions or schools, without what they are counted out of: modelled as logarithms, with Poisson noise.</summary>
    /// <param name="numbers">Numbers, 0 or more.</param>
    public static TrajectorySeries Numbers(AnnualSeries numbers)
    {
        var figures = FiguresOf(numbers);
        if (figures.FirstOrDefault(f => f.Value < 0) is { Key: not 0 } below)
            throw new DataError($"series {numbers.Name}", $"{below.Value:G5} in {below.Key}", "numbers of 0 or more", "Check the column, or treat it as values.");
        var modelled = AnnualSeries.WithStandardErrors(numbers.Name, figures.Select(f => (f.Key, Math.Log(f.Value + 0.5), Math.Sqrt(1 / (f.Value + 0.5)))));
        return new(modelled, "", figures) { Bounds = (0, double.PositiveInfinity), IsNumbers = true };
    }

    /// <summary>A gap published as such, in percentage points, without the counts behind it.</summary>
    /// <param name="gap">Percentage points, with standard errors where known.</param>
    public static TrajectorySeries Gaps(AnnualSeries gap) => new(gap, "ppt", FiguresOf(gap)) { Bounds = (-100, 100), Scale = 25 };

    /// <summary>The part up to and including a year: what was known then.</summary>
    /// <param name="year">The last year kept.</param>
    public TrajectorySeries Until(int year) => new(Modelled.Until(year), Unit, Figures.RemoveRange(Figures.Keys.Where(y => y > year)))
    {
        Bounds = Bounds,
        Scale = Scale,
        IsNumbers = IsNumbers,
        Counts = Counts?.Until(year),
    };

    /// <summary>The figures as printed, with no noise known: what the benchmarks look at.</summary>
    internal TrajectorySeries AsPrinted() => new(AnnualSeries.Of(Name, Figures.Select(f => (f.Key, f.Value))), Unit, Figures)
    {
        Bounds = Bounds,
        Scale = Modelled.Scale == SeriesScale.Logit ? 25 : IsNumbers ? Math.Max(1, Figures.Values.Max()) : Scale,
    };

    /// <summary>From the modelled scale to the unit.</summary>
    internal double ToFigure(double modelled) => Modelled.Scale == SeriesScale.Logit ? 100 * Modelled.ToNatural(modelled)
        : Math.Clamp(IsNumbers ? Math.Exp(modelled) - 0.5 : modelled, Bounds.Low, Bounds.High);

    /// <summary>From the unit to the modelled scale; infinite beyond the limits, and at those of a rate.</summary>
    internal double ToModelled(double figure)
    {
        if (Modelled.Scale == SeriesScale.Logit) return figure <= 0 ? double.NegativeInfinity : figure >= 100 ? double.PositiveInfinity : Math.Log(figure / (100 - figure));
        return figure < Bounds.Low ? double.NegativeInfinity : figure > Bounds.High ? double.PositiveInfinity : IsNumbers ? Math.Log(figure + 0.5) : figure;
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Name}: {Observed} years from {FirstYear} to {LastYear}.",
        [new("year", "Year", Decimals: 0), new("value", "Figure", Unit, Unit is "%" or "ppt" ? 1 : null)],
        Figures.Select(f => (IReadOnlyList<Cell>)[f.Key, f.Value]));

    private static ImmutableSortedDictionary<int, double> FiguresOf(AnnualSeries series) =>
        series.Years.Zip(series.Values).Where(p => !double.IsNaN(p.Second)).ToImmutableSortedDictionary(p => p.First, p => p.Second);
}
