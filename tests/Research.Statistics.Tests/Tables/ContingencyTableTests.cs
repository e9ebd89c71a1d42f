using CsCheck;

namespace Research.Tests;

public class ContingencyTableTests
{
    // Agresti (2002), Categorical Data Analysis, p. 57: job satisfaction by income of black males.
    private static readonly ContingencyTable Job = ContingencyTable.FromCounts(new double[,] { { 1, 2, 1, 0 }, { 3, 3, 6, 1 }, { 10, 10, 14, 9 }, { 6, 7, 12, 11 } });

    [Fact]
    public void Job_satisfaction_is_as_Agresti_has_it()
    {
        Assert.Equal(5.9655, Job.ChiSquared, 5e-5);
        Assert.Equal(9, Job.DegreesOfFreedom);
        Assert.Equal(0.7827, Job.FisherTest(), 5e-5);
    }

    [Fact]
    public void Fishers_tea_tasting_has_p_17_in_35() =>
        Assert.Equal(17 / 35.0, ContingencyTable.FromCounts(new double[,] { { 3, 1 }, { 1, 3 } }).FisherTest(), 1e-12);

    [Fact]
    public void Fishers_test_of_a_table_and_of_two_shares_agree() => Gen.Select(Gen.Int[1, 30], Gen.Int[1, 30], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((n1, n2, s1, s2) =>
    {
        double x1 = (int)(s1 * n1), x2 = (int)(s2 * n2);
        double table = ContingencyTable.FromCounts(new double[,] { { x1, n1 - x1 }, { x2, n2 - x2 } }).FisherTest();
        Assert.Equal(OddsRatio.FisherTest(x1, n1, x2, n2), table, 1e-9);
    });

    [Fact]
    public void Fishers_test_counts_every_table_with_these_margins()
    {
        // 3 × 3, all tables written out.
        double[,] observed = { { 3, 1, 0 }, { 1, 2, 1 }, { 0, 1, 4 } };
        double[] rows = [4, 4, 5], columns = [4, 4, 5];
        double Weight(double[,] t) => Math.Exp(-t.Cast<double>().Sum(c => MathNet.Numerics.SpecialFunctions.FactorialLn((int)c)));
        double all = 0, rare = 0, limit = Weight(observed) * (1 + 1e-7);
        for (int a = 0; a <= 4; a++)
            for (int b = 0; b <= 4; b++)
                for (int c = 0; c <= 4; c++)
                    for (int d = 0; d <= 4; d++)
                    {
                        double[,] t = { { a, b, rows[0] - a - b }, { c, d, rows[1] - c - d }, { columns[0] - a - c, columns[1] - b - d, columns[2] - rows[0] - rows[1] + a + b + c + d } };
                        if (t.Cast<double>().Any(v => v < 0)) continue;
                        all += Weight(t);
                        if (Weight(t) <= limit) rare += Weight(t);
                    }
        Assert.Equal(rare / all, ContingencyTable.FromCounts(observed).FisherTest(), 1e-12);
    }

    [Fact]
    public void Fishers_test_counts_tables_of_over_a_hundred() =>
        // fisher.test(), R 4.2.
        Assert.Equal(0.3321037, ContingencyTable.FromCounts(new double[,] { { 11, 4, 16 }, { 10, 9, 9 }, { 9, 6, 14 }, { 9, 10, 8 } }).FisherTest(), 5e-8);

    [Fact]
    public void Drawing_tables_comes_near_the_exact_test_and_repeats_by_its_seed()
    {
        double drawn = Job.SimulatedFisherTest(20260101, 20_000);
        Assert.Equal(0.7827, drawn, 0.015);
        Assert.Equal(drawn, Job.SimulatedFisherTest(20260101, 20_000));
    }

    [Fact]
    public void Rows_missing_either_column_are_left_out()
    {
        var data = new Dataset(FactorColumn.From("a", ["x", "y", null, "x"]), FactorColumn.From("b", ["u", "v", "u", null]));
        Assert.Equal(2, ContingencyTable.FromColumns(data, "a", "b").Total);
    }

    [Fact]
    public void An_empty_column_has_no_chi_squared_but_an_exact_p_of_1()
    {
        var table = ContingencyTable.FromCounts(new double[,] { { 4, 0 }, { 6, 0 } });
        Assert.True(double.IsNaN(table.ChiSquared));
        Assert.Equal(1, table.FisherTest());
    }

    [Fact]
    public void Negative_counts_are_refused() => Assert.Throws<DataError>(() => ContingencyTable.FromCounts(new double[,] { { 1, -2 }, { 3, 4 } }));

    [Fact]
    public void A_table_too_large_to_count_is_sent_to_drawing() =>
        Assert.Contains("SimulatedFisherTest", Assert.Throws<DataError>(() =>
        {
            var counts = new double[8, 8];
            for (int i = 0; i < 8; i++) for (int j = 0; j < 8; j++) counts[i, j] = 5 + (i * j) % 7;
            ContingencyTable.FromCounts(counts).FisherTest();
        }).Message);
}
