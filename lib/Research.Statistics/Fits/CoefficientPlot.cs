namespace Research;

/// <summary>The coefficients of a fit as dots with their intervals: the chart every fit shows.</summary>
public static class CoefficientPlot
{
    /// <summary>The coefficients but the intercept, with a line at no effect; redundant coefficients are left out of the drawing.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="unit">The axis: "points", "log odds".</param>
    /// <param name="reference">Where there is no effect: 0, or 1 for ratios.</param>
    public static Chart? Of(Fit fit, string unit = "coefficient", double reference = 0)
    {
        var terms = fit.Terms.Where(t => t.Name != "(Intercept)").ToList();
        return terms.Count == 0 ? null : EstimateChart.Of($"{fit.Formula}: coefficients with {Rounding.Text(100 * terms[0].Interval.Level, 0)}% intervals", unit,
            terms.Select(t => new EstimateRow(t.Name, t.Estimate, t.Interval)), reference);
    }
}
