namespace Research;

/// <summary>Residuals and school effects of a trial's models, centred and spread out to the estimated variances: shrunken effects alone vary too little.</summary>
/// <remarks>School effects are vectors, level and effect of each arm, where effects vary between schools: drawn together, and turned by Σ^½ S^−½ so that their covariance S becomes the estimated Σ. Where Σ is singular (a variance of zero,
/// a correlation of one) they stay in its range. A cluster trial's intercept-only model is drawn beside, with the same draw, as eefAnalytics does; a multisite trial's models are all fitted to the one outcome drawn from the full model.
/// Source: Carpenter, Goldstein and Rasbash (2003), Applied Statistics 52(4).</remarks>
internal sealed class ReflatedResiduals
{
    private const double Singular = 1e-10;
    private readonly Parts model;
    private readonly Parts? alone;
    private readonly int[] arms;

    private ReflatedResiduals(Parts model, Parts? alone, int[] arms) => (this.model, this.alone, this.arms) = (model, alone, arms);

    public static ReflatedResiduals Of(TrialAnalysis trial)
    {
        var model = trial.Rows.Model;
        return trial switch
        {
            ClusterTrialAnalysis cluster => new(Parts.Of(cluster.Mixed), Parts.Of(MixedModel.Fit($"{model.Outcome} ~ 1 + (1 | {model.SchoolName})", trial.Rows.Data)), []),
            MultisiteTrialAnalysis multisite => new(Parts.Of(multisite.Mixed), null, trial.Rows.Arm.Codes.ToArray()),
            _ => throw new ArgumentOutOfRangeException(nameof(trial)),
        };
    }

    /// <summary>New outcomes for the rows drawn, of the model and of the intercept alone, from the same draw.</summary>
    public (double[] Model, double[] Alone) Draw(RandomStream stream, int[] rows, int[] groups)
    {
        int[] residual = new int[rows.Length], school = new int[model.School.Length];
        stream.Resample(residual, rows.Length);
        stream.Resample(school, school.Length);
        double[] drawn = Outcome(model);
        return (drawn, alone is null ? drawn : Outcome(alone));

        double[] Outcome(Parts parts) => [.. rows.Select((row, k) => parts.Fixed[row] + parts.Residual[residual[k]] + Effect(parts.School[school[groups[k]]], row))];
    }

    private double Effect(double[] school, int row) => school.Length > 1 && arms[row] > 0 ? school[0] + school[arms[row]] : school[0];

    private sealed record Parts(double[] Fixed, double[] Residual, double[][] School)
    {
        public static Parts Of(MixedModel fit)
        {
            var block = fit.Estimate.Design.Blocks[0];
            double[,] covariance = VarianceComponents.Covariance(block, fit.Estimate.Solution.Relative[0], fit.Sigma);
            double[][] schools = [.. fit.RandomEffects(block.Factor).Effects.Select(e => e.Estimate).Chunk(block.Size)], residuals = [.. fit.Rows.Numbers("residual").ToArray().Select(r => (double[])[r])];
            return new(fit.Rows.Numbers("fixed_only").ToArray(), [.. Reflated(residuals, new double[,] { { fit.Sigma * fit.Sigma } }).Select(r => r[0])], Reflated(schools, covariance));
        }

        private static double[][] Reflated(double[][] values, double[,] covariance)
        {
            int size = values[0].Length;
            double[] means = [.. Enumerable.Range(0, size).Select(j => values.Average(v => v[j]))];
            double[][] centred = [.. values.Select(v => v.Select((x, j) => x - means[j]).ToArray())];
            var found = new double[size, size];
            for (int i = 0; i < size; i++)
                for (int j = 0; j < size; j++) found[i, j] = centred.Sum(v => v[i] * v[j]) / values.Length;
            var eigen = SymmetricEigen.Of(found);
            double[,] whiten = eigen.Apply(v => v > Singular * eigen.Values.Max() && v > 0 ? 1 / Math.Sqrt(v) : 0), spread = SymmetricEigen.Of(covariance).Apply(v => v > 0 ? Math.Sqrt(v) : 0);
            return [.. centred.Select(v => spread.Times(whiten.Times(v)))];
        }
    }
}
