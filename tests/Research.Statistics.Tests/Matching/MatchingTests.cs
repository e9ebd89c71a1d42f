using CsCheck;

namespace Research.Tests;

public class MatchingTests
{
    private const string Formula = "treated ~ x + z";

    [Fact]
    public void Nearest_matching_takes_what_a_search_of_every_pair_takes() => Gen.Select(Gen.Int[1, 100_000], Gen.Int[1, 3], Gen.Bool).Sample((seed, ratio, replace) =>
    {
        var data = Pupils(seed, 120);
        var sample = Matching.Nearest(Formula, data, new() { Ratio = ratio, Replace = replace, Caliper = Caliper.Deviations(0.5) });
        Assert.Equal(Greedy(sample, ratio, replace), sample.Matches.Select(m => m.ToArray()));
    }, iter: 40);

    [Fact]
    public void Closest_first_never_leaves_two_pairs_that_would_rather_be_one()
    {
        var sample = Matching.Nearest(Formula, Pupils(7, 200), new() { Order = MatchOrder.Closest });
        double Apart(int i, int j) => Math.Abs(sample.Score[i] - sample.Score[j]);
        var pairs = Enumerable.Range(0, sample.Treated.Length).Where(i => sample.Matches[i].Length == 1).Select(i => (i, j: sample.Matches[i][0])).ToList();
        Assert.All(pairs, one => Assert.All(pairs, two => Assert.True(Apart(one.i, two.j) >= Math.Min(Apart(one.i, one.j), Apart(two.i, two.j)) - 1e-12)));
    }

