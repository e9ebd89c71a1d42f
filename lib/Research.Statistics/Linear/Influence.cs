namespace Research;

/// <summary>What single rows do to a linear model: leverage, studentised residual, Cook's distance.</summary>
/// <remarks>h = diag W^½X(XᵀWX)⁻¹XᵀW^½; r* = √w e / (σ₍ᵢ₎√(1 − h)) with σ₍ᵢ₎ estimated without the row; D = r² h / (p(1 − h)), r = √w e/(σ√(1 − h)).
/// Source: Cook and Weisberg (1982), Residuals and Influence in Regression. R: <c>hatvalues</c>, <c>rstudent</c>, <c>cooks.distance</c>.</remarks>
internal static class Influence
{
    public static Dataset Rows(LinearModel model)
    {
        var fit = model.Solution;
        double[] h = new WhitenedFit(fit, fit.Residuals).Leverages, fitted = model.Fitted();
        model.Absorbed?.AddLeverages(h, fit.Weights);
        int n = fit.Rows;
        double df = model.ResidualDegreesOfFreedom, p = fit.Rows - df, scale = fit.OutcomeScale, rss = 0;
        double[] studentised = new double[n], cooks = new double[n], number = new double[n], weighted = new double[n];
        for (int i = 0; i < n; i++)
        {
            weighted[i] = fit.Residuals[i] * scale * (fit.Weights is null ? 1 : Math.Sqrt(fit.Weights[i]));
            rss += weighted[i] * weighted[i];
        }
        for (int i = 0; i < n; i++)
        {
            double rest = 1 - h[i], e = weighted[i];
            // A row the model fits whatever its value has no residual to judge it by.
            bool free = rest > 1e-10;
            studentised[i] = free ? e / Math.Sqrt((rss - (e * e / rest)) / (df - 1) * rest) : double.NaN;
            cooks[i] = free ? e * e * h[i] / (rest * rest * p * (rss / df)) : double.NaN;
            number[i] = model.Matrix.Frame.KeptRows[i] + 1;
        }
        return new(new NumberColumn("row", number), new NumberColumn("observed", model.Matrix.Frame.Response!.Values), new NumberColumn("fitted", fitted),
            new NumberColumn("residual", fit.Residuals), new NumberColumn("leverage", h), new NumberColumn("studentised", studentised), new NumberColumn("cooks_distance", cooks));
    }
}
