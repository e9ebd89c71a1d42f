namespace Research.Tests;

/// <summary>Control limits of a funnel, against R's quantiles and against the tails themselves.</summary>
public class FunnelTests
{
    [Theory]
    [InlineData(50, 0.73, 0.95, 30, 42)] // R: qbinom(c(.025, .975), 50, .73)
    [InlineData(50, 0.73, 0.998, 26, 45)]
    [InlineData(7, 0.3, 0.95, 0, 5)]
    [InlineData(7, 0.3, 0.998, 0, 6)]
    public void Limits_are_R_quantiles(int pupils, double rate, double level, long low, long high) => Assert.Equal((low, high), Funnel.BinomialLimits(pupils, rate, level));

    [Fact]
    public void No_count_within_the_limits_is_too_rare_and_every_count_beyond_is()
    {
        foreach (int n in new[] { 1, 2, 5, 13, 30, 61, 240 })
            foreach (double p in new[] { 0.02, 0.31, 0.5, 0.78, 0.99 })
                foreach (double level in new[] { 0.95, 0.998 })
                {
                    var (low, high) = Funnel.BinomialLimits(n, p, level);
                    var binomial = new BinomialDistribution(n, p);
                    double tail = (1 - level) / 2;
                    Assert.True(binomial.Lower(low) >= tail && (low == 0 || binomial.Lower(low - 1) < tail));
                    Assert.True(binomial.Upper(high - 1) >= tail && (high == n || binomial.Upper(high) < tail));
                }
    }

    [Fact]
    public void Schools_outside_are_listed_and_marked()
    {
        using var extract = new CountedPupils().AddSchools((110001, "primary"), (110002, "primary"), (110003, "primary"), (110004, "special"));
        SchoolGapsTests.AddSchool(extract, 110001, (0, 0, 70, 100));
        SchoolGapsTests.AddSchool(extract, 110002, (0, 0, 72, 100));
        SchoolGapsTests.AddSchool(extract, 110003, (0, 0, 8, 40));
        SchoolGapsTests.AddSchool(extract, 110004, (0, 0, 0, 20));
        var funnel = extract.Open().SchoolFunnel(Measures.Ks2ReadingWritingMathsLevel4, Groups.AllPupils, 2013);
        Assert.Equal(62.5, funnel.Target, 1e-9); // 150 of 240, the special school apart
        Assert.Equal(("School 110003", 40d, 20d, FunnelPlace.Outside998), (funnel.Schools[0].Name, funnel.Schools[0].Size, funnel.Schools[0].Value, funnel.Schools[0].Place));
        Assert.Equal(funnel.Outside.Count(), funnel.ToTable().Rows.Length);
        Assert.All(funnel.Limits, l => Assert.True(l.Wide.Low <= l.Narrow.Low && l.Narrow.High <= l.Wide.High && l.Narrow.Low <= funnel.Target && funnel.Target <= l.Narrow.High));
        Assert.True(funnel.Dispersion > 5);
        Assert.Contains("School 110003 at 20.0", funnel.ToChart()!.Alternative, StringComparison.Ordinal);
    }

    [Fact]
    public void Chance_alone_puts_about_one_in_twenty_outside()
    {
        var random = new Random(11);
        using var extract = new CountedPupils().AddSchools([.. Enumerable.Range(0, 200).Select(i => (110001 + i, "primary"))]);
        foreach (int i in Enumerable.Range(0, 200))
        {
            int n1 = 5 + random.Next(20), n2 = 20 + random.Next(30);
            SchoolGapsTests.AddSchool(extract, 110001 + i, (Enumerable.Range(0, n1).Count(_ => random.NextDouble() < 0.5), n1, Enumerable.Range(0, n2).Count(_ => random.NextDouble() < 0.75), n2));
        }
        var funnel = extract.Open().SchoolGaps(Measures.Ks2ReadingWritingMathsLevel4, Groups.FreeSchoolMeals, 2013).ToFunnel();
        Assert.InRange(funnel.Outside.Count(), 2, 20);
        Assert.InRange(funnel.Dispersion, 0.75, 1.25);
        Assert.NotNull(funnel.ToChart());
    }
}
