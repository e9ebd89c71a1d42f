namespace Research.Tests;

public class PairedAndTrendTests
{
    // Agresti (1990), Categorical Data Analysis, p. 350: approval ratings, in R's ?mcnemar.test.
    [Fact]
    public void Approval_ratings_are_as_R_prints_them()
    {
        var test = McNemarTest.Of(150, 86);
        Assert.Equal(16.82, test.CorrectedChiSquared, 5e-3);
        Assert.Equal(4.115e-05, test.CorrectedPValue, 5e-9);
    }

    [Fact]
    public void No_changed_pair_is_no_evidence()
    {
        Assert.Equal(1, McNemarTest.Of(0, 0).ExactPValue);
        Assert.True(double.IsNaN(McNemarTest.Of(0, 0).PValue));
    }

    // Smokers among lung patients in four studies, in R's ?prop.trend.test (Fleiss 1981).
    [Fact]
    public void Smokers_are_as_R_prints_them()
    {
        double[] smokers = [83, 90, 129, 70], patients = [86, 93, 136, 82];
        Assert.Equal(8.2249, TrendTest.Of(smokers, patients, [1, 2, 3, 4]).ChiSquared, 5e-5);
        Assert.Equal(0.004132, TrendTest.Of(smokers, patients, [1, 2, 3, 4]).PValue, 5e-7);
    }

    [Fact]
    public void Equal_scores_have_no_trend() => Assert.True(double.IsNaN(TrendTest.Of([1, 2], [5, 5], [3, 3]).ChiSquared));

    [Fact]
    public void Unequal_lengths_are_refused() => Assert.Throws<DataError>(() => TrendTest.Of([1, 2], [5, 5], [1]));
}
