using System.Collections.Immutable;

namespace Research;

/// <summary>A term's likelihood-ratio test.</summary>
/// <param name="Term">The term.</param>
/// <param name="ChiSquared">Difference of deviances over the dispersion.</param>
/// <param name="DegreesOfFreedom">Coefficients the term has.</param>
/// <param name="PValue">From the chi-squared distribution.</param>
public sealed record DevianceTest(string Term, double ChiSquared, double DegreesOfFreedom, double PValue);

public sealed partial record GeneralisedModel
{
    /// <summary>Each term's likelihood-ratio test after all others that do not contain it (type II). R: <c>car::Anova(type = 2)</c>.</summary>
    public ImmutableArray<DevianceTest> TypeTwoTests() => [.. matrix.Terms.Terms.Select((term, t) =>
    {
        var above = matrix.Terms.Terms.Select((other, o) => (other, o)).Where(p => p.o != t && term.Variables.All(p.other.Variables.Contains)).Select(p => p.o + 1).ToHashSet();
        double with = DevianceOf(above, -1), without = DevianceOf(above, t + 1);
        double df = kept.Count(k => matrix.Assign[k] == t + 1), statistic = Math.Max(0, without - with) / Dispersion;
        return new DevianceTest(term.Label, statistic, df, new ChiSquaredDistribution(df).Upper(statistic));
    })];

    /// <summary>The likelihood-ratio test of a model against one that holds it. Refuses other families, rows, outcomes or weights, quasi-likelihoods, Firth's
    /// fits, and models of which neither holds the other. R: <c>anova(m0, m1, test = "LRT")</c>.</summary>
    /// <param name="smaller">The model with fewer terms.</param>
    /// <param name="larger">The model that holds it.</param>
    public static LikelihoodRatio Compare(GeneralisedModel smaller, GeneralisedModel larger)
    {
        if (smaller.Family != larger.Family || smaller.IsQuasi || smaller.options.Firth || larger.options.Firth)
            throw Research.LikelihoodRatio.Refuse($"{smaller.Method} beside {larger.Method}", "two maximum likelihood fits of one family", "Fit both in the same way; quasi models have no likelihood, and Firth's is penalised.");
        if (!smaller.matrix.Frame.KeptRows.SequenceEqual(larger.matrix.Frame.KeptRows) || !smaller.rows.Y.AsSpan().SequenceEqual(larger.rows.Y) || smaller.options.Weights != larger.options.Weights)
            throw Research.LikelihoodRatio.Refuse($"{smaller.Sample.Used} rows for '{smaller.Formula}' and {larger.Sample.Used} for '{larger.Formula}'", "the same rows, outcome and weights",
                "Fit both to the rows complete in the larger model's columns.");
        int columns = larger.rows.Columns + smaller.rows.Columns;
        if (columns - RankedTriangle.Redundant([.. larger.rows.X, .. smaller.rows.X], columns, larger.rows.Rows).Length > larger.rows.Columns)
            throw Research.LikelihoodRatio.Refuse($"'{smaller.Formula}' beside '{larger.Formula}'", "a model and one that holds all its terms", "Add the smaller model's terms to the larger, or compare their AIC.");
        return Research.LikelihoodRatio.Of(smaller.Formula, larger.Formula, (-smaller.Deviance / 2, -larger.Deviance / 2), larger.rows.Columns - smaller.rows.Columns, variances: false);
    }

    /// <summary>Intervals from the profile likelihood (penalised for Firth's fit): all values of the coefficient whose best likelihood is not
    /// significantly below the maximum. R: <c>confint(glm)</c>, whose spline differs in the fourth digit.</summary>
    public ImmutableArray<(string Name, Interval Interval)> ProfileIntervals()
    {
        double drop = new ChiSquaredDistribution(1).Quantile(options.Level) * Dispersion;
        double[,] inverse = Cholesky.Of(solution.Information)?.Inverse() ?? Missing(kept.Length);
        double[] errors = [.. Enumerable.Range(0, kept.Length).Select(k => Math.Sqrt(inverse[k, k] * Dispersion))];
        return [.. kept.Select((_, k) => (CoefficientNames[k], Separation.Exists
            ? new Interval(double.NaN, double.NaN, options.Level)
            : new Interval(Bound(k, -errors[k]), Bound(k, errors[k]), options.Level)))];

        double Bound(int k, double step)
        {
            // The others start where the quadratic picture has them: left where they were, columns that nearly repeat one another (x and x²) would
            // start scoring so far off that it cannot find back.
            double[] tangent = [.. Enumerable.Range(0, kept.Length).Select(j => inverse[j, k] / inverse[k, k])];
            return Root.Outward(at =>
            {
                double moved = at - solution.Coefficients[k];
                double[] start = [.. solution.Coefficients.Select((b, j) => j == k ? at : b + moved * tangent[j])];
                return scoring.Maximise(rows, options.Firth, start, k).Objective - solution.Objective - drop;
            }, solution.Coefficients[k], 2 * step);
        }
    }

    private double DevianceOf(HashSet<int> dropped, int alsoDropped)
    {
        int[] columns = [.. Enumerable.Range(0, kept.Length).Where(k => !dropped.Contains(matrix.Assign[kept[k]]) && matrix.Assign[kept[k]] != alsoDropped)];
        if (columns.Length == kept.Length) return solution.Deviance;
        if (columns.Length == 0) return scoring.DevianceAt(rows, new double[kept.Length]);
        return scoring.Maximise(rows.Only(columns), false).Deviance;
    }
}
