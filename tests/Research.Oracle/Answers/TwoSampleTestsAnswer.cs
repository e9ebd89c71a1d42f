namespace Research.Oracle;

/// <summary>Two groups, pairs, several groups, correlations.</summary>
internal sealed class TwoSampleTestsAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["two-sample-tests", "permutation-exact", "paired-tests", "correlation-tests"];

    public void Answer(Block block, GivenFigures figures)
    {
        if (block.Kind is "paired-tests" or "correlation-tests")
        {
            double[] x = block.Data.Numbers(block.Args.Need("x")).ToArray(), y = block.Data.Numbers(block.Args.Need("y")).ToArray();
            if (block.Kind == "paired-tests") Paired(x, y, figures);
            else Correlations(x, y, figures);
            return;
        }
        var (first, second) = ComparedGroups.Of(block);
        if (block.Kind == "permutation-exact") Permutation(first, second, figures);
        else TwoSample(first, second, figures);
    }

    private static void TwoSample(OutcomeGroup first, OutcomeGroup second, GivenFigures figures)
    {
        var rank = MannWhitneyTest.Of(first, second);
        TTest welch = TTest.Welch(first, second), student = TTest.Student(first, second);
        var ratio = SpreadTest.VarianceRatio(first, second);
        figures.Add("n", [first.Count, second.Count]);
        figures.Add("W", rank.W);
        figures.Add("p_normal_cc", rank.PNormalCorrected);
        figures.Add("p_normal", rank.PNormal);
        figures.Add("p_exact", rank.PExact);
        figures.Add("hodges_lehmann", rank.HodgesLehmann);
        figures.Add("prob_superiority", rank.ProbabilityOfSuperiority);
        figures.Add("rank_biserial", rank.RankBiserial);
        figures.Add("welch_t", welch.T);
        figures.Add("welch_df", welch.DegreesOfFreedom);
        figures.Add("welch_p", welch.PValue);
        figures.Add("welch_ci95", ["lo", "hi"], [welch.Interval.Low, welch.Interval.High]);
        figures.Add("student_t", student.T);
        figures.Add("student_p", student.PValue);
        figures.Add("student_ci95", ["lo", "hi"], [student.Interval.Low, student.Interval.High]);
        figures.Add("student_p_greater", student.PGreater);
        figures.Add("var_ratio_F", ratio.Statistic);
        figures.Add("var_ratio_p", ratio.PValue);
        figures.Add("ks_D", SpreadTest.KolmogorovSmirnov(first, second).Statistic);
        var shift = rank.ShiftInterval(0.95);
        figures.Add("hl_exact_ci95", ["lo", "hi"], [shift.Low, shift.High]);
    }

    private static void Permutation(OutcomeGroup first, OutcomeGroup second, GivenFigures figures)
    {
        var test = PermutationTest.OfMeans(first, second);
        figures.Add("mean_diff", test.Observed);
        figures.Add("n_permutations", test.Deals);
        figures.Add("p_two_sided", test.PValue);
        figures.Add("p_greater", test.PValueGreater);
    }

    private static void Paired(double[] x, double[] y, GivenFigures figures)
    {
        var t = TTest.Paired(x, y);
        var rank = PairedRankTest.Of(x, y);
        figures.Add("t", t.T);
        figures.Add("df", t.DegreesOfFreedom);
        figures.Add("p", t.PValue);
        figures.Add("mean_diff", t.Difference);
        figures.Add("ci95", ["lo", "hi"], [t.Interval.Low, t.Interval.High]);
        figures.Add("signed_rank_V", rank.V);
        figures.Add("signed_rank_p_normal_cc", rank.PNormalCorrected);
        figures.Add("signed_rank_p_exact", rank.PExact);
        figures.Add("sign_test_p", rank.SignTest);
        figures.Add("sign_flip_permutation_p", PermutationTest.OfSigns(x, y).PValue);
    }

    private static void Correlations(double[] x, double[] y, GivenFigures figures)
    {
        var pearson = Correlation.Pearson(x, y);
        var spearman = Correlation.Spearman(x, y);
        var kendall = Correlation.Kendall(x, y);
        figures.Add("pearson_r", pearson.Estimate);
        figures.Add("pearson_p", pearson.PValue);
        figures.Add("pearson_ci95", ["lo", "hi"], [pearson.Interval.Low, pearson.Interval.High]);
        figures.Add("spearman_rho", spearman.Estimate);
        figures.Add("spearman_p", spearman.PValue);
        figures.Add("kendall_tau_b", kendall.Estimate);
        figures.Add("kendall_p", kendall.PValue);
    }
}
