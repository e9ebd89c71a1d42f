namespace Research.Oracle;

/// <summary>Rubin's rules over data sets imputed already, and over given estimates.</summary>
internal sealed class ImputationAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds { get; } = ["mi-ols", "mi-logit", "mi-scalar"];

    public void Answer(Block block, GivenFigures figures)
    {
        if (block.Kind == "mi-scalar") Scalar(block, figures);
        else if (block.Kind == "mi-logit")
            PooledFigures.Add(figures, PooledFit.Of(Imputed(block).Select(d => LogisticModel.Fit(block.Args.Need("formula"), d)), block.Args.Number("dfcom")));
        else Linear(block, figures);
    }

    private static void Scalar(Block block, GivenFigures figures)
    {
        double[] q = block.Data.Numbers("q").ToArray(), u = block.Data.Numbers("u").ToArray();
        double n = block.Args.Number("n") ?? double.PositiveInfinity, k = block.Args.Number("k") ?? 1;
        var pooled = RubinsRules.Pool("q", q, u, n - k);
        var large = RubinsRules.Pool("q", q, u);
        figures.Add("estimate", pooled.Estimate);
        figures.Add("within", pooled.Within);
        figures.Add("between", pooled.Between);
        figures.Add("total", pooled.Total);
        figures.Add("df", pooled.DegreesOfFreedom);
        figures.Add("riv", pooled.RelativeIncrease);
        figures.Add("fmi", pooled.FractionMissing);
        figures.Add("df_infinite_n", large.DegreesOfFreedom);
        figures.Add("fmi_infinite_n", large.FractionMissing);
    }

    private static void Linear(Block block, GivenFigures figures)
    {
        var sets = Imputed(block).ToArray();
        PooledFit Pool(string formula) => PooledFit.Of(sets.Select(d => LinearModel.Fit(formula, d)), block.Args.Number("dfcom"));
        var pooled = Pool(block.Args.Need("formula"));
        PooledFigures.Add(figures, pooled);
        if (block.Args.Text("null") is not { } smaller) return;
        var restricted = Pool(smaller);
        AddTest(figures, PooledComparison.Wald(restricted, pooled));
        AddTest(figures, PooledComparison.ChiSquares(restricted, pooled));
        AddTest(figures, PooledComparison.LikelihoodRatio(restricted, pooled));
        var models = pooled.Fits.Cast<LinearModel>().ToArray();
        AddShare(figures, "r2_pooled", models.Select(m => m.Summary.RSquared), sets[0].Count);
        AddShare(figures, "adj_r2_pooled", models.Select(m => m.Summary.AdjustedRSquared), sets[0].Count);
    }

    internal static IEnumerable<Dataset> Imputed(Block block)
    {
        double[] number = block.Data.Numbers(block.Args.Need("imputation_column")).ToArray();
        return number.Distinct().Order().Select(m => block.Data.Take([.. Enumerable.Range(0, number.Length).Where(i => number[i] == m)]));
    }

    private static void AddTest(GivenFigures figures, PooledTest test)
    {
        figures.Add($"{test.Method}.F", test.Statistic);
        figures.Add($"{test.Method}.df1", test.Numerator);
        figures.Add($"{test.Method}.df2", test.Denominator);
        figures.Add($"{test.Method}.p", test.PValue);
        figures.Add($"{test.Method}.riv", test.RelativeIncrease);
    }

    private static void AddShare(GivenFigures figures, string name, IEnumerable<double> shares, int rows)
    {
        var (estimate, interval) = RubinsRules.PoolRSquared([.. shares], rows);
        figures.Add(name, ["est", "lo95", "hi95"], [estimate, interval.Low, interval.High]);
    }
}
