using System.Collections.Immutable;

namespace Research;

/// <summary>Whether a forecast counts the doubt about the variances.</summary>
public enum ForecastUncertainty
{
    /// <summary>Averaged over what the variances may be: intervals of short series are wide, as they should be.</summary>
    Full,

    /// <summary>At the fitted variances as if they were known. R: <c>predict</c> of StructTS and KFAS.</summary>
    PlugIn,
}

/// <summary>A structural time-series model: a local level or a local linear trend, by the Kalman filter with exact diffuse start.</summary>
public abstract record StructuralTrend : Fit
{
    private readonly FilterStep[] steps;
    private readonly VariancePosterior posterior;
    private readonly bool hasSlope;

    private protected StructuralTrend(AnnualSeries series, bool hasSlope, ObservationNoise noise, TrendVariances? variances)
    {
        int needed = hasSlope ? 4 : 3;
        if (series.Observed < needed)
            throw new DataError($"series {series.Name}", $"{series.Observed} years with a value", $"at least {needed} for a {(hasSlope ? "local linear trend" : "local level")}", "Give more years.");
        (Series, this.hasSlope) = (series, hasSlope);
        var likelihood = new TrendLikelihood(series, hasSlope, noise);
        if (variances is not null)
        {
            if (!variances.AreUsable || (!hasSlope && variances.Slope != 0))
                throw new DataError("variances", variances.ToString(), $"finite variances of at least 0{(hasSlope ? "" : ", that of the slope 0")}", "Give the three variances.");
            Variances = variances;
            LogLikelihood = likelihood.Sums(variances).LogLikelihood;
            // Variances that are given are known: nothing to average over.
            posterior = VariancePosterior.Known(variances);
            Convergence = new(true, 0, "variances given");
        }
        else
        {
            (Variances, LogLikelihood) = new VarianceSearch(likelihood).Maximise();
            int evaluations = likelihood.Evaluations;
            posterior = VariancePosterior.Of(likelihood, Variances);
            Convergence = new(true, evaluations, Describe(likelihood, evaluations));
        }
        IsEstimated = variances is null;
        Parameters = IsEstimated ? (hasSlope ? 2 : 1) + (likelihood.EstimatesIrregular ? 1 : 0) : 0;
        steps = new FilterStep[series.Values.Length];
        DiffuseSteps = TrendFilter.Run(TrendInput.Of(series, hasSlope), Variances, steps).DiffuseSteps;
    }

    /// <summary>The series.</summary>
    public AnnualSeries Series { get; }

    /// <summary>The variances: of greatest likelihood, or as given.</summary>
    public TrendVariances Variances { get; }

    /// <summary>The exact diffuse log-likelihood, with no constant for the diffuse steps. R: <c>KFAS::logLik</c>.</summary>
    public double LogLikelihood { get; }

    /// <summary>Years until the start was no longer diffuse: 1 for a level, 2 for a level and slope, gaps counted.</summary>
    public int DiffuseSteps { get; }

    /// <summary>True when the variances were estimated.</summary>
    public bool IsEstimated { get; }

    private int Parameters { get; }

    /// <summary>The state of each year given the values up to it, from the last diffuse step on.</summary>
    public ImmutableArray<TrendState> Filtered => [.. steps.Select((s, t) => new TrendState(Series.FirstYear + t, s.Filtered.Level, s.Filtered.P11, s.Filtered.Slope, s.Filtered.P22)).Skip(DiffuseSteps - 1)];

    /// <summary>The state of each year given all the values.</summary>
    public ImmutableArray<TrendState> Smoothed => [.. TrendSmoother.Run(steps).Select((s, t) => new TrendState(Series.FirstYear + t, s.Level, s.LevelVariance, s.Slope, s.SlopeVariance))];

    /// <inheritdoc/>
    public override string Formula => hasSlope ? $"{Series.Name} = level + noise; level moves by a slope that moves" : $"{Series.Name} = level + noise; level moves";

    /// <inheritdoc/>
    public override Sample Sample => new(Series.Observed, Series.Observed == Series.Values.Length ? [] : [new("years without a value", Series.Values.Length - Series.Observed)]);

