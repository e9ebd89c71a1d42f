namespace Research.Tests;

public class JackknifeTests
{
    private static readonly Dataset Data = new(new NumberColumn("y", [3.1, 4.7, 2.2, 8.9, 5.5, 6.1]), FactorColumn.From("school", ["a", "a", "b", "b", "c", "c"]));

    private static double Mean(Dataset data) => data.Numbers("y").ToArray().Average();

    [Fact]
    public void The_standard_error_of_a_mean_is_its_textbook_one_and_its_bias_zero()
    {
        double[] y = Data.Numbers("y").ToArray();
        double mean = y.Average(), expected = Math.Sqrt(y.Sum(v => (v - mean) * (v - mean)) / 5 / 6);
        var jackknife = Jackknife.Cases(Data, Mean);
        Assert.Equal(expected, jackknife.StandardError, 1e-12);
        Assert.Equal(0, jackknife.Bias, 1e-12);
        Assert.Equal(mean - (new StudentTDistribution(5).ForLevel(0.9) * expected), jackknife.Interval(0.9).Low, 1e-12);
    }

    [Fact]
    public void The_bias_of_the_variance_with_divisor_n_is_found_exactly()
    {
        static double Variance(Dataset data)
        {
            double[] y = data.Numbers("y").ToArray();
            double mean = y.Average();
            return y.Average(v => (v - mean) * (v - mean));
        }
        var jackknife = Jackknife.Cases(Data, Variance);
        Assert.Equal(jackknife.Estimate * 6 / 5, jackknife.Estimate - jackknife.Bias, 1e-12);
    }

    [Fact]
    public void Schools_are_left_out_whole()
    {
        var jackknife = Jackknife.Clusters(Data, "school", Mean);
        Assert.Equal(3, jackknife.Values.Length);
        Assert.Equal((2.2 + 8.9 + 5.5 + 6.1) / 4, jackknife.Values[0], 1e-12);
        Assert.Contains("3 clusters (school)", jackknife.ToTable().Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_input_ends_in_a_message()
    {
        Assert.Throws<DataError>(() => Jackknife.Cases(new Dataset(new NumberColumn("y", [1])), Mean));
        Assert.Contains("does not exist", Assert.Throws<DataError>(() => Jackknife.Cases(Data, d => d.Numbers("y").ToArray().Max() > 8 ? 1 : double.NaN)).Message, StringComparison.Ordinal);
    }
}
