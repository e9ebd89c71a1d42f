using System.Collections.Immutable;

namespace Research;

/// <summary>What the figures of the years after a series' last may be: the figure that will be published, the noise of its cohort included, in the
/// unit of the series.</summary>
public sealed record TrajectoryForecast : Result
{
    private readonly ImmutableArray<PredictiveDistribution> distributions;

    internal TrajectoryForecast(TrajectorySeries series, (TrajectoryMethod Method, int FirstYear) made, FuturePaths paths)
    {
        (Series, Method, Paths) = (series, made.Method, paths);
        Years = [.. Enumerable.Range(made.FirstYear, paths.Years)];
        distributions = [.. Enumerable.Range(0, paths.Years).Select(h => paths.At(h, SeriesScale.Identity))];
        if (series.IsNumbers) Numbers = [.. distributions.Select(d => new WholeNumberDistribution([], (1, d)))];
    }

    /// <summary>The series up to where the forecast begins.</summary>
    public TrajectorySeries Series { get; }

    /// <summary>How it was made.</summary>
    public TrajectoryMethod Method { get; }

    /// <summary>The years forecast.</summary>
    public ImmutableArray<int> Years { get; }

    internal FuturePaths Paths { get; }

    // What a count may be, a distribution over whole numbers a year; null for other figures.
    internal ImmutableArray<WholeNumberDistribution>? Numbers { get; init; }

    /// <summary>The middle of the distribution.</summary>
    /// <param name="year">A year forecast.</param>
    public double Median(int year) => Quantile(year, 0.5);

    /// <summary>The figure below which the given share of the probability lies.</summary>
    /// <param name="year">A year forecast.</param>
    /// <param name="probability">Between 0 and 1.</param>
    public double Quantile(int year, double probability) => Numbers is { } numbers ? numbers[IndexOf(year)].Quantile(probability) : Series.ToFigure(At(year).Quantile(probability));

    /// <summary>The central interval.</summary>
    /// <param name="year">A year forecast.</param>
    /// <param name="level">Coverage meant, 0 to 1.</param>
    public Interval Interval(int year, double level = 0.9) => new(Quantile(year, (1 - level) / 2), Quantile(year, (1 + level) / 2), level);

    /// <summary>Probability that the figure is on the right side of a threshold.</summary>
    /// <param name="year">A year forecast.</param>
    /// <param name="threshold">In the unit of the series.</param>
    /// <param name="direction">Which side is right.</param>
    public double Probability(int year, double threshold, Direction direction = Direction.AtLeast)
    {
        if (Numbers is { } numbers) return direction == Direction.AtLeast ? 1 - numbers[IndexOf(year)].Lower(Math.Ceiling(threshold - 1e-9) - 1) : numbers[IndexOf(year)].Lower(Math.Floor(threshold + 1e-9));
        // The limits themselves count as reached: a rate of 100% or more is one of 100%.
        double x = Series.ToModelled(threshold);
        return direction == Direction.AtLeast
            ? threshold <= Series.Bounds.Low ? 1 : At(year).Above(x)
            : threshold >= Series.Bounds.High ? 1 : At(year).Below(x);
    }

    /// <summary>Draws of one year's figure.</summary>
    /// <param name="year">A year forecast.</param>
    /// <param name="seed">Named in the methods section.</param>
    /// <param name="count">How many.</param>
    public double[] Draws(int year, long seed, int count)
    {
        int at = IndexOf(year);
        double[,] paths = DrawPaths(seed, count);
        return [.. Enumerable.Range(0, count).Select(k => paths[k, at])];
    }

    /// <summary>Draws of whole futures, [draw, year]: the years of one draw hang together.</summary>
    /// <param name="seed">Named in the methods section.</param>
    /// <param name="count">How many.</param>
    public double[,] DrawPaths(long seed, int count)
    {
        var stream = RandomStream.FromSeed(seed);
        return Figures(FuturePaths.DrawCommon(Paths.Common, stream.Fork("common"), count), Paths.DrawOwn(stream.Fork(Series.Name), count));
    }

