namespace Research.Oracle;

/// <summary>Matching as MatchIt does it: who is matched, weights, balance, and the effect with its errors.</summary>
internal sealed class MatchingAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["psm"];

    public void Answer(Block block, GivenFigures figures)
    {
        var sample = Match(block);
        sample = EquallyGoodPairs.Of(sample, block);
        var all = Enumerable.Range(0, sample.Rows.Length).ToArray();
        figures.Add("n_treated_matched", all.Count(i => sample.Treated[i] && sample.Weights[i] > 0));
        figures.Add("n_control_matched", all.Count(i => !sample.Treated[i] && sample.Weights[i] > 0));
        if (!sample.Score.IsEmpty)
        {
            figures.Add("ps_first_rows", sample.Score.Take(10));
            figures.Add("ps_sum_squares", sample.Score.Sum(s => s * s));
        }
        if (sample.CaliperWidth is { } width) figures.Add("caliper_width", width);
        figures.Add("weights", sample.Weights);
        if (!sample.Sets.IsEmpty) figures.Add("n_subclasses", sample.SetCount);
        if (!sample.Matches.IsEmpty) Pairs(sample, all.Where(i => sample.Treated[i]).ToArray(), (int)(block.Args.Number("ratio") ?? 1), figures);
        Balance(sample.Balance, figures);
        string outcome = block.Args.Need("outcome");
        Effect("att", sample, outcome, adjusted: false, figures);
        if (block.Asks("att_adjusted.estimate")) Effect("att_adjusted", sample, outcome, adjusted: true, figures);
    }

    private static MatchedSample Match(Block block)
    {
        string formula = block.Args.Need("formula");
        var estimand = block.Args.Text("estimand") switch { "ATE" => Estimand.All, "ATC" => Estimand.Controls, _ => Estimand.Treated };
        bool raw = block.Args.Json.TryGetProperty("std_caliper", out var std) && std.ValueKind == System.Text.Json.JsonValueKind.False;
        var options = new MatchingOptions
        {
            Distance = block.Args.Text("distance") == "mahalanobis" ? MatchDistance.Mahalanobis : block.Args.Text("link")?.StartsWith("linear", StringComparison.Ordinal) == true ? MatchDistance.LinearPropensity : MatchDistance.Propensity,
            Ratio = (int)(block.Args.Number("ratio") ?? 1),
            Replace = block.Args.Flag("replace"),
            Caliper = block.Args.Number("caliper") is { } caliper ? raw ? Caliper.Of(caliper) : Caliper.Deviations(caliper) : null,
            Exact = block.Args.Text("exact") is { } exact ? [.. exact.Replace("~", "", StringComparison.Ordinal).Split('+', StringSplitOptions.TrimEntries)] : [],
            Order = block.Args.Text("m_order") switch { "smallest" => MatchOrder.Smallest, "data" => MatchOrder.Data, "closest" => MatchOrder.Closest, _ => MatchOrder.Largest },
            Estimand = estimand,
            // What the cases were made with: docs/oracle/matching.md.
            AsMatchIt451 = true,
        };
        return block.Args.Need("method") switch
        {
            "nearest" => Matching.Nearest(formula, block.Data, options),
            "optimal" => Matching.Optimal(formula, block.Data, options),
            "full" => Matching.Full(formula, block.Data, options),
            "exact" => Matching.Exact(formula, block.Data, estimand),
            "cem" => Matching.Coarsened(formula, block.Data, estimand),
            "subclass" => Matching.Subclass(formula, block.Data, (int)(block.Args.Number("subclass") ?? 6), estimand),
            var other => throw new InvalidOperationException($"method {other}"),
        };
    }

    private static void Pairs(MatchedSample sample, int[] treated, int most, GivenFigures figures)
    {
        figures.Add("treated_row", treated.Select(i => sample.Rows[i] + 1.0));
        for (int k = 0; k < most; k++)
            figures.Add(most == 1 ? "matched_control_row" : $"matched_control_row_{k + 1}",
                treated.Select(i => k < sample.Matches[i].Length ? sample.Rows[sample.Matches[i][k]] + 1.0 : double.NaN));
        if (!sample.Score.IsEmpty)
            figures.Add("total_ps_distance", treated.Sum(i => sample.Matches[i].Sum(j => Math.Abs(sample.Score[i] - sample.Score[j]))));
    }

    private static void Balance(BalanceTable balance, GivenFigures figures)
    {
        string[] names = [.. balance.Covariates.Select(c => c.Covariate)];
        foreach (string prefix in (string[])["all", "matched", "across"])
        {
            Likeness Of(CovariateBalance c) => prefix == "all" ? c.Before : c.After;
            void Add(string figure, Func<Likeness, double> value) => figures.Add($"{prefix}.{figure}", names, balance.Covariates.Select(c => value(Of(c))));
            Add("mean_treated", l => l.MeanTreated);
            Add("mean_control", l => l.MeanControl);
            Add("smd", l => l.Difference);
            Add("variance_ratio", l => l.VarianceRatio);
            Add("ecdf_mean", l => l.MeanGap);
            Add("ecdf_max", l => l.LargestGap);
        }
    }

    private static void Effect(string prefix, MatchedSample sample, string outcome, bool adjusted, GivenFigures figures)
    {
        double Error(Errors errors) => sample.Effect(outcome, adjusted, errors).Terms[1].StandardError;
        figures.Add($"{prefix}.estimate", sample.Effect(outcome, adjusted).Terms[1].Estimate);
        figures.Add($"{prefix}.HC0_se", Error(Errors.Robust(ErrorKind.Hc0)));
        figures.Add($"{prefix}.HC3_se", Error(Errors.Robust(ErrorKind.Hc3)));
        bool sets = !sample.Sets.IsEmpty;
        // vcovCL(type = "HC0") corrects by G/(G - 1).
        foreach (var (name, kind) in ((string, ErrorKind)[])[("CL_HC0_cadjust", ErrorKind.Cr1), ("CL_HC1", ErrorKind.Cr1S), ("CR0", ErrorKind.Cr0), ("CR2", ErrorKind.Cr2)])
            figures.Add($"{prefix}.{name}_se", sets ? Error(Errors.Clustered("subclass", kind)) : double.NaN);
        figures.Add($"{prefix}.n_clusters", sets ? sample.Effect(outcome, adjusted, Errors.Clustered("subclass", ErrorKind.Cr0)).Clusters!.Value : double.NaN);
    }
}
