namespace Research;

/// <summary>What an interval around a prediction is for.</summary>
public enum PredictionInterval
{
    /// <summary>The mean of all rows with these predictors. R: <c>predict(interval = "confidence")</c>.</summary>
    Mean,

    /// <summary>One new row; residuals taken as normal with the model's sigma. R: <c>predict(interval = "prediction")</c>.</summary>
    NewRow,
}

/// <summary>Predictions with intervals, in the order of the data; a row without its predictors is missing.</summary>
public sealed record Predictions : Result
{
    internal Predictions(string formula, PredictionInterval kind, Dataset rows, double level) => (Formula, Kind, Rows, Level) = (formula, kind, rows, level);

    /// <summary>The model.</summary>
    public string Formula { get; }

    /// <summary>What the intervals are for.</summary>
    public PredictionInterval Kind { get; }

    /// <summary>Columns row, fitted, std_error (of the mean), conf_low, conf_high.</summary>
    public Dataset Rows { get; }

    /// <summary>Level of the intervals.</summary>
    public double Level { get; }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Predictions by {Formula}, {Rounding.Text(100 * Level, 0)}% intervals for {(Kind == PredictionInterval.Mean ? "the mean" : "a new row")}: {Rows.Count} rows",
        [new("row", "Row", "", 0), new("fitted", "Fitted"), new("std_error", "Standard error"), new("conf_low", "Low"), new("conf_high", "High")],
        Enumerable.Range(0, Rows.Count).Select(i => (IReadOnlyList<Cell>)[.. Rows.Columns.Select(c => Cell.Of(((NumberColumn)c).Values[i]))]));
}

public sealed partial record LinearModel
{
    /// <summary>Predictions for other data, with the model's own errors. Absorbed effects cannot be predicted for.</summary>
    /// <param name="data">The data; a missing predictor gives a missing prediction.</param>
    /// <param name="interval">What the intervals are for.</param>
    public Predictions Predict(Dataset data, PredictionInterval interval = PredictionInterval.Mean)
    {
        if (absorbed is not null) throw new DataError("prediction", "absorbed effects", "all terms in the formula", "Write the effects as factor() in the formula.");
        int n = data.Count;
        double[] x = matrix.For(data), offset = OffsetOf(data);
        double[] fitted = new double[n], error = new double[n], low = new double[n], high = new double[n], row = new double[n];
        double variance = Summary.Sigma * Summary.Sigma;
        var contrast = new double[Rank];
        for (int i = 0; i < n; i++)
        {
            row[i] = i + 1;
            for (int k = 0; k < Rank; k++) contrast[k] = x[(solution.Kept[k] * n) + i];
            if (Array.Exists(contrast, double.IsNaN) || double.IsNaN(offset[i]))
            {
                fitted[i] = error[i] = low[i] = high[i] = double.NaN;
                continue;
            }
            var term = TermOf("", contrast);
            (fitted[i], error[i]) = (term.Estimate + offset[i], term.StandardError);
            double half = term.Interval.Width / 2;
            // One more row brings its own residual.
            if (interval == PredictionInterval.NewRow) half *= Math.Sqrt(1 + (variance / (error[i] * error[i])));
            (low[i], high[i]) = (fitted[i] - half, fitted[i] + half);
        }
        return new(Formula, interval, new(new NumberColumn("row", row), new NumberColumn("fitted", fitted), new NumberColumn("std_error", error),
            new NumberColumn("conf_low", low), new NumberColumn("conf_high", high)), options.Level);
    }

    private double[] OffsetOf(Dataset data)
    {
        var sum = new double[data.Count];
        var evaluation = new FormulaEvaluation(Formula, data);
        foreach (var part in matrix.Terms.Offsets)
        {
            double[] values = evaluation.Numbers(part);
            for (int i = 0; i < sum.Length; i++) sum[i] += values[i];
        }
        return sum;
    }
}