    /// <inheritdoc/>
    public override Convergence Convergence { get; }

    /// <summary>Level and slope in the last year, on the modelled scale, at the fitted variances.</summary>
    public override ImmutableArray<Term> Terms
    {
        get
        {
            var last = steps[^1].Filtered;
            return hasSlope ? [TermOf("level", last.Level, last.P11), TermOf("slope", last.Slope, last.P22)] : [TermOf("level", last.Level, last.P11)];
        }
    }

    /// <inheritdoc/>
    public override ImmutableArray<Figure> Overview =>
    [
        new("level_variance", "variance of level", Variances.Level), new("slope_variance", "variance of slope", hasSlope ? Variances.Slope : double.NaN),
        new("irregular_variance", "variance of irregular", Variances.Irregular), new("log_lik", "log-likelihood", LogLikelihood),
        new("aic", "AIC", (2 * (Parameters + (hasSlope ? 2 : 1))) - (2 * LogLikelihood)),
    ];

    /// <summary>A row a year with a value: year, observed, fitted (smoothed level), residual, one-year-ahead prediction and its standardised error.</summary>
    public override Dataset Rows
    {
        get
        {
            var smoothed = Smoothed;
            var at = Enumerable.Range(0, steps.Length).Where(t => !double.IsNaN(Series.Values[t])).ToArray();
            double[] Column(Func<int, double> value) => [.. at.Select(value)];
            return new(
                new NumberColumn("row", Column(t => t + 1)), new NumberColumn("year", Column(t => Series.FirstYear + t)),
                new NumberColumn("observed", Column(t => Series.Values[t])), new NumberColumn("fitted", Column(t => smoothed[t].Level)),
                new NumberColumn("residual", Column(t => Series.Values[t] - smoothed[t].Level)),
                new NumberColumn("predicted", Column(t => steps[t].Predicted.IsDiffuse ? double.NaN : steps[t].Predicted.Level)),
                new NumberColumn("standardised_error", Column(t => steps[t].Predicted.IsDiffuse ? double.NaN : steps[t].Innovation / Math.Sqrt(steps[t].InnovationVariance))));
        }
    }

    /// <summary>Forecasts of the years after the last.</summary>
    /// <param name="years">How many.</param>
    /// <param name="level">Coverage of the intervals, 0 to 1.</param>
    /// <param name="uncertainty">Whether the doubt about the variances counts.</param>
    /// <param name="samplingVariance">Known sampling variance of a future value, modelled scale; null takes that of the last year with a value.</param>
    public SeriesForecast Forecast(int years, double level = 0.95, ForecastUncertainty uncertainty = ForecastUncertainty.Full, double? samplingVariance = null)
    {
        SeriesForecast.CheckYears(years);
        double known = samplingVariance ?? (Series.Variances.IsEmpty ? 0 : Series.Variances.Last(v => !double.IsNaN(v)));
        if (!(known >= 0 && double.IsFinite(known))) throw new DataError("forecast", $"a sampling variance of {known:G4}", "a finite number of at least 0", "Leave it out, or give one.");
        var nodes = uncertainty == ForecastUncertainty.PlugIn ? VariancePosterior.Known(Variances).Nodes : posterior.Nodes;
        var trend = Enumerable.Range(0, years).Select(_ => new PredictivePart[nodes.Length]).ToArray();
        var observation = trend.Select(t => new PredictivePart[nodes.Length]).ToArray();
        var input = TrendInput.Of(Series, hasSlope);
        for (int k = 0; k < nodes.Length; k++)
        {
            var (variances, weight, df) = nodes[k];
            TrendFilter.Run(input, variances, out _, out var state);
            for (int h = 0; h < years; h++, state = state.Ahead(variances.Level, variances.Slope))
            {
                trend[h][k] = new(weight, state.Level, Math.Sqrt(state.P11), df);
                observation[h][k] = new(weight, state.Level, Math.Sqrt(state.P11 + variances.Irregular + known), df);
            }
        }
        string method = uncertainty == ForecastUncertainty.Full && IsEstimated ? $"{Method}, averaged over the variances" : $"{Method}, at the fitted variances";
        return new(method, Series, trend.Select((t, h) => new ForecastPoint(Series.LastYear + 1 + h, new(t, Series.Scale), new(observation[h], Series.Scale))), level);
    }

