using System.CommandLine;

namespace Research.Cli;

/// <summary><c>research test DATA --formula "y ~ g" --method welch</c>: compares groups, pairs, or two columns.</summary>
internal static class TestCommand
{
    private delegate (Result Result, Figure[] Figures) Comparison(ComparisonRequest request, (ChanceOptions Chance, string? Strata) given);

    private static readonly Dictionary<string, Comparison> Methods = new()
    {
        ["welch"] = (r, _) => (TTest.Welch(r.TwoGroups.First, r.TwoGroups.Second), []),
        ["student"] = (r, _) => (TTest.Student(r.TwoGroups.First, r.TwoGroups.Second), []),
        ["paired"] = (r, _) => (TTest.Paired(r.Columns.First, r.Columns.Second), []),
        ["mann-whitney"] = (r, _) => (MannWhitneyTest.Of(r.TwoGroups.First, r.TwoGroups.Second), []),
        ["wilcoxon"] = (r, _) => (PairedRankTest.Of(r.Columns.First, r.Columns.Second), []),
        ["kruskal"] = (r, _) => (KSampleTest.KruskalWallis(r.Groups), []),
        ["anova"] = (r, _) => OneWayAnova.Of(r.Groups) is var anova ? (anova, [new("f", "F", anova.F), new("p_value", "p", anova.PValue), new("welch_f", "Welch's F", anova.WelchF), new("welch_p_value", "p (Welch)", anova.WelchPValue)]) : default,
        ["levene"] = (r, _) => (KSampleTest.LeveneAboutMedians(r.Groups), []),
        ["bartlett"] = (r, _) => (KSampleTest.Bartlett(r.Groups), []),
        ["fligner"] = (r, _) => (KSampleTest.FlignerKilleen(r.Groups), []),
        ["kolmogorov-smirnov"] = (r, _) => (SpreadTest.KolmogorovSmirnov(r.TwoGroups.First, r.TwoGroups.Second), []),
        ["effect-size"] = (r, _) => (StandardisedDifference.Of(r.TwoGroups.First, r.TwoGroups.Second), []),
        ["chi-squared"] = (r, _) => r.Table is var table ? (table,
        [
            new("chi_squared", "X²", table.ChiSquared), new("df", "df", table.DegreesOfFreedom), new("p_value", "p", table.PValue), new("yates_p_value", "p (Yates)", table.YatesPValue),
            new("g", "G", table.G), new("g_p_value", "p (G)", table.GPValue), new("cramers_v", "Cramér's V", table.CramersV),
        ]) : default,
        ["fisher"] = (r, _) => r.Table is var table ? (table, [new("p_value", "p (Fisher's exact test)", table.FisherTest())]) : default,
        ["pearson"] = (r, _) => (Correlation.Pearson(r.Columns.First, r.Columns.Second), []),
        ["spearman"] = (r, _) => (Correlation.Spearman(r.Columns.First, r.Columns.Second), []),
        ["kendall"] = (r, _) => (Correlation.Kendall(r.Columns.First, r.Columns.Second), []),
        ["mcnemar"] = (r, _) => (r.Changes, []),
        ["trend"] = (r, _) => r.Trend is var trend ? (trend, [new("chi_squared", "χ²", trend.ChiSquared), new("p_value", "p", trend.PValue), new("slope", "change of the share per unit", trend.Slope)]) : default,
        ["mantel-haenszel"] = (r, given) => (r.Strata(given.Strata ?? throw new DataError("--strata", "no column", "the column of strata", "Add --strata COL.")), []),
        ["permutation"] = (r, given) => (r.Permutation(given.Chance), []),
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var input = new DataInput();
        var formula = new Option<string>("--formula", "-f") { Description = "outcome ~ group; for paired, wilcoxon and correlations the two columns.", Required = true };
        var method = new Option<string>("--method", "-m") { Description = string.Join(", ", Methods.Keys) + ".", Required = true };
        var seed = new Option<long?>("--seed") { Description = "Seed of a permutation test." };
        var draws = new Option<int>("--draws") { Description = "Deals of a permutation test at most.", DefaultValueFactory = _ => 10_000 };
        var cluster = new Option<string?>("--cluster") { Description = "Permutation: a column of clusters dealt whole, such as schools that were randomised." };
        var block = new Option<string?>("--block") { Description = "Permutation: a column of blocks within which the groups are dealt." };
        var strata = new Option<string?>("--strata") { Description = "Mantel-Haenszel: the column of strata." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("test", "Compare groups, pairs, or two columns.") { formula, method, seed, draws, cluster, block, strata, json };
        input.AddTo(command);
        return command.Does(parsed =>
        {
            var compare = NamedChoice.Of("--method", parsed.GetRequiredValue(method), Methods);
            var (result, figures) = compare(ComparisonRequest.Of(parsed.GetRequiredValue(formula), input.Read(parsed)),
                (new ChanceOptions(parsed.GetValue(seed), parsed.GetValue(draws), parsed.GetValue(cluster), parsed.GetValue(block)), parsed.GetValue(strata)));
            return Answer.Write(result, parsed.GetValue(json), figures);
        });
    }
}
