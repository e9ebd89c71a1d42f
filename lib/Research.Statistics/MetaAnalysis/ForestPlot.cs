namespace Research;

/// <summary>The forest plot of a meta-analysis, with its text alternative and table.</summary>
internal static class ForestPlot
{
    public static Chart Of(MetaAnalysis fit)
    {
        var pooled = fit.Pooled;
        double level = pooled.Options.Level, z = StandardNormal.ForLevel(level);
        var rows = new List<EstimateRow>();
        for (int i = 0; i < fit.Count; i++)
        {
            double y = pooled.Design.Y[i], half = z * Math.Sqrt(pooled.Design.V[i]);
            rows.Add(new(fit.Labels[i], y, new(y - half, y + half, level)));
        }
        string title = $"{fit.Formula}: {fit.Count} studies, {Rounding.Text(100 * level, 0)}% intervals";
        if (fit.IsPooled)
        {
            rows.Add(new("Pooled effect", fit.Effect.Estimate, fit.Effect.Interval));
            if (fit.Estimator != Heterogeneity.None) rows.Add(new("True effect in a new place", fit.Effect.Estimate, fit.Prediction.NewStudy));
            title = $"{fit.Formula}: {fit.Count} studies, pooled {Shown(fit.Effect.Estimate)} [{Shown(fit.Effect.Interval.Low)}, {Shown(fit.Effect.Interval.High)}], I² {Rounding.Text(fit.ISquaredPercent, 0)}%";
        }
        return EstimateChart.Of(title, $"Effect ({fit.Studies.Effect})", rows, 0);
    }

    private static string Shown(double value) => Rounding.Text(value, 2);
}
