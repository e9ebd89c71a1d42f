namespace Research;

/// <summary>Who was there, who took part, who was lost, who was analysed: CONSORT's counts and the table of attrition.</summary>
internal sealed class FlowOfPupils
{
    private readonly ComparedGroups groups;
    private readonly Dataset data;
    private readonly double[] treated;
    private readonly bool[] lost;
    private readonly bool[] gap;

    public FlowOfPupils(ComparedGroups groups)
    {
        (this.groups, data) = (groups, groups.Data);
        treated = data.Numbers(groups.Treated).ToArray();
        lost = [.. data.Numbers(groups.Outcome).ToArray().Select(double.IsNaN)];
        DataColumn[] needed = [.. groups.Covariates.Select(c => data[c])];
        gap = [.. Enumerable.Range(0, data.Count).Select(i => !lost[i] && needed.Any(c => c.IsMissing(i)))];
    }

    /// <summary>The counts, with those the design picked.</summary>
    public Table Counts()
    {
        int unassigned = Count(i => double.IsNaN(treated[i]));
        return new("Flow of pupils and schools (CONSORT)", [new("step", "Step"), new("treated", "With the programme"), new("control", "Without"), new("all", "All")],
            groups.Picked is { } p ? [.. Rows(), [p.Step, p.Treated, p.Control, p.Treated + p.Control]] : Rows(),
            [groups.RowIs, .. unassigned > 0 ? (string[])[$"{unassigned} rows are in neither group."] : [], "Source: Schulz, Altman and Moher (2010), CONSORT 2010."]);
    }

    public Table Lost()
    {
        string[] columns = [.. groups.Covariates.Where(c => data[c] is NumberColumn)];
        var rows = new List<IReadOnlyList<Cell>>();
        foreach (var (name, arm) in ((string, double)[])[("With the programme", 1), ("Without", 0)])
        {
            int all = Count(i => treated[i] == arm), missing = Count(i => treated[i] == arm && lost[i]);
            rows.Add([name, all, missing, all == 0 ? Cell.Without(Symbol.NotApplicable) : 100.0 * missing / all, .. columns.SelectMany(c => (Cell[])[Mean(c, i => treated[i] == arm && lost[i]), Mean(c, i => treated[i] == arm && !lost[i])])]);
        }
        return new($"Attrition: {Rounding.Text(100 * groups.Attrition, 1)}% of rows without an outcome",
            [new("arm", "Group"), new("rows", "Rows"), new("lost", "Lost"), new("lost_percent", "Lost", "%", 1), .. columns.SelectMany(c => (TableColumn[])[new($"{c}_lost", $"{c}, lost", "", 2), new($"{c}_kept", $"{c}, kept", "", 2)])],
            rows, lost.Any(l => l) ? "Means of those lost and those kept: groups that lose different pupils are no longer alike." : "No row of the file lacks an outcome. Pupils who left before the file was made cannot be seen in it.");
    }

    private IEnumerable<IReadOnlyList<Cell>> Rows()
    {
        yield return Row("In the file", _ => true);
        if (groups.School is { } school) yield return SchoolRow(data[school]);
        if (groups.TookPart is { } part && data.Numbers(part).ToArray() is var took) yield return Row("Took part", i => took[i] == 1);
        yield return Row("Without an outcome", i => lost[i]);
        yield return Row("With an outcome, without a covariate", i => gap[i]);
        yield return Row("With all that is needed", i => !lost[i] && !gap[i]);
    }

    private Cell[] Row(string step, Func<int, bool> condition) => [step, Count(i => treated[i] == 1 && condition(i)), Count(i => treated[i] == 0 && condition(i)), Count(condition)];

    private Cell[] SchoolRow(DataColumn school)
    {
        int Schools(Func<int, bool> condition) => Enumerable.Range(0, data.Count).Where(condition).Select(school.TextAt).Distinct().Count();
        return ["Schools", Schools(i => treated[i] == 1), Schools(i => treated[i] == 0), Schools(_ => true)];
    }

    private int Count(Func<int, bool> condition) => Enumerable.Range(0, data.Count).Count(condition);

    // A group that lost nobody has no mean of those lost.
    private Cell Mean(string column, Func<int, bool> condition)
    {
        var values = data.Numbers(column).ToArray();
        double[] own = [.. Enumerable.Range(0, data.Count).Where(i => condition(i) && !double.IsNaN(values[i])).Select(i => values[i])];
        return own.Length == 0 ? Cell.Without(Symbol.NotApplicable) : own.Average();
    }
}
