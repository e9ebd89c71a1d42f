namespace Research;

public sealed partial record PermutationTest
{
    /// <summary>Assignments counted at most by <see cref="OfMeans"/> and <see cref="OfSigns"/>.</summary>
    public const double MostForExact = 20_000_000;

    /// <summary>The difference of two groups' means against every assignment of the values to the groups, counted one by one and not kept.
    /// Refuses more than twenty million; <see cref="Rows"/> draws them. R: <c>coin::oneway_test(distribution = "exact")</c>.</summary>
    public static PermutationTest OfMeans(OutcomeGroup first, OutcomeGroup second)
    {
        first.Require(1, "the permutation test");
        second.Require(1, "the permutation test");
        double[] all = [.. first.Values, .. second.Values];
        int m = first.Count;
        double count = Math.Round(MathNet.Numerics.SpecialFunctions.Binomial(all.Length, m));
        if (count > MostForExact) throw TooMany(count);
        var tally = new Tally(first.Values.ToArray().Sum(), all.Sum() * m / all.Length, all.Sum(Math.Abs));
        int[] chosen = [.. Enumerable.Range(0, m)];
        double[] partial = new double[m + 1];
        for (int from = 0; ;)
        {
            for (int k = from; k < m; k++) partial[k + 1] = partial[k] + all[chosen[k]];
            tally.Add(partial[m]);
            int i = m - 1;
            while (i >= 0 && chosen[i] == all.Length - m + i) i--;
            if (i < 0) break;
            chosen[i]++;
            for (int k = i + 1; k < m; k++) chosen[k] = chosen[k - 1] + 1;
            from = i;
        }
        return new(first.Mean - second.Mean, count, tally.Shares(count), $"all {count:N0} assignments to {first.Name} and {second.Name} gone through");
    }

    /// <summary>The mean difference of pairs against the sign of every difference flipped in all ways, counted and not kept. Refuses more than twenty million ways.</summary>
    public static PermutationTest OfSigns(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        double[] differences = Pairs.Of(first, second).Differences;
        double count = Math.Pow(2, differences.Length);
        if (differences.Length == 0) throw new DataError("permutation test", "no pair", "at least one", "Check that both columns hold values together.");
        if (count > MostForExact) throw TooMany(count);
        var tally = new Tally(differences.Sum(), 0, differences.Sum(Math.Abs));
        Flip(0, 0);
        return new(differences.Sum() / differences.Length, count, tally.Shares(count), $"all {count:N0} signs of the differences gone through");

        void Flip(int i, double sum)
        {
            if (i == differences.Length)
            {
                tally.Add(sum);
                return;
            }
            Flip(i + 1, sum + differences[i]);
            Flip(i + 1, sum - differences[i]);
        }
    }

    private static DataError TooMany(double count) => new("permutation test", $"{count:G3} assignments", $"at most {MostForExact:G3}", "Draw them with PermutationTest.Rows and a seed.");

    // Sums equal but for rounding are ties, counted on the side of no evidence.
    private sealed class Tally(double observed, double expected, double scale)
    {
        private readonly double slack = 1e-9 * scale, extreme = Math.Abs(observed - expected);
        private double greater, less, far;

        public void Add(double sum)
        {
            if (sum >= observed - slack) greater++;
            if (sum <= observed + slack) less++;
            if (Math.Abs(sum - expected) >= extreme - slack) far++;
        }

        public (double Far, double Greater, double Less) Shares(double count) => (far / count, greater / count, less / count);
    }
}