    /// <summary>Continuous ranked probability score of a figure that came, in the unit of the series: less is better; of a certain forecast it is
    /// the absolute error.</summary>
    /// <remarks>∫ (F(x) − 1{x ≥ y})² dx. Source: Gneiting and Raftery (2007), JASA 102, 359-378. R: <c>scoringRules::crps</c>.</remarks>
    /// <param name="year">A year forecast.</param>
    /// <param name="figure">The figure that came.</param>
    public double Crps(int year, double figure)
    {
        const int Steps = 240;
        if (Numbers is { } numbers) return numbers[IndexOf(year)].RankedScore(figure);
        var distribution = At(year);
        // The tails beyond the outermost quantiles weigh less than a ten-thousandth of the spread.
        double low = distribution.Quantile(0.0005), high = distribution.Quantile(0.9995), y = Series.ToModelled(figure);
        if (double.IsFinite(y)) (low, high) = (Math.Min(low, y), Math.Max(high, y));
        double sum = 0, before = Series.ToFigure(low), previous = distribution.Below(low);
        for (int i = 1; i <= Steps; i++)
        {
            double x = low + ((high - low) * i / Steps), at = Series.ToFigure(x), below = distribution.Below(x);
            // A step that the figure divides is scored on both sides of it.
            double share = at <= before ? 1 : Math.Clamp((figure - before) / (at - before), 0, 1), middle = previous + ((below - previous) * share);
            sum += (at - before) * ((share * Square(previous, middle)) + ((1 - share) * Square(1 - middle, 1 - below)));
            (before, previous) = (at, below);
        }
        return sum;
    }

    /// <summary>Probability of the figure as printed to a tenth.</summary>
    internal double Mass(int year, double figure)
    {
        if (Numbers is { } numbers) return Math.Max(1e-12, numbers[IndexOf(year)].Mass(Math.Round(figure)));
        double half = Series.IsNumbers ? 0.5 : Series.Unit is "%" or "ppt" ? 0.05 : 0.002 * Math.Max(Math.Abs(figure), Series.Scale);
        var distribution = At(year);
        return Math.Max(1e-12, distribution.Below(Series.ToModelled(figure + half)) - distribution.Below(Series.ToModelled(figure - half)));
    }

    internal TrajectoryForecast By(TrajectoryMethod method, FuturePaths paths) => new(Series, (method, Years[0]), paths);

    internal PredictiveDistribution At(int year) => distributions[IndexOf(year)];

    internal double[,] Figures(double[,] common, double[,] own)
    {
        var figures = new double[own.GetLength(0), Years.Length];
        for (int k = 0; k < figures.GetLength(0); k++)
            for (int h = 0; h < Years.Length; h++) figures[k, h] = Figure(h, common[k, h] + own[k, h]);
        return figures;
    }

    // A count stands where its path does among all paths: the years, and series of one panel, hang together as the paths do.
    private double Figure(int at, double modelled) => Numbers is { } numbers ? numbers[at].Quantile(Math.Clamp(distributions[at].Below(modelled), 1e-9, 1 - 1e-9)) : Series.ToFigure(modelled);

    internal int IndexOf(int year) => Years.IndexOf(year) is >= 0 and var at
        ? at
        : throw new DataError("forecast", $"{year}", $"a year from {Years[0]} to {Years[^1]}", "Forecast further, or ask for another year.");

    // Mean of the square of a function that runs straight from a to b.
    private static double Square(double a, double b) => ((a * a) + (a * b) + (b * b)) / 3;

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Method.Title()}: {Series.Name}, {Series.Observed} years to {Series.LastYear}.",
        [new("year", "Year", Decimals: 0), new("median", "Median", Series.Unit, 1), new("low_50", "50% low", Series.Unit, 1), new("high_50", "50% high", Series.Unit, 1), new("low_90", "90% low", Series.Unit, 1), new("high_90", "90% high", Series.Unit, 1)],
        Years.Select(y => (IReadOnlyList<Cell>)[y, Median(y), Interval(y, 0.5).Low, Interval(y, 0.5).High, Interval(y).Low, Interval(y).High]),
        ["Intervals are of the figure that will be published, the chance in its cohort included."]);

    /// <inheritdoc/>
    public override Chart ToChart() => TrajectoryChart.Of(this);
}
