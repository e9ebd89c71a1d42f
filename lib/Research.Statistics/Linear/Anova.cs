namespace Research;

/// <summary>Which hypotheses an analysis of variance tests.</summary>
public enum SumsOfSquares
{
    /// <summary>Each term after those before it. R: <c>anova(lm)</c>.</summary>
    TypeI,

    /// <summary>Each term after all that do not contain it. R: <c>car::Anova(type = 2)</c>.</summary>
    TypeII,

    /// <summary>Each term after all others, factors coded to sum to zero. R: <c>car::Anova(type = 3)</c> with <c>contr.sum</c>.</summary>
    TypeIII,
}

public sealed partial record LinearModel
{
    /// <summary>The analysis of variance: each term's sum of squares, F and partial η². Classical errors, whatever the model's.</summary>
    public AnovaTable Anova(SumsOfSquares type = SumsOfSquares.TypeII)
    {
        if (absorbed is not null) throw new DataError("anova", "absorbed effects", "all terms in the formula", "Write the effects as factor() in the formula.");
        double df = ResidualDegreesOfFreedom, s = solution.OutcomeScale, meanSquare = EstimatedCovariance.ScaledSigma(solution, solution.Residuals, df);
        var rows = Effects(type).Select(e => new AnovaRow(e.Term, e.Squares / s / s, e.Columns, e.Squares / e.Columns / (meanSquare * meanSquare), df)
        {
            PartialEtaSquared = e.Squares / (e.Squares + (meanSquare * meanSquare * df)),
        });
        return new(type, Formula, Sample, [.. rows], (Summary.ResidualSumOfSquares, df));
    }

    /// <summary>Terms with scaled sums of squares and the number of columns they add.</summary>
    private IEnumerable<(string Term, double Squares, int Columns)> Effects(SumsOfSquares type)
    {
        var terms = matrix.Terms.Terms;
        var coded = type == SumsOfSquares.TypeIII ? ModelMatrix.Build(matrix.Frame, matrix.Terms, sumsToZero: true) : matrix;
        if (type == SumsOfSquares.TypeIII && matrix.Terms.HasIntercept) yield return Last(coded, 0, j => true, "(Intercept)");
        for (int t = 0; t < terms.Length; t++)
        {
            int own = t;
            yield return Last(coded, t + 1, type switch
            {
                SumsOfSquares.TypeI => other => other <= own,
                SumsOfSquares.TypeII => other => other == 0 || !terms[own].Variables.All(terms[other - 1].Variables.Contains),
                _ => _ => true,
            }, terms[t].Label);
        }
    }

    /// <summary>What a term's columns add to those before them: (Qᵀy)², without the cancellation of a difference of sums.</summary>
    private (string Term, double Squares, int Columns) Last(ModelMatrix coded, int term, Func<int, bool> before, string label)
    {
        int[] first = [.. Enumerable.Range(0, coded.Columns).Where(j => coded.Assign[j] != term && before(coded.Assign[j]))];
        int[] order = [.. first, .. Enumerable.Range(0, coded.Columns).Where(j => coded.Assign[j] == term)];
        var x = new double[order.Length * coded.Rows];
        for (int k = 0; k < order.Length; k++) coded.Column(order[k]).CopyTo(x.AsSpan(k * coded.Rows));
        var fit = LeastSquares.Solve(x, order.Length, solution.Outcome, solution.Weights);
        double[] squares = fit.ScaledSequentialSquares();
        int[] own = [.. Enumerable.Range(0, fit.Rank).Where(k => fit.Kept[k] >= first.Length)];
        return (label, own.Sum(k => squares[k]), own.Length);
    }
}
