using CsCheck;

namespace Research.Tests;

public class ComparisonTests
{
    // Student (1908): hours of sleep gained under two drugs, R's data set sleep.
    private static readonly double[] Drug1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], Drug2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    private static readonly OutcomeGroup First = OutcomeGroup.Of("drug 1", Drug1), Second = OutcomeGroup.Of("drug 2", Drug2);

    [Fact]
    public void Sleep_is_as_R_prints_it()
    {
        var welch = TTest.Welch(First, Second);
        Assert.Equal(-1.8608, welch.T, 5e-5);
        Assert.Equal(17.776, welch.DegreesOfFreedom, 5e-4);
        Assert.Equal(0.07939, welch.PValue, 5e-6);
        Assert.Equal(-3.3654832, welch.Interval.Low, 5e-8);
        var paired = TTest.Paired(Drug1, Drug2);
        Assert.Equal(-4.0621, paired.T, 5e-5);
        Assert.Equal(0.002833, paired.PValue, 5e-7);
    }

    // Hollander and Wolfe (1973), p. 69, in R's ?wilcox.test: permeability at term and at 12 to 26 weeks.
    [Fact]
    public void Permeability_is_as_R_prints_it()
    {
        var test = MannWhitneyTest.Of(OutcomeGroup.Of("term", [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]), OutcomeGroup.Of("early", [1.15, 0.88, 0.90, 0.74, 1.21]));
        Assert.Equal(35, test.W);
        Assert.Equal(0.2544, test.PExact, 5e-5);
        Assert.Equal(0.305, test.HodgesLehmann, 1e-9);
    }

    // Hollander and Wolfe (1973), p. 29, in R's ?wilcox.test: depression before and after.
    [Fact]
    public void Depression_scores_are_as_R_prints_them()
    {
        double[] x = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30], y = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
        var test = PairedRankTest.Of(x, y);
        Assert.Equal(40, test.V);
        Assert.Equal(0.03906, test.PExact, 5e-6);
    }

    // Hollander and Wolfe (1973), p. 116, in R's ?kruskal.test: mucociliary efficiency.
    [Fact]
    public void Mucociliary_efficiency_is_as_R_prints_it()
    {
        var test = KSampleTest.KruskalWallis([OutcomeGroup.Of("normal", [2.9, 3.0, 2.5, 2.6, 3.2]), OutcomeGroup.Of("obstructive", [3.8, 2.7, 4.0, 2.4]), OutcomeGroup.Of("asbestosis", [2.8, 3.4, 3.7, 2.2, 2.0])]);
        Assert.Equal(0.77143, test.Statistic, 5e-6);
        Assert.Equal(0.68, test.PValue, 5e-4);
    }

    [Fact]
    public void Two_groups_by_analysis_of_variance_are_students_t_squared() => Gen.Double[-5, 5].Array[3, 12].Select(Gen.Double[-5, 5].Array[3, 12]).Sample((x, y) =>
    {
        OutcomeGroup a = OutcomeGroup.Of("a", x), b = OutcomeGroup.Of("b", y);
        var t = TTest.Student(a, b);
        var anova = OneWayAnova.Of([a, b]);
        Assert.Equal(t.PValue, anova.PValue, 1e-9);
        Assert.Equal(t.PValue, anova.Tukey()[0].PValue, 1e-8);
        Assert.Equal(TTest.Welch(a, b).PValue, anova.WelchPValue, 1e-9);
    });

    [Fact]
    public void Exact_permutation_counts_all_assignments()
    {
        // 1 2 3 against 4 5 6: the most extreme of twenty assignments, on either side.
        var test = PermutationTest.OfMeans(OutcomeGroup.Of("a", [1, 2, 3]), OutcomeGroup.Of("b", [4, 5, 6]));
        Assert.Equal(20, test.Deals);
        Assert.Equal(2 / 20.0, test.PValue, 1e-12);
        Assert.Equal(1, test.PValueGreater, 1e-12);
        Assert.Equal(2 / 8.0, PermutationTest.OfSigns([2, 3, 4], [1, 1, 1]).PValue, 1e-12);
    }

    [Fact]
    public void Too_many_assignments_are_refused() =>
        Assert.Throws<DataError>(() => PermutationTest.OfMeans(OutcomeGroup.Of("a", new double[40]), OutcomeGroup.Of("b", new double[40])));

    [Fact]
    public void Correlations_of_a_straight_line_are_one()
    {
        double[] x = [1, 2, 3, 4, 5];
        Assert.Equal(1, Correlation.Pearson(x, x).Estimate, 1e-12);
        Assert.Equal(-1, Correlation.Spearman(x, [.. x.Select(v => -v * v * v)]).Estimate, 1e-12);
        Assert.Equal(1, Correlation.Kendall(x, x).Estimate, 1e-12);
    }

    [Fact]
    public void Missing_outcomes_are_left_out_and_counted()
    {
        var group = OutcomeGroup.Of("g", [1, double.NaN, 3]);
        Assert.Equal(2, group.Count);
        Assert.Contains("1 without outcome", TTest.Welch(group, First).ToTable().Title);
    }

    [Fact]
    public void A_constant_outcome_has_no_t() => Assert.True(double.IsNaN(TTest.Welch(OutcomeGroup.Of("a", [1, 1, 1]), OutcomeGroup.Of("b", [1, 1])).T));

    [Fact]
    public void One_group_alone_is_refused() => Assert.Throws<DataError>(() => OneWayAnova.Of([First]));

    [Fact]
    public void Extreme_scales_keep_their_variance()
    {
        Assert.Equal(1, OutcomeGroup.Of("far", [1e9 + 1, 1e9 + 2, 1e9 + 3]).Variance, 1e-9);
        Assert.Equal(1, TTest.Student(OutcomeGroup.Of("a", [1e-150, 2e-150, 3e-150]), OutcomeGroup.Of("b", [4e-150, 5e-150, 6e-150])).T / -3.6742346141747673, 1e-12);
    }
}
