namespace Research;

/// <summary>The variances of a multilevel meta-analysis at the best likelihood, and how far each can go.</summary>
internal sealed class MultilevelSearch(MarginalModel model, bool restricted)
{
    // The sampling error's own size is the natural unit of the standard deviations searched.
    private readonly double scale = Math.Sqrt(model.Design.V.Average());

    /// <summary>The best of several starts.</summary>
    public (double[] Variances, double LogLikelihood, Convergence Convergence) Best()
    {
        Minimum? best = null;
        int evaluations = 0;
        foreach (double start in (double[])[1, 0.2, 3])
        {
            var found = Minimum.Of(Objective.From(Deviance), [.. Enumerable.Repeat(start, model.Components)]);
            evaluations += found.Evaluations;
            if (best is null || found.Value < best.Value - 1e-9) best = found;
        }
        double[] variances = [.. best!.Point.Select(t => t * t * scale * scale)];
        // A variance that is nothing beside the sampling error is at its boundary.
        for (int j = 0; j < variances.Length; j++)
            if (variances[j] < 1e-9 * scale * scale) variances[j] = 0;
        return (variances, model.LogLikelihood(variances, restricted), new(best.Reached, evaluations,
            (best.Reached ? "converged" : "did not converge") + $" in {evaluations} evaluations from three starts"));
    }

    /// <summary>The interval of a variance by profile likelihood, the others at their best. R: <c>confint(rma.mv)</c>.</summary>
    public Interval Profile(int component, (double[] Variances, double LogLikelihood) best, double level)
    {
        double floor = best.LogLikelihood - (new ChiSquaredDistribution(1).Quantile(level) / 2);
        double at = best.Variances[component];
        double Above(double variance) => Restricted(component, variance, best.Variances) - floor;
        double width = Math.Max(at, scale * scale), exact = 1e-9 * width;
        double low = at == 0 || Above(0) >= 0 ? 0 : Root.Bracketed(Above, 0, at, exact);
        double high = at + width;
        for (int doubling = 0; doubling < 60 && Above(high) > 0; doubling++) high += width *= 2;
        return new(low, Above(high) > 0 ? double.PositiveInfinity : Root.Bracketed(Above, at, high, exact), level);
    }

    private double Restricted(int component, double variance, double[] start)
    {
        if (model.Components == 1) return model.LogLikelihood([variance], restricted);
        double[] Full(double[] others)
        {
            var full = new double[model.Components];
            for (int j = 0, o = 0; j < full.Length; j++) full[j] = j == component ? variance : others[o] * others[o++] * scale * scale;
            return full;
        }
        double[] from = [.. start.Where((_, j) => j != component).Select(v => Math.Max(0.1, Math.Sqrt(v) / scale))];
        var found = Minimum.Of(Objective.From(others => -2 * model.LogLikelihood(Full(others), restricted)), from);
        return -found.Value / 2;
    }

    private double Deviance(double[] deviations) => -2 * model.LogLikelihood([.. deviations.Select(t => t * t * scale * scale)], restricted);
}
