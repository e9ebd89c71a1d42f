namespace Research;

/// <summary>What a meta-analysis says of each study: fitted, residual, leverage, weight, and the study's own effect shrunk towards the model.</summary>
/// <remarks>BLUP: λyᵢ + (1 − λ)xᵢᵀβ, λ = τ²/(τ² + vᵢ), variance λvᵢ + (1 − λ)² xᵢᵀVxᵢ (Raudenbush and Bryk 1985). Standardised residual: e/√((vᵢ + τ²)(1 − h)).
/// R: <c>blup</c>, <c>rstandard</c>, <c>hatvalues</c>, <c>weights</c>.</remarks>
internal static class StudyRows
{
    public static Dataset Of(PooledEffects pooled, ModelFrame frame)
    {
        var (design, solution, tau) = (pooled.Design, pooled.Solution, pooled.TauSquared);
        int k = design.Count;
        double[] standardised = new double[k], weights = new double[k], blup = new double[k], error = new double[k], number = new double[k];
        double total = solution.Weights.Sum();
        for (int i = 0; i < k; i++)
        {
            double rest = 1 - solution.Leverages[i], share = tau / (tau + design.V[i]);
            standardised[i] = rest > 1e-10 ? solution.Residuals[i] / Math.Sqrt((design.V[i] + tau) * rest) : double.NaN;
            weights[i] = 100 * solution.Weights[i] / total;
            blup[i] = (share * design.Y[i]) + ((1 - share) * solution.Fitted[i]);
            error[i] = Math.Sqrt((share * design.V[i]) + ((1 - share) * (1 - share) * pooled.Scale * solution.VarianceAt(design.Row(i))));
            number[i] = frame.KeptRows[i] + 1;
        }
        return new(new NumberColumn("row", number), new NumberColumn("observed", design.Y), new NumberColumn("variance", design.V), new NumberColumn("fitted", solution.Fitted),
            new NumberColumn("residual", solution.Residuals), new NumberColumn("leverage", solution.Leverages), new NumberColumn("standardised", standardised),
            new NumberColumn("weight_percent", weights), new NumberColumn("blup", blup), new NumberColumn("blup_std_error", error));
    }
}
