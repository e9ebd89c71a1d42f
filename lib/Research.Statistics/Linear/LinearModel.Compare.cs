namespace Research;

public sealed partial record LinearModel
{
    /// <summary>The F test of a model against one that holds it: do the further terms explain anything? Refuses models on different rows, outcomes or
    /// weights, and models of which neither holds the other. Classical errors; for others test the coefficients with <see cref="Test"/>.</summary>
    /// <remarks>F = ((RSS₀ − RSS₁)/(df₀ − df₁)) / (RSS₁/df₁). R: <c>anova(smaller, larger)</c>.</remarks>
    /// <param name="smaller">The model with fewer terms.</param>
    /// <param name="larger">The model that holds it.</param>
    public static WaldTest Compare(LinearModel smaller, LinearModel larger)
    {
        if (smaller.absorbed is not null || larger.absorbed is not null)
            throw new DataError("comparison", "absorbed effects", "all terms in the formulas", "Write the effects as factor() in the formulas.");
        if (!smaller.matrix.Frame.KeptRows.SequenceEqual(larger.matrix.Frame.KeptRows) || !smaller.solution.Outcome.AsSpan().SequenceEqual(larger.solution.Outcome))
            throw new DataError("comparison", $"{smaller.Sample.Used} rows for '{smaller.Formula}' and {larger.Sample.Used} for '{larger.Formula}'", "the same rows and outcome",
                "Fit both to the rows complete in the larger model's columns.");
        if (smaller.options.Weights != larger.options.Weights)
            throw new DataError("comparison", "different weights", "the same weights", "Fit both with the same weights.");
        double df = smaller.ResidualDegreesOfFreedom - larger.ResidualDegreesOfFreedom;
        if (df <= 0 || !Holds(larger, smaller))
            throw new DataError("comparison", $"'{smaller.Formula}' beside '{larger.Formula}'", "a model and one that holds all its terms", "Add the smaller model's terms to the larger, or compare their AIC.");
        double s = larger.solution.OutcomeScale, residual = Scaled(larger), f = (Scaled(smaller) - residual) / df / (residual / larger.ResidualDegreesOfFreedom);
        return new($"{larger.Formula} explains no more than {smaller.Formula}", f, df, larger.ResidualDegreesOfFreedom, "F test of nested models");

        double Scaled(LinearModel model)
        {
            double sigma = model.Summary.Sigma * s;
            return sigma * sigma * model.ResidualDegreesOfFreedom;
        }
    }

    /// <summary>True when every column of the smaller model lies in the span of the larger's.</summary>
    private static bool Holds(LinearModel larger, LinearModel smaller)
    {
        int columns = larger.matrix.Columns + smaller.matrix.Columns;
        double[] both = [.. larger.matrix.Values, .. smaller.matrix.Values];
        return columns - RankedTriangle.Redundant(both, columns, larger.matrix.Rows).Length == larger.Rank;
    }
}
