using System.Collections.Immutable;

namespace Research;

/// <summary>How alike treated and comparison groups are, covariate by covariate, before and after matching or weighting.</summary>
/// <remarks>Standardised differences keep the denominator from before matching, so that a fall is a fall of the difference. Sources: Austin (2009), Statistics in
/// Medicine 28(25); Stuart (2010). R: <c>MatchIt::summary.matchit(standardize = TRUE)</c>, <c>cobalt::bal.tab</c>.</remarks>
public sealed record BalanceTable : Result
{
    private const double Usual = 0.1;

    private BalanceTable(string method, bool weighted, ImmutableArray<CovariateBalance> covariates) => (Method, Weighted, Covariates) = (method, weighted, covariates);

    /// <summary>What made the weights.</summary>
    public string Method { get; }

    /// <summary>Whether there is an after: false for the groups as they are.</summary>
    public bool Weighted { get; }

    /// <summary>A row a covariate, the score first where there is one.</summary>
    public ImmutableArray<CovariateBalance> Covariates { get; }

    /// <summary>The largest absolute standardised difference after, the score left out.</summary>
    public double LargestDifference => Covariates.Where(c => c.Covariate != MatchedSample.ScoreColumn).Select(c => Math.Abs(c.After.Difference)).DefaultIfEmpty(0).Max();

    /// <summary>Covariates whose absolute standardised difference after is above a tenth.</summary>
    public ImmutableArray<string> Unbalanced => [.. Covariates.Where(c => c.Covariate != MatchedSample.ScoreColumn && Math.Abs(c.After.Difference) > Usual).Select(c => c.Covariate)];

    /// <summary>The balance of two groups as they are, or under weights.</summary>
    /// <param name="formula">The group (1 and 0, or two categories) and the covariates.</param>
    /// <param name="data">The data.</param>
    /// <param name="weights">A column of weights; null for the groups as they are.</param>
    /// <param name="estimand">Whose standard deviation is the unit: the treated's, the controls', or both pooled.</param>
    public static BalanceTable Of(string formula, Dataset data, string? weights = null, Estimand estimand = Estimand.Treated)
    {
        var frame = TreatmentFrame.Of(formula, data, weights);
        return Of(frame, (weights is null ? "Groups as they are" : $"Weighted by {weights}", estimand), [], weights is null ? [] : [.. frame.Frame.Numbers(weights)]);
    }

    internal static BalanceTable Of(TreatmentFrame frame, (string Method, Estimand Estimand) what, ImmutableArray<double> score, ImmutableArray<double> weights)
    {
        var columns = frame.Covariates.ToList();
        if (!score.IsEmpty) columns.Insert(0, new(MatchedSample.ScoreColumn, [.. score], false));
        var rows = new CovariateBalance[columns.Count];
        double[] after = weights.IsEmpty ? [.. Enumerable.Repeat(1.0, frame.Count)] : [.. weights];
        var sides = new GroupWeights(frame.Treated, after);
        Parallel.For(0, rows.Length, k => rows[k] = sides.Compare(columns[k].Name, columns[k].Values, what.Estimand));
        return new(what.Method, !weights.IsEmpty, [.. rows]);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Balance: {Method}; largest standardised difference {Rounding.Text(LargestDifference, 2)}",
        [new("covariate", "Covariate"), .. Weighted ? Columns("_before", " before").Take(3) : [], .. Columns(Weighted ? "_after" : "", Weighted ? " after" : "")],
        Covariates.Select(c => (IReadOnlyList<Cell>)[c.Title, .. Weighted ? Cells(c.Before).Take(3) : [], .. Cells(c.After)]),
        $"Differences in standard deviations{(Weighted ? " from before" : "")}. Variance ratio: not for shares (z). Largest gap: between the cumulative distributions (Kolmogorov and Smirnov).",
        Unbalanced.IsEmpty ? "Every difference is at most 0.1." : $"Above 0.1: {string.Join(", ", Unbalanced)}.");

    /// <summary>The love plot: absolute standardised differences before and after.</summary>
    public override Chart ToChart() => LovePlot.Of(this);

    private static IEnumerable<TableColumn> Columns(string suffix, string words) =>
    [
        new($"mean_treated{suffix}", $"Treated{words}", "", 3), new($"mean_control{suffix}", $"Comparison{words}", "", 3), new($"difference{suffix}", $"Difference{words}", "SD", 3),
        new($"variance_ratio{suffix}", $"Variance ratio{words}", "", 2), new($"largest_gap{suffix}", $"Largest gap{words}", "", 3),
    ];

    private static IEnumerable<Cell> Cells(Likeness l) =>
        [l.MeanTreated, l.MeanControl, l.Difference, double.IsNaN(l.VarianceRatio) ? Cell.Without(Symbol.NotApplicable) : l.VarianceRatio, l.LargestGap];
}