    /// <summary>One possible future of the level: a path, so that years hang together. Variances are drawn anew each time.</summary>
    /// <param name="years">How many years after the last.</param>
    /// <param name="stream">Random numbers; fork one a path.</param>
    /// <returns>The level of each year, on the natural scale.</returns>
    public double[] DrawPath(int years, RandomStream stream)
    {
        SeriesForecast.CheckYears(years);
        double left = stream.Uniform();
        int k = 0;
        while (k < posterior.Nodes.Length - 1 && (left -= posterior.Nodes[k].Weight) >= 0) k++;
        var (variances, _, df) = posterior.Nodes[k];
        // A t is a normal whose scale is drawn once for the whole path.
        double scale = double.IsPositiveInfinity(df) ? 1 : Math.Sqrt(df / stream.ChiSquared(df));
        TrendFilter.Run(TrendInput.Of(Series, hasSlope), variances, out var state, out _);
        double sd = Math.Sqrt(state.P11), share = sd > 0 ? state.P12 / sd : 0;
        double z = stream.Normal(), level = state.Level + (scale * sd * z);
        double slope = state.Slope + (scale * ((share * z) + (Math.Sqrt(Math.Max(0, state.P22 - (share * share))) * stream.Normal())));
        var path = new double[years];
        for (int h = 0; h < years; h++)
        {
            level += slope + (scale * Math.Sqrt(variances.Level) * stream.Normal());
            if (variances.Slope > 0) slope += scale * Math.Sqrt(variances.Slope) * stream.Normal();
            path[h] = Series.ToNatural(level);
        }
        return path;
    }

    /// <inheritdoc/>
    public override Chart ToChart()
    {
        var smoothed = Smoothed;
        var seen = Enumerable.Range(0, steps.Length).Where(t => !double.IsNaN(Series.Values[t])).ToArray();
        return LineChart.Of($"{Series.Name}: values and smoothed level", "Year", Series.Name,
            new Line("Value", [.. seen.Select(t => (double)(Series.FirstYear + t))], [.. seen.Select(t => Series.ToNatural(Series.Values[t]))]),
            new Line("Level", [.. smoothed.Select(s => (double)s.Year)], [.. smoothed.Select(s => Series.ToNatural(s.Level))]));
    }

    /// <inheritdoc/>
    public override string Report() =>
        $"{Series.Name} ({Series.Observed} years, {Series.FirstYear} to {Series.LastYear}) was described by a {(hasSlope ? "local linear trend" : "local level")} model"
        + $"{(Series.Scale == SeriesScale.Logit ? " of the log odds" : "")}, fitted by the Kalman filter with exact diffuse initialisation (Durbin and Koopman 2012). "
        + (IsEstimated ? "Variances were estimated by maximum likelihood; " : "Variances were given; ")
        + (Series.Variances.IsEmpty ? "" : "the sampling variance of each year was taken as known; ")
        + "forecasts are averaged over the variances' posterior distribution unless said otherwise.";

    private static Term TermOf(string name, double estimate, double variance)
    {
        double se = Math.Sqrt(variance), z = estimate / se;
        return new(name, estimate, se, z, double.PositiveInfinity, StandardNormal.TwoSided(z), new(estimate - (StandardNormal.Z95 * se), estimate + (StandardNormal.Z95 * se)));
    }

    private string Describe(TrendLikelihood likelihood, int evaluations)
    {
        string[] zero = [.. new[] { ("level", Variances.Level, true), ("slope", Variances.Slope, hasSlope), ("irregular", Variances.Irregular, likelihood.EstimatesIrregular) }
            .Where(v => v.Item3 && v.Item2 == 0).Select(v => v.Item1)];
        return $"converged in {evaluations} evaluations" + (zero.Length == 0 ? "" : $", variance of {string.Join(" and ", zero)} on its boundary, 0");
    }
}