    [Fact]
    public void Optimal_pairs_cost_no_more_than_any_other() => Gen.Int[1, 100_000].Sample(seed =>
    {
        var random = RandomStream.FromSeed(seed);
        var costs = Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, 7).Select(_ => (long)random.Below(50)).ToArray()).ToArray();
        int[] found = SparseAssignment.Solve([.. costs.Select(_ => Enumerable.Range(0, 7).ToArray())], costs, 7, mayStay: false).ColumnOf;
        Assert.Equal(5, found.Distinct().Count());
        Assert.Equal(Least(costs, 0, []), found.Select((j, i) => costs[i][j]).Sum());
    }, iter: 200);

    [Fact]
    public void A_full_matching_is_the_cheapest_cover_and_made_of_stars() => Gen.Int[1, 100_000].Sample(seed =>
    {
        var random = RandomStream.FromSeed(seed);
        var at = Enumerable.Range(0, 7).Select(_ => random.Uniform()).ToArray();
        double Apart(int i, int j) => Math.Abs(at[i] - at[j]);
        (int[], int[]) rows = ([0, 1, 2], [3, 4, 5, 6]);
        var links = OptimalMatching.Full(rows, new(rows, at, double.PositiveInfinity)).ToList();
        Assert.Equal(OptimalMatching.Full(rows, new(rows, Apart, double.PositiveInfinity)), links);
        double least = double.PositiveInfinity;
        for (int set = 1; set < 4096; set++)
        {
            var chosen = Enumerable.Range(0, 12).Where(k => (set >> k & 1) == 1).Select(k => (k / 4, 3 + (k % 4))).ToList();
            if (chosen.SelectMany(c => (int[])[c.Item1, c.Item2]).Distinct().Count() == 7) least = Math.Min(least, chosen.Sum(c => Apart(c.Item1, c.Item2)));
        }
        Assert.InRange(links.Sum(l => Apart(l.Seeker, l.Match)), least - 1e-12, least + 1e-6);
        Assert.All(links, l => Assert.True(links.Count(o => o.Seeker == l.Seeker) == 1 || links.Count(o => o.Match == l.Match) == 1));
    }, iter: 100);

    [Fact]
    public void Pairs_on_a_line_are_as_good_as_the_best_of_all() => Gen.Select(Gen.Int[1, 100_000], Gen.Int[1, 40], Gen.Int[0, 60], Gen.Bool).Sample((seed, many, spare, coarse) =>
    {
        var random = RandomStream.FromSeed(seed);
        double Score(double up) => coarse ? random.Below(8) / 8.0 : random.Uniform() + up;
        double[] seekers = [.. Enumerable.Range(0, many).Select(_ => Score(0.4))], candidates = [.. Enumerable.Range(0, many + spare).Select(_ => Score(0))];
        int[] found = LinePairs.Of(seekers, candidates);
        var columns = seekers.Select(_ => Enumerable.Range(0, candidates.Length).ToArray()).ToArray();
        var costs = seekers.Select(s => candidates.Select(c => (long)Math.Round(1e9 * Math.Abs(s - c))).ToArray()).ToArray();
        int[] best = SparseAssignment.Solve(columns, costs, candidates.Length, mayStay: false).ColumnOf;
        Assert.Equal(many, found.Distinct().Count());
        Assert.Equal(best.Select((c, k) => Math.Abs(seekers[k] - candidates[c])).Sum(), found.Select((c, k) => Math.Abs(seekers[k] - candidates[c])).Sum(), 1e-7);
    }, iter: 500);

    [Fact]
    public void Offered_a_few_at_a_time_the_optimum_is_that_of_all_pairs()
    {
        var random = RandomStream.FromSeed(31);
        double[] at = [.. Enumerable.Range(0, 4000).Select(i => random.Uniform() + (i < 600 ? 0.3 : 0))];
        int[] seekers = [.. Enumerable.Range(0, 600)], candidates = [.. Enumerable.Range(600, 3400)];
        double found = OptimalMatching.Pairs((seekers, candidates), (i, j) => Math.Abs(at[i] - at[j]), 1).Sum(p => Math.Abs(at[p.Seeker] - at[p.Match]));
        var columns = seekers.Select(_ => Enumerable.Range(0, 3400).ToArray()).ToArray();
        var costs = seekers.Select(i => candidates.Select(j => (long)(1e9 * Math.Abs(at[i] - at[j]))).ToArray()).ToArray();
        int[] all = SparseAssignment.Solve(columns, costs, 3400, mayStay: false).ColumnOf;
        Assert.Equal(all.Select((j, i) => Math.Abs(at[i] - at[600 + j])).Sum(), found, 1e-4);
    }

    [Fact]
    public void Where_nobody_is_within_reach_the_matching_says_so() =>
        Assert.Contains("Widen the caliper", Assert.Throws<DataError>(() => Matching.Nearest(Formula, Pupils(5, 300), new() { Caliper = Caliper.Of(1e-12) })).Message, StringComparison.Ordinal);

    [Fact]
    public void Drawing_pairs_again_gives_the_error_by_pair()
    {
        var sample = Matching.Nearest(Formula, Pupils(23, 900), new() { Caliper = Caliper.Deviations(0.2) });
        double byPair = sample.Effect("y", adjusted: false)["treated"].StandardError, drawn = sample.PairBootstrap("y", seed: 1, draws: 500, adjusted: false)["treated"].StandardError;
        Assert.InRange(drawn / byPair, 0.88, 1.12);
    }

    [Fact]
    public void Preferred_matches_stay_within_the_school_where_the_school_has_any()
    {
        var data = Pupils(11, 400);
        var school = FactorColumn.From("school", [.. Enumerable.Range(0, 400).Select(i => $"s{i % 8}")]);
        var sample = Matching.Nearest(Formula, data.With(school), new() { Preferred = "school", Caliper = Caliper.Deviations(0.3) });
        int inside = Enumerable.Range(0, 400).Count(i => sample.Matches[i].Length == 1 && school.Codes[i] == school.Codes[sample.Matches[i][0]]);
        int anywhere = Enumerable.Range(0, 400).Count(i => sample.Matches[i].Length == 1);
        int plain = Matching.Nearest(Formula, data, new() { Caliper = Caliper.Deviations(0.3) }) is var other ? Enumerable.Range(0, 400).Count(i => other.Matches[i].Length == 1 && school.Codes[i] == school.Codes[other.Matches[i][0]]) : 0;
        Assert.True(inside > 2 * plain, $"{inside} of {anywhere} inside, {plain} without preference");
        Assert.All(Enumerable.Range(0, 400).Where(i => sample.Matches[i].Length == 1), i => Assert.True(Math.Abs(sample.Score[i] - sample.Score[sample.Matches[i][0]]) <= sample.CaliperWidth!.Value + 1e-12));
    }

    [Fact]
    public void Overlap_weights_balance_every_mean() =>
        Assert.All(Weighting.Propensity(Formula, Pupils(3, 500), Estimand.Overlap).Balance.Covariates.Skip(1), c => Assert.Equal(0, c.After.Difference, 1e-6));

    [Fact]
    public void Matching_recovers_an_effect_that_the_plain_difference_gets_wrong()
    {
        var data = Pupils(19, 20_000);
        double plain = LinearModel.Fit("y ~ treated", data)["treated"].Estimate;
        double matched = Matching.Nearest(Formula, data, new() { Caliper = Caliper.Deviations(0.1) }).Effect("y", adjusted: false)["treated"].Estimate;
        Assert.True(plain > 2.5, $"{plain}");
        Assert.Equal(1.0, matched, 0.1);
    }

    [Fact]
    public async Task The_result_is_the_same_on_one_thread_and_on_two()
    {
        var data = Pupils(5, 3000);
        var options = new MatchingOptions { Distance = MatchDistance.Mahalanobis };
        var two = Matching.Nearest(Formula, data, options);
        var one = await Task.Factory.StartNew(() => Matching.Nearest(Formula, data, options), TestContext.Current.CancellationToken, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 1).ExclusiveScheduler);
        Assert.Equal(two.Weights.AsEnumerable(), one.Weights);
        Assert.Equal(two.Balance.ToString(), one.Balance.ToString());
    }

    [Theory]
    [InlineData("y ~ x", "other values than two")]
    [InlineData("treated ~ twin", "tell treated from untreated with certainty")]
    public void What_cannot_be_matched_is_refused(string formula, string message)
    {
        var data = Pupils(5, 300);
        data = data.With(new NumberColumn("twin", data.Numbers("treated").ToArray()));
        Assert.Contains(message, Assert.Throws<DataError>(() => Matching.Nearest(formula, data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_random_order_needs_a_seed() =>
        Assert.Contains("Name a seed", Assert.Throws<DataError>(() => Matching.Nearest(Formula, Pupils(5, 300), new() { Order = MatchOrder.Random })).Message, StringComparison.Ordinal);

    private static Dataset Pupils(int seed, int count)
    {
        var random = RandomStream.FromSeed(seed);
        double[] x = new double[count], z = new double[count], treated = new double[count], y = new double[count];
        for (int i = 0; i < count; i++)
        {
            (x[i], z[i]) = (random.Normal(), random.Normal());
            treated[i] = random.Chance(1 / (1 + Math.Exp(1.2 - x[i] - (0.4 * z[i])))) ? 1 : 0;
            y[i] = (2 * x[i]) + z[i] + treated[i] + random.Normal();
        }
        return new(new NumberColumn("x", x), new NumberColumn("z", z), new NumberColumn("treated", treated), new NumberColumn("y", y));
    }

    private static IEnumerable<int[]> Greedy(MatchedSample sample, int ratio, bool replace)
    {
        int n = sample.Treated.Length;
        var matches = Enumerable.Range(0, n).Select(_ => new List<int>()).ToArray();
        var taken = new bool[n];
        int[] line = [.. Enumerable.Range(0, n).OrderBy(i => sample.Score[i])];
        var place = new int[n];
        for (int k = 0; k < n; k++) place[line[k]] = k;
        var seekers = Enumerable.Range(0, n).Where(i => sample.Treated[i]);
        for (int round = 0; round < ratio; round++)
            foreach (int i in replace ? seekers : seekers.OrderByDescending(i => sample.Score[i]))
            {
                if (matches[i].Count < round) continue;
                var free = line.Where(j => !sample.Treated[j] && !taken[j] && !matches[i].Contains(j) && Math.Abs(sample.Score[j] - sample.Score[i]) <= sample.CaliperWidth).ToList();
                if (free.Count == 0) continue;
                int best = free.MinBy(j => (Math.Abs(sample.Score[j] - sample.Score[i]), Math.Abs(place[j] - place[i])));
                matches[i].Add(best);
                taken[best] = !replace;
            }
        return matches.Select(m => m.ToArray());
    }

    private static long Least(long[][] costs, int row, HashSet<int> used) => row == costs.Length ? 0
        : Enumerable.Range(0, costs[0].Length).Where(j => !used.Contains(j)).Min(j => costs[row][j] + Least(costs, row + 1, [.. used, j]));
}
