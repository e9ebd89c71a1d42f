namespace Research;

/// <summary>Permutation tests of a difference in means with every assignment counted; where there are too many, <see cref="PermutationTest"/> draws them.
/// R: <c>coin::oneway_test(distribution = "exact")</c>.</summary>
public sealed record ExactPermutationTest : Result
{
    /// <summary>Assignments counted at most.</summary>
    public const double MostForExact = 20_000_000;
    private const double Slack = 1e-9;

    private ExactPermutationTest(string method, double difference, double permutations, (double Greater, double Extreme) shares) =>
        (Method, Difference, Permutations, PGreater, PValue) = (method, difference, permutations, shares.Greater, shares.Extreme);

    /// <summary>What was permuted and how.</summary>
    public string Method { get; }

    /// <summary>The observed difference in means.</summary>
    public double Difference { get; }

    /// <summary>Assignments counted.</summary>
    public double Permutations { get; }

    /// <summary>Two-sided p-value: assignments as far from the expected sum as the one observed, or farther.</summary>
    public double PValue { get; }

    /// <summary>One-sided p-value: assignments with as great a difference, or greater.</summary>
    public double PGreater { get; }

    /// <summary>Two groups, exact. Refuses more than twenty million assignments.</summary>
    public static ExactPermutationTest OfMeans(OutcomeGroup first, OutcomeGroup second)
    {
        double[] all = Joined(first, second);
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
        return new("Permutation test, all assignments to the two groups", first.Mean - second.Mean, count, tally.Shares(count));
    }

    /// <summary>Pairs: the sign of every difference flipped in all ways. Refuses more than twenty million ways.</summary>
    public static ExactPermutationTest OfSigns(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        double[] differences = Pairs.Of(first, second).Differences;
        double count = Math.Pow(2, differences.Length);
        if (differences.Length == 0) throw new DataError("permutation test", "no pair", "at least one", "Check that both columns hold values together.");
        if (count > MostForExact) throw TooMany(count);
        var tally = new Tally(differences.Sum(), 0, differences.Sum(Math.Abs));
        Flip(0, 0);
        return new("Permutation test, all signs of the differences", differences.Sum() / differences.Length, count, tally.Shares(count));

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

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Method}: {Permutations:G}",
        [new("difference", "Difference in means"), new("p_value", "p, two-sided"), new("p_greater", "p, first greater")], [[Difference, PValue, PGreater]]);

    private static double[] Joined(OutcomeGroup first, OutcomeGroup second)
    {
        first.Require(1, "the permutation test");
        second.Require(1, "the permutation test");
        return [.. first.Values, .. second.Values];
    }

    private static DataError TooMany(double count) => new("permutation test", $"{count:G3} assignments", $"at most {MostForExact:G3}", "Draw them with PermutationTest and a seed.");

    // Sums equal but for rounding are ties, counted on the side of no evidence.
    private sealed class Tally(double observed, double expected, double scale)
    {
        private readonly double slack = Slack * scale, extreme = Math.Abs(observed - expected);
        private double greater, far;

        public void Add(double sum)
        {
            if (sum >= observed - slack) greater++;
            if (Math.Abs(sum - expected) >= extreme - slack) far++;
        }

        public (double Greater, double Extreme) Shares(double count) => (greater / count, far / count);
    }
}
