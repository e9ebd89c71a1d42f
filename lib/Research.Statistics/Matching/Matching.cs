using System.Collections.Immutable;

namespace Research;

/// <summary>Matching: comparison pupils chosen to be like those who had a programme, before their outcomes are looked at.</summary>
/// <remarks>The formula has the treatment (1 and 0, or two categories) left of ~, the covariates right of it. Sources: Rosenbaum and Rubin (1983), Biometrika 70(1); Stuart (2010),
/// Statistical Science 25(1); Ho, Imai, King and Stuart (2011), JSS 42(8). R: <c>MatchIt::matchit</c>, whose conventions and ties these are (version 4.5).</remarks>
public static class Matching
{
    /// <summary>Each treated pupil in turn takes the nearest comparison pupil that is free. R: <c>method = "nearest"</c>.</summary>
    /// <param name="formula">The treatment and the covariates, such as <c>tutored ~ prior + fsm + sen</c>.</param>
    /// <param name="data">The data.</param>
    /// <param name="options">Distance, ratio, caliper, order, exact columns; null for one each on the propensity score.</param>
    public static MatchedSample Nearest(string formula, Dataset data, MatchingOptions? options = null)
    {
        options = Checked(options ?? new());
        if (options.Estimand == Estimand.Controls && options.Order == MatchOrder.Largest) options = options with { Order = MatchOrder.Smallest };
        var frame = TreatmentFrame.Of(formula, data, [.. options.Exact, options.Preferred]);
        var (score, space, width) = Measure(frame, options);
        bool[] focal = Focal(frame, options.Estimand);
        int[][] matches = NearestMatching.Of(frame, focal, (score, space, width), options);
        int[]? sets = options.Replace ? null : MatchSets.Of(Links(matches), frame.Count);
        string by = options.Replace ? "with replacement" : "without replacement";
        return Found(new(frame, $"Nearest-neighbour matching {by}, {options.Ratio}:1{Limits(options)}", options.Estimand)
        {
            Score = Scores(score),
            CaliperWidth = options.Caliper is null ? null : width,
            Matches = Lists(matches),
            Sets = sets is null ? [] : [.. sets],
            Weights = [.. MatchSets.Weights(matches, focal)],
        });
    }

    /// <summary>Pairs (or sets of one treated and several comparison pupils) with the least total distance. R: <c>method = "optimal"</c>.</summary>
    /// <inheritdoc cref="Nearest"/>
    public static MatchedSample Optimal(string formula, Dataset data, MatchingOptions? options = null)
    {
        options = Checked(options ?? new());
        if (options.Caliper is not null) throw new DataError("matching options", "a caliper", "none for optimal pairs", "Use nearest or full matching for a caliper.");
        return InStrata(formula, data, options, $"Optimal matching, {options.Ratio}:1{Limits(options)}",
            (rows, measure) => measure.Score is { } score ? OptimalMatching.Pairs(rows, score, options.Ratio) : OptimalMatching.Pairs(rows, measure.Space!.Distance, options.Ratio), pairs: true);
    }

    /// <summary>Everybody in sets of one treated and one or more comparison pupils, or the other way round, with the least total distance. R: <c>method = "full"</c>.</summary>
    /// <inheritdoc cref="Nearest"/>
    public static MatchedSample Full(string formula, Dataset data, MatchingOptions? options = null)
    {
        options = Checked(options ?? new());
        return InStrata(formula, data, options, $"Full matching{Limits(options)}",
            (rows, measure) => OptimalMatching.Full(rows, measure.Space is { } space ? new(rows, space.Distance, measure.Width) : new(rows, measure.Score!, measure.Width)), pairs: false);
    }

    /// <summary>Pupils who agree on every covariate. R: <c>method = "exact"</c>.</summary>
    /// <param name="formula">The treatment and the covariates.</param>
    /// <param name="data">The data.</param>
    /// <param name="estimand">For whom the effect is to be.</param>
    public static MatchedSample Exact(string formula, Dataset data, Estimand estimand = Estimand.Treated) => InCells(formula, data, estimand, "Exact matching", exactly: true);

    /// <summary>Pupils who agree on every covariate once numbers are coarsened to bins. R: <c>method = "cem"</c>.</summary>
    /// <inheritdoc cref="Exact"/>
    public static MatchedSample Coarsened(string formula, Dataset data, Estimand estimand = Estimand.Treated) => InCells(formula, data, estimand, "Coarsened exact matching", exactly: false);

    /// <summary>Classes of pupils with like propensity scores. R: <c>method = "subclass"</c>.</summary>
    /// <param name="formula">The treatment and the covariates.</param>
    /// <param name="data">The data.</param>
    /// <param name="classes">How many classes; five take away nine tenths of the bias from a covariate (Cochran 1968).</param>
    /// <param name="estimand">For whom the effect is to be.</param>
    public static MatchedSample Subclass(string formula, Dataset data, int classes = 6, Estimand estimand = Estimand.Treated)
    {
        if (classes < 2) throw new DataError("subclasses", $"{classes}", "2 or more", "Ask for five or six.");
        var frame = TreatmentFrame.Of(formula, data);
        double[] score = PropensityScore.Of(frame);
        int[] sets = Subclasses.Of(score, frame.Treated, classes, estimand);
        return new(frame, $"Subclassification into {sets.Max() + 1} classes", estimand)
        {
            Score = Scores(score),
            Sets = [.. sets],
            Weights = [.. MatchSets.Weights(sets, frame.Treated, estimand)],
        };
    }

