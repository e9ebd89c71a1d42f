using System.Collections.Immutable;

namespace Research;

/// <summary>A permutation test: how often a statistic is as far out when a column's values are dealt anew. All deals are gone through where they are
/// no more than the draws asked for: the p-value is then exact.</summary>
/// <remarks>Source: Fisher (1935), The Design of Experiments; Phipson and Smyth (2010), on p-values that cannot be zero.
/// R: <c>coin::independence_test(distribution = "exact")</c>.</remarks>
public sealed partial record PermutationTest : Result
{
    private PermutationTest(double observed, double deals, (double Far, double Greater, double Less) shares, string scheme) =>
        (Observed, Deals, PValue, PValueGreater, PValueLess, Scheme) = (observed, deals, shares.Far, shares.Greater, shares.Less, scheme);

    /// <summary>The statistic of the data themselves.</summary>
    public double Observed { get; }

    /// <summary>The statistic of each deal, in order of size; empty where deals were counted and not kept.</summary>
    public ImmutableArray<double> Dealt { get; private init; } = [];

    /// <summary>Deals gone through or drawn.</summary>
    public double Deals { get; }

    /// <summary>True when every deal was gone through.</summary>
    public bool IsExact { get; private init; } = true;

    /// <summary>What was dealt, how often and with what seed.</summary>
    public string Scheme { get; }

    /// <summary>Share of deals whose statistic is as far from 0 or further.</summary>
    public double PValue { get; }

    /// <summary>Share of deals with as large a statistic or larger.</summary>
    public double PValueGreater { get; }

    /// <summary>Share of deals with as small a statistic or smaller.</summary>
    public double PValueLess { get; }

    /// <summary>Deals the values of a column among all rows.</summary>
    /// <param name="data">The data.</param>
    /// <param name="column">The column dealt, such as the arm of a trial.</param>
    /// <param name="statistic">The statistic, 0 when the column does not matter; called from several threads at once.</param>
    /// <param name="seed">Named seed.</param>
    /// <param name="draws">Deals at most.</param>
    public static PermutationTest Rows(Dataset data, string column, Func<Dataset, double> statistic, long seed, int draws = 10_000) =>
        Run(new(data, column, [.. Enumerable.Range(0, data.Count).Select(i => (int[])[i])], new int[data.Count]), statistic, seed, draws);

    /// <summary>Deals the values within blocks, as they were randomised.</summary>
    /// <param name="data">The data.</param>
    /// <param name="column">The column dealt, and the blocks within which it is.</param>
    /// <param name="statistic">The statistic.</param>
    /// <param name="seed">Named seed.</param>
    /// <param name="draws">Deals at most.</param>
    public static PermutationTest WithinBlocks(Dataset data, (string Column, string Block) column, Func<Dataset, double> statistic, long seed, int draws = 10_000) =>
        Run(new(data, column.Column, [.. Enumerable.Range(0, data.Count).Select(i => (int[])[i])], DealtColumn.Groups(data, column.Block)), statistic, seed, draws);

    /// <summary>Deals the values among whole clusters: for trials that randomised schools. The column must be the same throughout each.</summary>
    /// <param name="data">The data.</param>
    /// <param name="column">The column dealt, and the clusters it belongs to.</param>
    /// <param name="statistic">The statistic.</param>
    /// <param name="seed">Named seed.</param>
    /// <param name="draws">Deals at most.</param>
    public static PermutationTest AmongClusters(Dataset data, (string Column, string Cluster) column, Func<Dataset, double> statistic, long seed, int draws = 10_000)
    {
        int[] cluster = DealtColumn.Groups(data, column.Cluster);
        int[][] units = [.. Enumerable.Range(0, data.Count).GroupBy(i => cluster[i]).OrderBy(g => g.Key).Select(g => g.ToArray())];
        return Run(new(data, column.Column, units, new int[units.Length]), statistic, seed, draws);
    }

    private static PermutationTest Run(DealtColumn dealt, Func<Dataset, double> statistic, long seed, int draws)
    {
        double observed = statistic(dealt.Data);
        if (!double.IsFinite(observed)) throw new DataError("permutation test", "a statistic that is not a number", "a finite statistic", "Check for an empty group or missing values.");
        bool exact = dealt.Deals <= draws;
        var values = exact
            ? Replicates.Numbered((int)dealt.Deals, i => [statistic(dealt.Deal(i))])
            : Replicates.Run(draws, seed, stream => [statistic(dealt.Deal(stream))]);
        if (values.Any(v => v.Length == 0 || !double.IsFinite(v[0])))
            throw new DataError("permutation test", "deals for which the statistic does not exist", "a statistic that exists for every deal", "Drop rows with missing values first.");
        string scheme = exact ? $"all {dealt.Deals:N0} deals of {dealt.Name} gone through" : $"{draws:N0} deals of {dealt.Name}, seed {seed}";
        ImmutableArray<double> statistics = [.. values.Select(v => v[0]).Order()];
        // Sums in another order differ in the last digits; such deals are ties.
        double slack = 1e-9 * Math.Max(1e-300, statistics.Select(Math.Abs).DefaultIfEmpty().Max());
        return new(observed, statistics.Length, (Share(d => Math.Abs(d) >= Math.Abs(observed) - slack), Share(d => d >= observed - slack), Share(d => d <= observed + slack)), scheme)
        { Dealt = statistics, IsExact = exact };

        double Share(Func<double, bool> isAsFar)
        {
            double count = statistics.Count(isAsFar);
            // The data themselves are one of the deals; a random draw of them must not count as impossible.
            return exact ? count / statistics.Length : (count + 1) / (statistics.Length + 1);
        }
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Permutation test: {Scheme}.",
        [new("statistic", "Statistic"), new("p_value", "p, two-sided"), new("p_value_greater", "p, greater"), new("p_value_less", "p, less")],
        [[Observed, PValue, PValueGreater, PValueLess]]);
}
