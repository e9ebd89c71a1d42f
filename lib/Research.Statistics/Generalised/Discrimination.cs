namespace Research;

/// <summary>How well predicted shares tell two outcomes apart: the area under the ROC curve, with DeLong's error (DeLong, DeLong and Clarke-Pearson 1988).
/// R: <c>pROC::auc</c>, <c>pROC::ci.auc</c>.</summary>
public sealed record Discrimination : Result
{
    private readonly double[] positive, negative;

    private Discrimination(double[] positive, double[] negative, double area, double error) => (this.positive, this.negative, Area, StandardError) = (positive, negative, area, error);

    /// <summary>The chance that a row with the outcome is predicted higher than one without, ties half.</summary>
    public double Area { get; }

    /// <summary>DeLong's standard error.</summary>
    public double StandardError { get; }

    /// <summary>95% interval, within [0, 1].</summary>
    public Interval Interval => new(Math.Max(0, Area - StandardNormal.Z95 * StandardError), Math.Min(1, Area + StandardNormal.Z95 * StandardError));

    /// <summary>Discrimination of predictions for outcomes 0 and 1.</summary>
    public static Discrimination Of(IReadOnlyList<double> outcomes, IReadOnlyList<double> predictions)
    {
        double[] positive = [.. predictions.Where((_, i) => outcomes[i] == 1)], negative = [.. predictions.Where((_, i) => outcomes[i] == 0)];
        if (positive.Length + negative.Length != outcomes.Count) throw new DataError("area under the curve", "outcomes other than 0 and 1", "0 and 1", "Grouped data have no single rows to rank.");
        if (positive.Length == 0 || negative.Length == 0) throw new DataError("area under the curve", "one outcome only", "rows with and without the outcome", "Nothing can be told apart here.");
        double[] all = Ranks.Of([.. positive, .. negative]), own = Ranks.Of(positive), other = Ranks.Of(negative);
        double m = positive.Length, n = negative.Length;
        // Placements: the share of the other outcome each row is above (DeLong's structural components by ranks, Sun and Xu 2014).
        double[] above = [.. own.Select((r, i) => (all[i] - r) / n)], below = [.. other.Select((r, j) => 1 - (all[positive.Length + j] - r) / m)];
        double variance = OutcomeGroup.Of("with", above).Variance / m + OutcomeGroup.Of("without", below).Variance / n;
        return new(positive, negative, above.Average(), Math.Sqrt(variance));
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Area under the ROC curve: {positive.Length} with and {negative.Length} without the outcome",
        [new("auc", "Area"), new("std_error", "Standard error (DeLong)"), new("conf_low", "Low"), new("conf_high", "High")], [[Area, StandardError, Interval.Low, Interval.High]]);

    /// <summary>The ROC curve.</summary>
    public override Chart? ToChart()
    {
        double[] cuts = [.. positive.Concat(negative).Distinct().OrderDescending()];
        double[] with = [.. positive.Order()], without = [.. negative.Order()];
        double Share(double[] sorted, double cut) => (sorted.Length - First(sorted, cut)) / (double)sorted.Length;
        var step = Math.Max(1, cuts.Length / 400);
        double[] used = [.. cuts.Where((_, i) => i % step == 0 || i == cuts.Length - 1)];
        return LineChart.Of($"ROC curve, area {Rounding.Text(Area, 3)} {Interval.Text(3)}", "False positive share", "True positive share",
            new Line("Model", [0, .. used.Select(c => Share(without, c))], [0, .. used.Select(c => Share(with, c))]), new Line("Chance", [0, 1], [0, 1]));
    }

    private static int First(double[] sorted, double value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] < value) low = middle + 1; else high = middle;
        }
        return low;
    }
}
