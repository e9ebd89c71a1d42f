using System.Collections.Immutable;
using System.Text.Json;

namespace Research.Oracle;

/// <summary>Where several sets of pairs answer a question equally well, the case's own, once it is seen that they do; else ours stand, and a difference shows.</summary>
/// <remarks>What follows from pairs (weights, balance, effects, errors) is then compared on the same pairs. That the pairs are the case's is so by construction: <c>docs/oracle/matching.md</c>.</remarks>
internal static class EquallyGoodPairs
{
    private const double Rounding = 1e-12;

    public static MatchedSample Of(MatchedSample own, Block block)
    {
        if (own.Matches.IsEmpty || block.Args.Flag("replace") || block.Figures.FirstOrDefault(f => f.Name == "matched_control_row") is not { } expected) return own;
        int[] treated = [.. Enumerable.Range(0, own.Rows.Length).Where(i => own.Treated[i])];
        if (expected.Values.Length != treated.Length) return own;
        int[] theirs = [.. expected.Values.Select(v => v.ValueKind == JsonValueKind.Number ? own.Rows.IndexOf(v.GetInt32() - 1) : -1)];
        if (theirs.Where(t => t >= 0).Distinct().Count() != theirs.Count(t => t >= 0) || theirs.Any(t => t >= 0 && own.Treated[t])) return own;
        bool good = block.Args.Need("method") == "optimal" ? AreOptimal(own, treated, theirs)
            : block.Args.Text("distance") == "mahalanobis" && block.Args.Text("caliper") is null && AreNearest(block, treated, theirs);
        return good ? With(own, [.. treated.Select((row, k) => (row, theirs[k])).Where(p => p.Item2 >= 0)]) : own;
    }

    // No further apart in all than ours.
    private static bool AreOptimal(MatchedSample own, int[] treated, int[] theirs)
    {
        double Apart(Func<int, int> match) => treated.Select((row, k) => Math.Abs(own.Score[row] - own.Score[match(k)])).Sum();
        return theirs.All(t => t >= 0) && Apart(k => theirs[k]) <= Apart(k => own.Matches[treated[k]][0]) * (1 + 1e-9);
    }

    // In turn, each treated row takes a free row as near as any: of rows equally near but for rounding, whichever.
    private static bool AreNearest(Block block, int[] treated, int[] theirs)
    {
        string[] exact = block.Args.Text("exact") is { } text ? [.. text.Replace("~", "", StringComparison.Ordinal).Split('+', StringSplitOptions.TrimEntries)] : [];
        var frame = TreatmentFrame.Of(block.Args.Need("formula"), block.Data, exact);
        var space = CovariateSpace.Of(frame);
        int[] strata = frame.Strata(exact);
        var free = Enumerable.Range(0, frame.Count).Where(i => !frame.Treated[i]).ToHashSet();
        for (int k = 0; k < treated.Length; k++)
        {
            double nearest = free.Where(i => strata[i] == strata[treated[k]]).Select(i => space.Squared(treated[k], i)).DefaultIfEmpty(double.PositiveInfinity).Min();
            if (theirs[k] < 0 ? !double.IsInfinity(nearest) : !free.Contains(theirs[k]) || strata[theirs[k]] != strata[treated[k]] || space.Squared(treated[k], theirs[k]) > nearest + (Rounding * (1 + nearest))) return false;
            free.Remove(theirs[k]);
        }
        return true;
    }

    private static MatchedSample With(MatchedSample own, (int Row, int Match)[] pairs)
    {
        var of = pairs.ToDictionary(p => p.Row, p => p.Match);
        int[] sets = MatchSets.Of(pairs, own.Rows.Length);
        return own with
        {
            Matches = [.. Enumerable.Range(0, own.Rows.Length).Select(i => of.TryGetValue(i, out int other) ? [other] : ImmutableArray<int>.Empty)],
            Sets = [.. sets],
            Weights = [.. MatchSets.Weights(sets, [.. own.Treated], own.Estimand)],
        };
    }
}
