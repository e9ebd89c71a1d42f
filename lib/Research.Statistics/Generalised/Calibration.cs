using System.Collections.Immutable;

namespace Research;

/// <summary>A group of rows of like predictions.</summary>
/// <param name="From">Lower end of the predictions, not included but in the first group.</param>
/// <param name="To">Upper end, included.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Observed">How many had the outcome.</param>
/// <param name="Expected">How many were predicted to.</param>
public sealed record CalibrationGroup(double From, double To, int Rows, double Observed, double Expected);

/// <summary>Whether predicted shares come true: Brier score, log loss, calibration slope and intercept, the test of Hosmer and Lemeshow (1980).
/// R: <c>ResourceSelection::hoslem.test</c>, <c>rms::val.prob</c>.</summary>
public sealed record Calibration : Result
{
    private readonly double[] outcomes, predictions;

    private Calibration(double[] outcomes, double[] predictions, ImmutableArray<CalibrationGroup> groups) => (this.outcomes, this.predictions, Groups) = (outcomes, predictions, groups);

    /// <summary>Groups between quantiles of the predictions; equal quantiles fall together.</summary>
    public ImmutableArray<CalibrationGroup> Groups { get; }

    /// <summary>Mean squared difference of outcome and prediction.</summary>
    public double Brier => outcomes.Select((y, i) => (y - predictions[i]) * (y - predictions[i])).Average();

    /// <summary>Mean of −ln of the probability given to what happened.</summary>
    public double LogLoss => -outcomes.Select((y, i) => Math.Log(y == 1 ? predictions[i] : 1 - predictions[i])).Average();

    /// <summary>Σ (O − E)²/E over groups and both outcomes.</summary>
    public double HosmerLemeshow => Groups.Sum(g => (g.Observed - g.Expected) * (g.Observed - g.Expected) / g.Expected
        + (g.Observed - g.Expected) * (g.Observed - g.Expected) / (g.Rows - g.Expected));

    /// <summary>Groups − 2.</summary>
    public double DegreesOfFreedom => Groups.Length - 2;

    /// <summary>p-value of the Hosmer–Lemeshow test.</summary>
    public double PValue => new ChiSquaredDistribution(DegreesOfFreedom).Upper(HosmerLemeshow);

    /// <summary>Slope of the outcome on the logit of the prediction: 1 for a model on its own data, below 1 when it was too sure.</summary>
    public double Slope => LogisticModel.Fit("y ~ logit", LogitData())["logit"].Estimate;

    /// <summary>Intercept when the logit of the prediction has slope 1: 0 when the overall share comes true.</summary>
    public double Intercept => LogisticModel.Fit("y ~ 1 + offset(logit)", LogitData())["(Intercept)"].Estimate;

    /// <summary>Calibration of predictions for outcomes 0 and 1.</summary>
    /// <param name="outcomes">Outcomes, 0 or 1.</param>
    /// <param name="predictions">Predicted shares.</param>
    /// <param name="groups">Number of groups.</param>
    public static Calibration Of(IReadOnlyList<double> outcomes, IReadOnlyList<double> predictions, int groups = 10)
    {
        double[] y = [.. outcomes], p = [.. predictions], sorted = [.. p.Order()];
        if (y.Length == 0 || Array.Exists(y, v => v is not (0 or 1))) throw new DataError("calibration", "outcomes other than 0 and 1", "0 and 1", "Grouped data need single rows.");
        double[] cuts = [.. Enumerable.Range(0, groups + 1).Select(k => Quantile(sorted, (double)k / groups)).Distinct()];
        var found = ImmutableArray.CreateBuilder<CalibrationGroup>();
        for (int g = 1; g < cuts.Length; g++)
        {
            int[] rows = [.. Enumerable.Range(0, p.Length).Where(i => (p[i] > cuts[g - 1] || (g == 1 && p[i] == cuts[0])) && p[i] <= cuts[g])];
            found.Add(new(cuts[g - 1], cuts[g], rows.Length, rows.Sum(i => y[i]), rows.Sum(i => p[i])));
        }
        return new(y, p, found.ToImmutable());
    }

    /// <inheritdoc/>
    public override Table ToTable() => new(
        $"Calibration of {outcomes.Length} predictions: Hosmer–Lemeshow χ² = {Cell.Of(HosmerLemeshow).Show(null)} on {DegreesOfFreedom:G} df, p = {Cell.Of(PValue).Show(null)}; Brier score {Cell.Of(Brier).Show(null)}",
        [new("from", "From"), new("to", "To"), new("rows", "Rows"), new("observed", "Observed"), new("expected", "Expected")],
        Groups.Select(g => (IReadOnlyList<Cell>)[g.From, g.To, g.Rows, g.Observed, g.Expected]));

    /// <summary>Observed against predicted shares by group.</summary>
    public override Chart? ToChart() => LineChart.Of("Calibration: observed by predicted share", "Predicted share", "Observed share",
        new Line("Groups", [.. Groups.Select(g => g.Expected / g.Rows)], [.. Groups.Select(g => g.Observed / g.Rows)]), new Line("Perfect", [0, 1], [0, 1]));

    private Dataset LogitData() => new(new NumberColumn("y", outcomes), new NumberColumn("logit", [.. predictions.Select(p => Math.Log(p / (1 - p)))]));

    // R's type 7.
    private static double Quantile(double[] sorted, double share)
    {
        double at = share * (sorted.Length - 1);
        int low = (int)Math.Floor(at + 4 * 2.2e-16);
        double rest = at - low;
        return Math.Abs(rest) < 1e-12 || low + 1 >= sorted.Length ? sorted[Math.Min(low, sorted.Length - 1)] : sorted[low] + rest * (sorted[low + 1] - sorted[low]);
    }
}
