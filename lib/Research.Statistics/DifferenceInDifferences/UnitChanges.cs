using System.Collections.Immutable;

namespace Research;

/// <summary>The columns of a comparison of a handful of units, before and after.</summary>
/// <param name="Outcome">The outcome's column; rows of a unit in a period are averaged, then its periods.</param>
/// <param name="Unit">The unit's column: school, or the area of a children's centre.</param>
/// <param name="Time">The period's column.</param>
/// <param name="Start">The first period with the programme.</param>
public sealed record UnitChangesDesign(string Outcome, string Unit, string Time, double Start)
{
    /// <summary>The column of 1 for units with the programme, 0 for the others.</summary>
    public required string Treated { get; init; }
}

/// <summary>Each unit's change from the mean of its periods before to the mean of those after, compared between units by a t test: a handful of units has no more to tell, however many pupils it has.</summary>
/// <remarks>t with units − 2 degrees of freedom, one variance for both groups. Sources: Donald and Lang (2007), Rev. Econ. Stat. 89(2); Bertrand, Duflo and Mullainathan (2004), QJE 119(1), IV.C. R: <c>t.test(var.equal = TRUE)</c> of changes.</remarks>
public sealed record UnitChanges : Result
{
    private const string Change = "change", Treated = "treated";

    private UnitChanges(UnitChangesDesign design, ImmutableArray<(string Unit, bool Treated, double Change)> units)
    {
        (Design, Units) = (design, units);
        Model = LinearModel.Fit($"{Change} ~ {Treated}", Data(units));
    }

    /// <summary>The design.</summary>
    public UnitChangesDesign Design { get; }

    /// <summary>The units that have both periods, by name, with their changes.</summary>
    public ImmutableArray<(string Unit, bool Treated, double Change)> Units { get; }

    /// <summary>The regression of changes on treatment.</summary>
    public LinearModel Model { get; }

    /// <summary>The difference of mean changes.</summary>
    public Term Effect => Model[Treated];

    /// <summary>Compares units.</summary>
    /// <param name="design">Columns and start.</param>
    /// <param name="data">A row a unit and period, or pupils.</param>
    /// <exception cref="DataError">No treated unit, or fewer than three others, with periods before and after.</exception>
    public static UnitChanges Fit(UnitChangesDesign design, Dataset data)
    {
        double[] time = data.Numbers(design.Time).ToArray(), y = data.Numbers(design.Outcome).ToArray(), treated = data.Numbers(design.Treated).ToArray();
        var unit = data[design.Unit];
        var groups = Enumerable.Range(0, data.Count).Where(i => !double.IsNaN(y[i]) && !double.IsNaN(time[i]) && !double.IsNaN(treated[i]) && !unit.IsMissing(i)).GroupBy(i => unit.TextAt(i)!).ToArray();
        if (groups.Any(g => g.Select(i => treated[i]).Distinct().Count() > 1))
            throw new DataError("few units", "a unit whose rows are treated and not", "the same value in all rows of a unit", "Write 1 in all rows of a unit that ever has the programme.", column: design.Treated);
        ImmutableArray<(string Unit, bool Treated, double Change)> units =
        [
            .. groups.Select(g => (g.Key, treated[g.First()] == 1, MeanOfPeriods(g.Where(i => time[i] >= design.Start)) - MeanOfPeriods(g.Where(i => time[i] < design.Start))))
                .Where(u => !double.IsNaN(u.Item3)).OrderBy(u => u.Key, StringComparer.Ordinal),
        ];
        int with = units.Count(u => u.Treated);
        if (with < 1 || units.Length - with < 3)
            throw new DataError("few units", $"{with} units with the programme and {units.Length - with} without that have periods before and after", "one or more with it and three or more without",
                "Add units without the programme; with none the nearest design is an interrupted series.", column: design.Unit);
        return new(design, units);

        double MeanOfPeriods(IEnumerable<int> rows) => rows.GroupBy(i => time[i]).Select(p => p.Average(i => y[i])).DefaultIfEmpty(double.NaN).Average();
    }

    /// <summary>The test that deals the programme to other units, as many, of all that are here: every deal where they are few.</summary>
    /// <param name="seed">Named seed, used where not every deal is gone through.</param>
    public PermutationTest Permute(long seed) => PermutationTest.Rows(Data(Units), Treated, data => LinearModel.Fit($"{Change} ~ {Treated}", data)[Treated].Estimate, seed, 2000);

    /// <summary>The effect with each unit left out in turn: an estimate that hangs on one unit is none.</summary>
    public ImmutableArray<(string Left, double Effect)> WithoutEach() => [.. Units.Select(u => (u.Unit, Difference(Units.Where(o => o.Unit != u.Unit))))];

    private static double Difference(IEnumerable<(string Unit, bool Treated, double Change)> units) =>
        units.Where(u => u.Treated).Select(u => u.Change).DefaultIfEmpty(double.NaN).Average() - units.Where(u => !u.Treated).Select(u => u.Change).DefaultIfEmpty(double.NaN).Average();

    private static Dataset Data(ImmutableArray<(string Unit, bool Treated, double Change)> units) =>
        new(new NumberColumn(Change, [.. units.Select(u => u.Change)]), new NumberColumn(Treated, [.. units.Select(u => u.Treated ? 1.0 : 0)]));

    /// <inheritdoc/>
    public override Table ToTable() => new($"Changes of {Units.Length} units, {Units.Count(u => u.Treated)} of them with the programme (Donald and Lang 2007): {Design.Outcome}",
        [new("unit", "Unit"), new("group", "Programme"), new("change", "Change", "", 2)],
        Units.OrderByDescending(u => u.Treated).ThenByDescending(u => u.Change).Select(u => (IReadOnlyList<Cell>)[u.Unit, u.Treated ? "with" : "without", u.Change]),
        $"Difference of means {Cell.Of(Effect.Estimate).Show(3)} [{Cell.Of(Effect.Interval.Low).Show(3)}, {Cell.Of(Effect.Interval.High).Show(3)}], t on {Cell.Of(Effect.DegreesOfFreedom).Show(0)}.");

    /// <inheritdoc/>
    public override Chart ToChart() => EstimateChart.Of($"Change of {Design.Outcome} by unit", Design.Outcome,
        Units.OrderByDescending(u => u.Treated).ThenByDescending(u => u.Change).Select(u => new EstimateRow($"{u.Unit}, {(u.Treated ? "with" : "without")}", u.Change, new(u.Change, u.Change))), 0);
}
