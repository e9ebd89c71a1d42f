namespace Research.Tests;

public class RandomStreamTests
{
    [Fact]
    public void A_seed_means_the_same_draws_for_ever()
    {
        var stream = RandomStream.FromSeed(20240901);
        Assert.Equal(Pinned.Bits, Enumerable.Range(0, 4).Select(_ => stream.Bits()));
        var normal = RandomStream.FromSeed(20240901).Fork(7).Fork("schools");
        foreach (double expected in Pinned.Normals) Assert.Equal(expected, normal.Normal());
    }

    [Fact]
    public void A_fork_depends_on_its_number_and_not_on_what_was_drawn_before()
    {
        var fresh = RandomStream.FromSeed(1);
        var used = RandomStream.FromSeed(1);
        for (int i = 0; i < 1000; i++) used.Normal();
        Assert.Equal(fresh.Fork(5).Bits(), used.Fork(5).Bits());
        Assert.NotEqual(fresh.Fork(5).Bits(), fresh.Fork(6).Bits());
        Assert.NotEqual(fresh.Fork("a").Bits(), fresh.Fork("A").Bits());
    }

    [Fact]
    public void Forks_of_one_stream_and_of_neighbouring_seeds_do_not_run_together()
    {
        var first = new HashSet<ulong>();
        for (int seed = 0; seed < 100; seed++)
            for (int fork = -500; fork < 500; fork++)
                Assert.True(first.Add(RandomStream.FromSeed(seed).Fork(fork).Bits()));
    }

    [Fact]
    public void Neighbouring_forks_are_not_correlated()
    {
        var root = RandomStream.FromSeed(42);
        double sum = 0;
        const int n = 20_000;
        for (int i = 0; i < n; i++) sum += root.Fork(i).Normal() * root.Fork(i + 1).Normal();
        Assert.InRange(sum / Math.Sqrt(n), -4, 4);
    }

    [Fact]
    public void Bits_are_balanced_in_every_place()
    {
        var stream = RandomStream.FromSeed(3);
        var ones = new int[64];
        const int n = 100_000;
        for (int i = 0; i < n; i++)
        {
            ulong bits = stream.Bits();
            for (int b = 0; b < 64; b++) ones[b] += (int)((bits >> b) & 1);
        }
        Assert.All(ones, count => Assert.InRange((count - (n / 2.0)) / Math.Sqrt(n / 4.0), -4.5, 4.5));
    }

    [Theory]
    [InlineData(1), InlineData(3), InlineData(10), InlineData(1000)]
    public void Whole_numbers_below_a_count_are_equally_likely(int count)
    {
        var stream = RandomStream.FromSeed(count);
        var seen = new double[count];
        int n = 200 * count;
        for (int i = 0; i < n; i++) seen[stream.Below(count)]++;
        double chi = seen.Sum(s => (s - 200) * (s - 200) / 200);
        Assert.InRange(chi, 0, count + (5 * Math.Sqrt(2.0 * count)));
    }

    [Fact]
    public void Every_order_of_four_is_equally_likely()
    {
        var stream = RandomStream.FromSeed(9);
        var seen = new Dictionary<string, int>();
        for (int i = 0; i < 24_000; i++)
        {
            string order = string.Concat(stream.Permutation(4));
            seen[order] = seen.GetValueOrDefault(order) + 1;
        }
        Assert.Equal(24, seen.Count);
        Assert.InRange(seen.Values.Sum(s => Math.Pow(s - 1000, 2) / 1000), 0, 58);
    }

    [Fact]
    public void A_choice_follows_its_weights_and_never_takes_a_zero()
    {
        var stream = RandomStream.FromSeed(4);
        var seen = new int[4];
        for (int i = 0; i < 40_000; i++) seen[stream.Choose([1, 0, 2, 1])]++;
        Assert.Equal(0, seen[1]);
        Assert.InRange(seen[2], 19_500, 20_500);
        Assert.Throws<ArgumentException>(() => stream.Choose([0, 0]));
        Assert.Throws<ArgumentException>(() => stream.Choose([1, -1]));
        Assert.Throws<ArgumentException>(() => stream.Choose([]));
    }

