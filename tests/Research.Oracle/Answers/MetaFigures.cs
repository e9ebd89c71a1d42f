namespace Research.Oracle;

/// <summary>Studies of a block, and estimators by metafor's names.</summary>
internal static class MetaFigures
{
    public static Studies StudiesOf(Block block) => Studies.WithVariances(block.Data, block.Args.Text("yi") ?? "yi", block.Args.Text("vi") ?? "vi");

    public static Heterogeneity Method(string name) => name switch
    {
        "FE" or "EE" or "CE" => Heterogeneity.None,
        "DL" => Heterogeneity.DerSimonianLaird,
        "HE" => Heterogeneity.Hedges,
        "HS" => Heterogeneity.HunterSchmidt,
        "SJ" => Heterogeneity.SidikJonkman,
        "ML" => Heterogeneity.Ml,
        "REML" => Heterogeneity.Reml,
        "EB" => Heterogeneity.EmpiricalBayes,
        "PM" => Heterogeneity.PauleMandel,
        _ => throw new InvalidOperationException($"no estimator {name}"),
    };

    public static MetaTest Test(string? name) => name switch { "knha" => MetaTest.KnappHartung, "t" => MetaTest.StudentT, _ => MetaTest.Wald };

    /// <summary>The whole data without moderators.</summary>
    public static MetaAnalysis Pooled(Block block, string? method = null, MetaOptions? options = null) => MetaAnalysis.Fit($"{block.Args.Text("yi") ?? "yi"} ~ 1", StudiesOf(block), Method(method ?? block.Args.Text("method") ?? "REML"), options);

    /// <summary>Coefficients under the names of the cases: coef, se, stat, p, interval.</summary>
    public static void Add(GivenFigures figures, IEnumerable<Term> terms)
    {
        Term[] all = [.. terms.Where(t => !double.IsNaN(t.Estimate))];
        string[] names = [.. all.Select(t => t.Name)];
        figures.Add("coef", names, all.Select(t => t.Estimate));
        figures.Add("stat", names, all.Select(t => t.Statistic));
        TermFigures.Add(figures, all, "");
    }
}
