namespace Research;

/// <summary>Residuals and school effects of a cluster trial's models, centred and spread out to the estimated variances: shrunken effects alone vary too
/// little. Source: Carpenter, Goldstein and Rasbash (2003), Applied Statistics 52(4).</summary>
internal sealed class ReflatedResiduals
{
    private readonly (double[] Fixed, double[] Residual, double[] School) model, alone;

    private ReflatedResiduals((double[], double[], double[]) model, (double[], double[], double[]) alone) => (this.model, this.alone) = (model, alone);

    public static ReflatedResiduals Of(ClusterTrialAnalysis trial)
    {
        var model = trial.Rows.Model;
        return new(Parts(trial.Mixed), Parts(MixedModel.Fit($"{model.Outcome} ~ 1 + (1 | {model.SchoolName})", trial.Rows.Data)));
    }

    /// <summary>New outcomes for the rows drawn, of the model and of the intercept alone, from the same draw.</summary>
    public (double[] Model, double[] Alone) Draw(RandomStream stream, int[] rows, int[] groups)
    {
        int[] residual = new int[rows.Length], school = new int[model.School.Length];
        stream.Resample(residual, rows.Length);
        stream.Resample(school, school.Length);
        double[] Outcome((double[] Fixed, double[] Residual, double[] School) parts) =>
            [.. rows.Select((row, k) => parts.Fixed[row] + parts.Residual[residual[k]] + parts.School[school[groups[k]]])];
        return (Outcome(model), Outcome(alone));
    }

    private static (double[] Fixed, double[] Residual, double[] School) Parts(MixedModel fit)
    {
        string school = fit.Groups[0].Factor;
        return (fit.Rows.Numbers("fixed_only").ToArray(), Reflated(fit.Rows.Numbers("residual").ToArray(), fit.Sigma),
            Reflated([.. fit.RandomEffects(school).Of().Select(e => e.Estimate)], fit.VarianceComponents.StandardDeviation(school)));
    }

    private static double[] Reflated(double[] values, double sd)
    {
        double mean = values.Average(), spread = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length);
        return [.. values.Select(v => spread > 0 ? (v - mean) * sd / spread : 0)];
    }
}
