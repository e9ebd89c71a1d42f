namespace Research;

/// <summary>Draws of the outcome as fitted + residual, predictors kept.</summary>
internal sealed class ResidualScheme
{
    private readonly string outcome;
    private readonly double[] fitted, residuals;

    public ResidualScheme(Dataset data, Fit fit)
    {
        outcome = Formula.Parse(fit.Formula).Response?.Text ?? "";
        if (!data.Has(outcome) || data[outcome] is not NumberColumn)
            throw new DataError("residual bootstrap", $"the outcome '{outcome}'", "a numeric column", "Make a column of the expression first, and model that.");
        var rows = fit.Rows;
        int[] used = [.. rows.Numbers("row").ToArray().Select(r => (int)r - 1)];
        Data = data.Take(used);
        fitted = rows.Numbers("fitted").ToArray();
        residuals = rows.Numbers("residual").ToArray();
        if (rows.Has("leverage"))
        {
            double[] leverage = rows.Numbers("leverage").ToArray();
            // A row that fixes a coefficient alone has leverage 1 and residual 0.
            for (int i = 0; i < residuals.Length; i++)
                if (leverage[i] < 1 - 1e-9) residuals[i] /= Math.Sqrt(1 - leverage[i]);
        }
        double mean = residuals.Average();
        for (int i = 0; i < residuals.Length; i++) residuals[i] -= mean;
    }

    /// <summary>The rows the model used.</summary>
    public Dataset Data { get; }

    public Dataset Draw(RandomStream stream)
    {
        var values = new double[fitted.Length];
        for (int i = 0; i < values.Length; i++) values[i] = fitted[i] + residuals[stream.Below(residuals.Length)];
        return Data.With(new NumberColumn(outcome, values));
    }
}
