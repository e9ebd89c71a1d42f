using CsCheck;

namespace Research.Tests;

public class MultipleTestingTests
{
    // Benjamini and Hochberg (1995), section 4.1: fifteen p-values, of which four are findings at 0.05 by their method and three by Bonferroni.
    private static readonly double[] Published = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000];

    [Fact]
    public void Benjamini_and_Hochbergs_example_has_four_findings_where_Bonferroni_has_three()
    {
        Assert.Equal(4, MultipleTesting.Adjust(Published, Adjustment.BenjaminiHochberg).Count(p => p <= 0.05));
        Assert.Equal(3, MultipleTesting.Adjust(Published, Adjustment.Bonferroni).Count(p => p <= 0.05));
    }

    [Fact]
    public void Holm_multiplies_by_what_is_left()
    {
        Assert.Equal([0.03, 0.06, 0.06], MultipleTesting.Adjust([0.01, 0.03, 0.03], Adjustment.Holm).Select(p => Math.Round(p, 12)));
    }

    [Fact]
    public void Methods_are_ordered_by_sharpness() => Gen.Double[0, 1].Array[1, 30].Sample(p =>
    {
        var bonferroni = MultipleTesting.Adjust(p, Adjustment.Bonferroni);
        var holm = MultipleTesting.Adjust(p, Adjustment.Holm);
        var hochberg = MultipleTesting.Adjust(p, Adjustment.Hochberg);
        var hommel = MultipleTesting.Adjust(p, Adjustment.Hommel);
        var bh = MultipleTesting.Adjust(p, Adjustment.BenjaminiHochberg);
        var by = MultipleTesting.Adjust(p, Adjustment.BenjaminiYekutieli);
        for (int i = 0; i < p.Length; i++)
        {
            Assert.True(bonferroni[i] >= holm[i] - 1e-12 && holm[i] >= hochberg[i] - 1e-12 && hochberg[i] >= hommel[i] - 1e-12 && hommel[i] >= bh[i] - 1e-12 && bh[i] >= p[i] - 1e-12);
            Assert.True(by[i] >= bh[i] - 1e-12);
        }
    });

    [Fact]
    public void A_missing_p_value_stays_missing_and_does_not_count()
    {
        var adjusted = MultipleTesting.Adjust([0.01, double.NaN, 0.04], Adjustment.Bonferroni);
        Assert.Equal(0.02, adjusted[0], 1e-15);
        Assert.True(double.IsNaN(adjusted[1]));
    }

    [Fact]
    public void None_are_none() => Assert.All(Enum.GetValues<Adjustment>(), method => Assert.Empty(MultipleTesting.Adjust([], method)));

    [Fact]
    public void A_statistic_is_not_a_p_value() => Assert.Throws<DataError>(() => MultipleTesting.Adjust([2.3], Adjustment.Holm));
}
