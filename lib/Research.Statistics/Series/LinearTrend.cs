using System.Collections.Immutable;

namespace Research;

/// <summary>A straight line through a series by ordinary least squares, with the checks a trend in time asks for. Years without a value are left
/// out; its neighbours then count as neighbours, as in R.</summary>
/// <remarks>R: <c>lm(y ~ year)</c>, <c>predict(interval = "prediction")</c>.</remarks>
public sealed partial record LinearTrend : Fit
{
    private readonly StraightLine line;
    private readonly double[] years, values;

    private LinearTrend(AnnualSeries series)
    {
        if (series.Observed < 3) throw new DataError($"series {series.Name}", $"{series.Observed} years with a value", "at least 3 for a straight line", "Give more years.");
        Series = series;
        var seen = series.Years.Zip(series.Values).Where(p => !double.IsNaN(p.Second)).ToArray();
        years = [.. seen.Select(p => (double)p.First)];
        values = [.. seen.Select(p => p.Second)];
        line = StraightLine.Fit(years, values);
    }

    /// <summary>The series.</summary>
    public AnnualSeries Series { get; }

    /// <summary>Yearly change, in units of the series.</summary>
    public double Slope => line.Slope;

    /// <summary>Residual standard deviation, with n − 2 degrees of freedom.</summary>
    public double Sigma => Math.Sqrt(line.ResidualVariance);

    /// <summary>Share of the variance explained; not a number for a constant series.</summary>
    public double RSquared => 1 - (line.SumOfSquares / line.TotalSumOfSquares);

    /// <summary>n − 2.</summary>
    public double ResidualDegreesOfFreedom => years.Length - 2;

    /// <inheritdoc/>
    public override string Method => "Straight line by ordinary least squares";

    /// <inheritdoc/>
    public override string Formula => $"{Series.Name} ~ year";

    /// <inheritdoc/>
    public override Sample Sample => new(years.Length, years.Length == Series.Values.Length ? [] : [new("years without a value", Series.Values.Length - years.Length)]);

    /// <inheritdoc/>
    public override Convergence Convergence => Convergence.ClosedForm;

    /// <inheritdoc/>
    public override ImmutableArray<Term> Terms =>
    [
        TermOf("(Intercept)", line.Intercept, Math.Sqrt(line.ResidualVariance * line.Leverage(0))),
        TermOf("year", line.Slope, Math.Sqrt(line.ResidualVariance / line.Sxx)),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<Figure> Overview =>
    [
        new("sigma", "residual standard deviation", Sigma), new("r_squared", "R²", RSquared), new("durbin_watson", "Durbin-Watson", DurbinWatson),
        new("lag1_autocorrelation", "autocorrelation of residuals", Lag1Autocorrelation), new("theil_sen_slope", "Theil-Sen slope", TheilSenSlope),
    ];

    /// <inheritdoc/>
    public override Dataset Rows => new(
        new NumberColumn("row", [.. years.Select(y => y - Series.FirstYear + 1)]), new NumberColumn("year", years), new NumberColumn("observed", values),
        new NumberColumn("fitted", [.. years.Select(line.At)]), new NumberColumn("residual", line.Residuals));

    /// <summary>Fits by least squares.</summary>
    /// <param name="series">At least three years with a value.</param>
    public static LinearTrend Fit(AnnualSeries series) => new(series);

    /// <summary>Forecasts of the years after the last: Student t with n − 2 degrees of freedom.</summary>
    /// <param name="years">How many.</param>
    /// <param name="level">Coverage of the intervals, 0 to 1.</param>
    public SeriesForecast Forecast(int years, double level = 0.95) => new(Method, Series,
        Enumerable.Range(Series.LastYear + 1, SeriesForecast.CheckYears(years)).Select(year =>
        {
            double variance = line.ResidualVariance, leverage = line.Leverage(year);
            PredictiveDistribution Around(double of) => new([new(1, line.At(year), Math.Sqrt(of), ResidualDegreesOfFreedom)], Series.Scale);
            return new ForecastPoint(year, Around(variance * leverage), Around(variance * (1 + leverage)));
        }), level);

    /// <inheritdoc/>
    public override Chart ToChart() => LineChart.Of($"{Series.Name}: values and straight line", "Year", Series.Name,
        new Line("Value", [.. years], [.. values.Select(Series.ToNatural)]), new Line("Line", [.. years], [.. years.Select(y => Series.ToNatural(line.At(y)))]));

    /// <inheritdoc/>
    public override string Report() =>
        $"A straight line was fitted to {Series.Name} ({years.Length} years, {Series.FirstYear} to {Series.LastYear}) by ordinary least squares; forecasts use Student's t with {years.Length - 2} degrees of freedom. "
        + "Independence of years was checked by the Durbin-Watson statistic (Durbin and Watson 1951).";

    private Term TermOf(string name, double estimate, double se)
    {
        var t = new StudentTDistribution(ResidualDegreesOfFreedom);
        double half = t.ForLevel(0.95) * se;
        return new(name, estimate, se, estimate / se, ResidualDegreesOfFreedom, t.TwoSided(estimate / se), new(estimate - half, estimate + half));
    }
}
