namespace Research.Cli;

/// <summary>A test of an outcome by a group, or of two columns, as asked for in a terminal.</summary>
/// <param name="Outcome">The column left of ~.</param>
/// <param name="By">The column right of it.</param>
/// <param name="Data">The data.</param>
internal sealed record ComparisonRequest(string Outcome, string By, Dataset Data)
{
    /// <summary>Reads <c>y ~ g</c>: one column on each side.</summary>
    public static ComparisonRequest Of(string formula, Dataset data)
    {
        var parsed = Formula.Parse(formula);
        string[] terms = [.. parsed.Fixed.Labels];
        if (parsed.Response is null || terms.Length != 1 || !parsed.Random.IsEmpty || parsed.Instruments is not null)
            throw new DataError("--formula", $"'{formula}'", "outcome ~ group, one column on each side", "Write one column on each side of ~; research fit takes more terms.");
        var request = new ComparisonRequest(parsed.Response.Text, terms[0], data);
        _ = (data[request.Outcome], data[request.By]);
        return request;
    }

    /// <summary>All groups, in the order of the levels.</summary>
    public OutcomeGroup[] Groups => [.. OutcomeGroup.From(Data, Outcome, By)];

    /// <summary>The two groups, in the order of the levels.</summary>
    public (OutcomeGroup First, OutcomeGroup Second) TwoGroups => Groups is [var first, var second]
        ? (first, second)
        : throw new DataError("test", $"{Groups.Length} groups", "two groups", "Use kruskal or anova for more groups, or keep the rows of two.", column: By);

    /// <summary>The values of the two columns, row by row.</summary>
    public (double[] First, double[] Second) Columns => (Data.Numbers(Outcome).ToArray(), Data.Numbers(By).ToArray());

    /// <summary>The table of groups by outcomes.</summary>
    public ContingencyTable Table => ContingencyTable.FromColumns(Data, By, Outcome);

    /// <summary>The two columns' pairs that changed: the outcome first, then the column right of ~.</summary>
    public McNemarTest Changes
    {
        get
        {
            FactorColumn before = Factor(Data, Outcome), after = Factor(Data, By);
            string yes = Event(before);
            int[] both = [.. Whole(Data, [Outcome, By])];
            int Count(bool first, bool second) => both.Count(i => before.TextAt(i) == yes == first && after.TextAt(i) == yes == second);
            return McNemarTest.Of(Count(true, false), Count(false, true));
        }
    }

    /// <summary>Shares with the outcome over ordered groups: by the groups' numbers, or 1, 2, 3 in the order of the levels.</summary>
    public TrendTest Trend
    {
        get
        {
            FactorColumn outcome = Factor(Data, Outcome), groups = Factor(Data, By);
            string yes = Event(outcome);
            int[][] rows = [.. groups.Levels.Select((_, g) => Whole(Data, [Outcome, By]).Where(i => groups.Codes[i] == g).ToArray())];
            double[] scores = [.. groups.Levels.Select((level, g) => Data[By] is NumberColumn ? double.Parse(level, System.Globalization.CultureInfo.InvariantCulture) : g + 1.0)];
            return TrendTest.Of([.. rows.Select(r => (double)r.Count(i => outcome.TextAt(i) == yes))], [.. rows.Select(r => (double)r.Length)], scores);
        }
    }

    /// <summary>The 2×2 table of two groups and the outcome in every stratum.</summary>
    public StratifiedTables Strata(string column)
    {
        FactorColumn outcome = Factor(Data, Outcome), groups = Factor(Data, By), strata = Factor(Data, column);
        if (groups.Levels.Length != 2) throw new DataError("test", $"{groups.Levels.Length} groups", "two groups", "Keep the rows of two.", column: By);
        string yes = Event(outcome);
        int[] whole = [.. Whole(Data, [Outcome, By, column])];
        return StratifiedTables.Of(strata.Levels.Select((level, s) =>
        {
            double Count(int group, bool has) => whole.Count(i => strata.Codes[i] == s && groups.Codes[i] == group && outcome.TextAt(i) == yes == has);
            return new Stratum(level, Count(0, true), Count(0, false), Count(1, true), Count(1, false));
        }));
    }

    /// <summary>The difference of the two groups' means against dealing the groups anew: among rows, among whole clusters, or within blocks.</summary>
    public PermutationTest Permutation(ChanceOptions chance)
    {
        var (first, second) = TwoGroups;
        var whole = Data.Take([.. Whole(Data, [Outcome, By, .. chance.Unit is { } unit ? [unit] : Array.Empty<string>()])]);
        double Difference(Dataset dealt) => Mean(dealt, first.Name) - Mean(dealt, second.Name);
        return chance switch
        {
            { Cluster: { } cluster } => PermutationTest.AmongClusters(whole, (By, cluster), Difference, chance.Seed, chance.Draws),
            { Block: { } block } => PermutationTest.WithinBlocks(whole, (By, block), Difference, chance.Seed, chance.Draws),
            _ => PermutationTest.Rows(whole, By, Difference, chance.Seed, chance.Draws),
        };
    }

    private static IEnumerable<int> Whole(Dataset data, string[] columns) => Enumerable.Range(0, data.Count).Where(i => columns.All(c => !data[c].IsMissing(i)));

    private static FactorColumn Factor(Dataset data, string name) => data[name] as FactorColumn ?? FactorColumn.From((NumberColumn)data[name]);

    // As a logistic model has it: the second of two levels is the outcome.
    private static string Event(FactorColumn outcome) => outcome.Levels is [_, var second] ? second
        : throw new DataError("test", $"an outcome of {outcome.Levels.Length} values", "two, such as 0 and 1", "Use chi-squared for more, or keep the rows of two.", column: outcome.Name);

    private double Mean(Dataset dealt, string group) => OutcomeGroup.From(dealt, Outcome, By).First(g => g.Name == group).Mean;
}
