namespace Research;

public sealed partial record MixedModel
{
    /// <summary>The deviance (ML or REML, as fitted) at variances found elsewhere, coefficients at their best for these. Above <see cref="Deviance"/>:
    /// those variances are a worse fit to the data than the ones found here.</summary>
    /// <param name="components">A value for each of <see cref="VarianceComponents"/>, the residual included: those records <c>with</c> other values.</param>
    /// <exception cref="DataError">A component is lacking, or a term's variances and covariances are no covariance matrix.</exception>
    /// <remarks>Variances are profiled relative to the residual one. R: <c>lmer(..., devFunOnly = TRUE)(theta)</c>.</remarks>
    public double DevianceAt(IReadOnlyCollection<VarianceComponent> components)
    {
        double residual = Given(components, "Residual|Residual");
        if (!(residual > 0)) throw new DataError("mixed model", $"a residual variance of {residual:G6}", "one above zero", "Give the residual variance.");
        double[][] relative = [.. estimate.Design.Blocks.Select(b => new double[b.Size * b.Size])];
        foreach (var term in VarianceComponents.Components.Where(c => c.Group != "Residual").GroupBy(c => c.Term))
        {
            string[] names = [.. term.Where(c => c.With is null).Select(c => c.Effect)];
            int size = names.Length;
            int index = Array.FindIndex(estimate.Design.Blocks, b => b.Factor == term.First().Group);
            var block = estimate.Design.Blocks[index];
            int[] at = [.. names.Select(n => block.Effects.IndexOf(n))];
            var covariance = new double[size * size];
            for (int i = 0; i < size; i++)
                for (int j = 0; j <= i; j++)
                {
                    string name = i == j ? $"{term.Key}|{names[i]}" : $"{term.Key}|{names[j]},{names[i]}";
                    covariance[i * size + j] = Given(components, name) / residual * block.Scale[at[i]] * block.Scale[at[j]];
                }
            if (!SemidefiniteFactor(covariance, size))
                throw new DataError("mixed model", $"variances and covariances of {term.Key} that no random effects can have", "a covariance matrix",
                    "Check the values: a correlation lies between -1 and 1.");
            for (int i = 0; i < size; i++)
                for (int j = 0; j <= i; j++)
                    relative[index][at[i] * block.Size + at[j]] = covariance[i * size + j];
        }
        lock (estimate.Deviance) return estimate.Deviance.ValueOf(relative);
    }

    private static double Given(IReadOnlyCollection<VarianceComponent> components, string name) =>
        components.FirstOrDefault(c => c.Name == name)?.Value
        ?? throw new DataError("mixed model", $"no value for {name}", "a value for each variance component of the model", "Give all that VarianceComponents lists.");

    // A variance may be zero: its column of the factor is then zero.
    private static bool SemidefiniteFactor(double[] a, int n)
    {
        for (int j = 0; j < n; j++)
        {
            double pivot = a[j * n + j], whole = pivot;
            for (int k = 0; k < j; k++) pivot -= a[j * n + k] * a[j * n + k];
            if (pivot < -1e-8 * Math.Abs(whole)) return false;
            double root = a[j * n + j] = Math.Sqrt(Math.Max(pivot, 0));
            for (int i = j + 1; i < n; i++)
            {
                for (int k = 0; k < j; k++) a[i * n + j] -= a[i * n + k] * a[j * n + k];
                a[i * n + j] = root > 0 ? a[i * n + j] / root : 0;
            }
        }
        return true;
    }
}