    // Mean, variance and third central moment of each distribution, within five standard errors of their estimates.
    [Theory]
    [InlineData("normal", 0, 1, 0)]
    [InlineData("exponential", 1, 1, 2)]
    [InlineData("gamma 0.3", 0.3, 0.3, 0.6)]
    [InlineData("gamma 5", 5, 5, 10)]
    [InlineData("chi-squared 4", 4, 8, 32)]
    [InlineData("beta 2, 6", 0.25, 0.020833333, 0.0020833333)]
    [InlineData("binomial 12, 0.2", 2.4, 1.92, 1.152)]
    [InlineData("binomial 1000, 0.03", 30, 29.1, 27.354)]
    [InlineData("binomial 5000, 0.98", 4900, 98, -94.08)]
    [InlineData("poisson 3", 3, 3, 3)]
    [InlineData("poisson 250", 250, 250, 250)]
    public void Draws_have_the_moments_of_their_distribution(string name, double mean, double variance, double third)
    {
        var stream = RandomStream.FromSeed(20240901).Fork(name);
        const int n = 100_000;
        var draws = new double[n];
        for (int i = 0; i < n; i++) draws[i] = Draw(stream, name);
        double m1 = draws.Average(), m2 = Moment(2), m3 = Moment(3);
        Assert.InRange(m1 - mean, -5 * Math.Sqrt(variance / n), 5 * Math.Sqrt(variance / n));
        double error2 = Math.Sqrt((Moment(4) - (m2 * m2)) / n), error3 = Math.Sqrt(Moment(6) / n);
        Assert.InRange(m2 - variance, -5 * error2, 5 * error2);
        Assert.InRange(m3 - third, -5 * error3, 5 * error3);

        double Moment(int k) => draws.Average(d => Math.Pow(d - m1, k));
    }

    private static double Draw(RandomStream stream, string name) => name switch
    {
        "normal" => stream.Normal(),
        "exponential" => stream.Exponential(),
        "gamma 0.3" => stream.Gamma(0.3),
        "gamma 5" => stream.Gamma(5),
        "chi-squared 4" => stream.ChiSquared(4),
        "beta 2, 6" => stream.Beta(2, 6),
        "binomial 12, 0.2" => stream.Binomial(12, 0.2),
        "binomial 1000, 0.03" => stream.Binomial(1000, 0.03),
        "binomial 5000, 0.98" => stream.Binomial(5000, 0.98),
        "poisson 3" => stream.Poisson(3),
        "poisson 250" => stream.Poisson(250),
        _ => throw new ArgumentException(name),
    };

    [Fact]
    public void Ends_of_the_range_are_exact()
    {
        var stream = RandomStream.FromSeed(0);
        Assert.Equal(0, stream.Binomial(10_000, 0));
        Assert.Equal(10_000, stream.Binomial(10_000, 1));
        Assert.Equal(0, stream.Binomial(0, 0.5));
        Assert.Equal(0, stream.Poisson(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Below(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Binomial(-1, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Binomial(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Poisson(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Gamma(0));
    }

    [Fact]
    public void The_portable_logarithm_and_exponential_agree_with_the_machines_own()
    {
        var stream = RandomStream.FromSeed(8);
        for (int i = 0; i < 100_000; i++)
        {
            double x = Math.ScaleB(stream.Uniform(), stream.Below(2000) - 1000);
            if (x > 0) Assert.Equal(Math.Log(x), PortableMath.Log(x), Math.Abs(Math.Log(x)) * 1e-15 + 1e-16);
            double y = stream.Uniform(-700, 700);
            Assert.Equal(1, PortableMath.Exp(y) / Math.Exp(y), 1e-15);
        }
    }

    // From a second implementation (in Python) of xoshiro256++, SplitMix64 and the polar method.
    private static class Pinned
    {
        public static readonly ulong[] Bits = [2094726528967473972, 11800181764755143269, 2019308289290907110, 11176008769095213379];
        public static readonly double[] Normals = [0.4218710474962325, -0.23369485230026033, -0.3242306910919895, 0.916239436619873];
    }
}