    private static MatchedSample InCells(string formula, Dataset data, Estimand estimand, string method, bool exactly)
    {
        var frame = TreatmentFrame.Of(formula, data);
        int[] sets = CoarsenedCovariates.Shared(CoarsenedCovariates.Strata(frame, exactly), frame.Treated);
        return Found(new(frame, method, estimand) { Sets = [.. sets], Weights = [.. MatchSets.Weights(sets, frame.Treated, estimand)] });
    }

    private static MatchedSample InStrata(string formula, Dataset data, MatchingOptions options, string method,
        Func<(int[], int[]), (double[]? Score, CovariateSpace? Space, double Width), IEnumerable<(int, int)>> solve, bool pairs)
    {
        if (options.Preferred is not null) throw new DataError("matching options", "a preferred column", "none for optimal and full matching", "Use Exact, or nearest matching.");
        var frame = TreatmentFrame.Of(formula, data, options.Exact);
        var (score, space, width) = Measure(frame, options);
        bool[] focal = Focal(frame, options.Estimand);
        int[] strata = frame.Strata(options.Exact);
        var links = new List<(int, int)>();
        foreach (var stratum in Enumerable.Range(0, frame.Count).GroupBy(i => strata[i]).OrderBy(g => g.Key))
        {
            int[] seekers = [.. stratum.Where(i => focal[i])], others = [.. stratum.Where(i => !focal[i])];
            if (seekers.Length > 0 && others.Length > 0) links.AddRange(solve((seekers, others), (score, space, width)));
        }
        int[] sets = MatchSets.Of(links, frame.Count);
        var byRow = links.ToLookup(l => l.Item1, l => l.Item2);
        return Found(new(frame, method, options.Estimand)
        {
            Score = Scores(score),
            CaliperWidth = options.Caliper is null ? null : width,
            Matches = pairs ? Lists([.. Enumerable.Range(0, frame.Count).Select(i => byRow[i].Order().ToArray())]) : [],
            Sets = [.. sets],
            Weights = [.. MatchSets.Weights(sets, frame.Treated, options.Estimand)],
        });
    }

    private static MatchedSample Found(MatchedSample sample) => sample.Weights.Any(w => w > 0) ? sample
        : throw new DataError(sample.Method, "no treated row with a comparison row within reach", "matches", "Widen the caliper, coarsen the covariates, or ask for fewer exact columns.");

    private static (double[]? Score, CovariateSpace? Space, double Width) Measure(TreatmentFrame frame, MatchingOptions options)
    {
        bool space = options.Distance == MatchDistance.Mahalanobis;
        double[]? score = space && options.Caliper is null ? null : PropensityScore.Of(frame, options.Distance == MatchDistance.LinearPropensity);
        double width = options.Caliper is not { } caliper ? double.PositiveInfinity : caliper.InDeviations ? caliper.Width * Deviation(score!) : caliper.Width;
        return (score, space ? CovariateSpace.Of(frame) : null, width);
    }

    private static double Deviation(double[] score)
    {
        double mean = score.Average();
        return Math.Sqrt(score.Sum(s => (s - mean) * (s - mean)) / (score.Length - 1));
    }

    private static bool[] Focal(TreatmentFrame frame, Estimand estimand) => estimand == Estimand.Controls ? [.. frame.Treated.Select(t => !t)] : frame.Treated;

    private static IEnumerable<(int, int)> Links(int[][] matches) => matches.SelectMany((m, i) => m.Select(other => (i, other)));

    private static ImmutableArray<double> Scores(double[]? score) => score is null ? [] : [.. score];

    private static ImmutableArray<ImmutableArray<int>> Lists(int[][] matches) => [.. matches.Select(m => m.ToImmutableArray())];

    private static string Limits(MatchingOptions options) => string.Concat(
        options.Distance switch { MatchDistance.Mahalanobis => ", Mahalanobis distance", MatchDistance.LinearPropensity => ", log odds of treatment", _ => ", propensity score" },
        options.Caliper is { } c ? $", caliper {Cell.Of(c.Width).Show(null)}{(c.InDeviations ? " standard deviations" : "")}" : "",
        options.Exact.IsEmpty ? "" : $", exact on {string.Join(" and ", options.Exact)}",
        options.Preferred is { } p ? $", within {p} where possible" : "");

    private static MatchingOptions Checked(MatchingOptions options)
    {
        if (options.Ratio < 1) throw new DataError("matching options", $"a ratio of {options.Ratio}", "1 or more", "Write the number of comparison pupils for each treated one.");
        if (options.Estimand == Estimand.Overlap) throw new DataError("matching options", "the overlap population", "treated, controls or everybody", "Use Weighting for the overlap population.");
        return options;
    }
}
