namespace Research;

/// <summary>Who was there, who took part, who was lost, who was analysed: CONSORT's counts and the table of attrition.</summary>
internal sealed class FlowOfPupils
{
    private readonly AnalysisPlan plan;
    private readonly Dataset data;
    private readonly double[] treated;
    private readonly bool[] lost;
    private readonly bool[] gap;

    public FlowOfPupils(AnalysisPlan plan, Dataset data)
    {
        (this.plan, this.data) = (plan, data);
        treated = data.Numbers(plan.Treatment).ToArray();
        lost = [.. data.Numbers(plan.Outcome).ToArray().Select(double.IsNaN)];
        DataColumn[] needed = [.. plan.Covariates.Concat(plan.Baseline is { } b ? [b] : []).Select(c => data[c])];
        gap = [.. Enumerable.Range(0, data.Count).Select(i => !lost[i] && needed.Any(c => c.IsMissing(i)))];
    }

    /// <summary>Share of rows without an outcome, 0 to 1.</summary>
    public double Attrition => lost.Count(l => l) / (double)Math.Max(1, data.Count);

    /// <summary>The counts, with those matched where the design matches.</summary>
    public Table Counts((int Treated, int Control)? matched) => new("Flow of pupils and schools (CONSORT)",
        [new("step", "Step"), new("treated", "With the programme"), new("control", "Without"), new("all", "All")],
        matched is { } pairs ? [.. Rows(), ["Matched", pairs.Treated, pairs.Control, pairs.Treated + pairs.Control]] : Rows(), plan.Year is null ? "A row of the file is a pupil." : "A row of the file is a pupil in one year.", "Source: Schulz, Altman and Moher (2010), CONSORT 2010.");

    public Table Lost()
    {
        var columns = plan.Baseline is { } baseline ? (string[])[baseline, .. plan.Covariates] : [.. plan.Covariates];
        var rows = new List<IReadOnlyList<Cell>>();
        foreach (var (name, arm) in ((string, double)[])[("With the programme", 1), ("Without", 0)])
        {
            int all = Count(i => treated[i] == arm), missing = Count(i => treated[i] == arm && lost[i]);
            rows.Add([name, all, missing, all == 0 ? Cell.Without(Symbol.NotApplicable) : 100.0 * missing / all, .. columns.SelectMany(c => (Cell[])[Mean(c, i => treated[i] == arm && lost[i]), Mean(c, i => treated[i] == arm && !lost[i])])]);
        }
        return new($"Attrition: {Rounding.Text(100 * Attrition, 1)}% of rows without an outcome",
            [new("arm", "Group"), new("rows", "Rows"), new("lost", "Lost"), new("lost_percent", "Lost", "%", 1), .. columns.SelectMany(c => (TableColumn[])[new($"{c}_lost", $"{c}, lost", "", 2), new($"{c}_kept", $"{c}, kept", "", 2)])],
            rows, "Means of those lost and those kept: groups that lose different pupils are no longer alike.");
    }

    private IEnumerable<IReadOnlyList<Cell>> Rows()
    {
        yield return Row("In the file", _ => true);
        yield return SchoolRow();
        if (plan.TookPart is { } part && data.Numbers(part).ToArray() is var took) yield return Row("Took part", i => took[i] == 1);
        yield return Row("Without an outcome", i => lost[i]);
        yield return Row("With an outcome, without a covariate", i => gap[i]);
        yield return Row("With all that is needed", i => !lost[i] && !gap[i]);
    }

    private Cell[] Row(string step, Func<int, bool> condition) => [step, Count(i => treated[i] == 1 && condition(i)), Count(i => treated[i] == 0 && condition(i)), Count(condition)];

    private Cell[] SchoolRow()
    {
        var school = data[plan.School];
        int Schools(Func<int, bool> condition) => Enumerable.Range(0, data.Count).Where(condition).Select(school.TextAt).Distinct().Count();
        return ["Schools", Schools(i => treated[i] == 1), Schools(i => treated[i] == 0), Schools(_ => true)];
    }

    private int Count(Func<int, bool> condition) => Enumerable.Range(0, data.Count).Count(condition);

    private Cell Mean(string column, Func<int, bool> condition)
    {
        if (data[column] is not NumberColumn numbers) return Cell.Without(Symbol.NotApplicable);
        var values = numbers.Values.ToArray();
        return Enumerable.Range(0, data.Count).Where(i => condition(i) && !double.IsNaN(values[i])).Select(i => values[i]).DefaultIfEmpty(double.NaN).Average();
    }
}
