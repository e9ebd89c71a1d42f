using System.Collections.Immutable;
using CsCheck;

namespace Research.Tests;

/// <summary>Counts by cell and bitmap against counts by loops and by SQL of another shape.</summary>
public class CellsTests
{
    private static readonly ImmutableArray<string> Three = ["a", "b", "c"];

    // Cells of two places: a number of pupils, a value, and a bit for each condition.
    private static readonly Gen<(int Pupils, int Mask, int Value)[]> Rows = Gen.Select(Gen.Int[1, 5000], Gen.Int[0, 7], Gen.Int[-20, 20]).Array[1, 200];

    [Fact]
    public void Any_combination_counts_as_a_loop_over_the_cells_does() => Gen.Select(Rows, Rows).Sample((first, second) =>
    {
        var rows = first.OrderByDescending(r => r.Pupils).Select(r => (Place: "A", r.Pupils, r.Mask, r.Value)).Concat(second.OrderByDescending(r => r.Pupils).Select(r => (Place: "B", r.Pupils, r.Mask, r.Value))).ToArray();
        var cells = CellReader.Read(new Dataset([
            new NumberColumn("year", rows.Select(_ => 2013.0).ToArray()), FactorColumn.From("place", [.. rows.Select(r => r.Place)]), new NumberColumn("pupils", rows.Select(r => (double)r.Pupils).ToArray()),
            new NumberColumn("m0", rows.Select(r => (double)r.Mask).ToArray()), new NumberColumn("s0", rows.Select(r => (double)r.Value).ToArray())]), Three, ["v"]);
        Assert.Equal(["A", "B"], cells.Ranges.Select(r => r.Place));
        foreach (var range in cells.Ranges)
        {
            var here = rows.Where(r => r.Place == range.Place).ToArray();
            Assert.Equal(here.Where(r => (r.Mask & 3) == 3).Sum(r => r.Pupils), cells.Pupils(range, cells["a"], cells["b"]));
            Assert.Equal(here.Where(r => (r.Mask & 5) == 1).Sum(r => r.Pupils), cells.Pupils(range, cells["a"].Without(cells["c"]), cells.Everyone));
            Assert.Equal(here.Where(r => (r.Mask & 6) == 6).Sum(r => r.Value), cells.Sum(range, cells["b"] & cells["c"], "v"));
            Assert.Equal(here.Sum(r => r.Pupils), cells.Pupils(range, cells.Everyone, cells.Everyone));
        }
    }, iter: 200);

    [Theory]
    [InlineData(Phase.EarlyYears)]
    [InlineData(Phase.Phonics)]
    [InlineData(Phase.KeyStage1)]
    [InlineData(Phase.KeyStage2)]
    [InlineData(Phase.KeyStage4)]
    public void Conditions_looked_up_count_the_same_as_conditions_worked_out_for_each_pupil(Phase phase)
    {
        using var county = County.Open(Path.Combine(SampleData.Folder, "county"));
        string[] conditions = [.. Groups.Of(phase).SelectMany(g => new[] { g.Condition, g.PeersCondition }), .. Measures.Of(phase).Where(m => m.Kind == MeasureKind.Rate).SelectMany(m => new MeasureSql(m).Conditions),
            "urn IN (SELECT urn FROM schools WHERE kind = 'special')"];
        var query = new CellQuery(phase, county.Years(phase)) { Conditions = [.. conditions] };
        var tables = ConditionTable.Choose(Schema.Of(phase), query.Conditions);
        Assert.True(tables.Sum(t => t.Conditions.Length) > query.Conditions.Length / 2);
        Assert.All(tables, t => Assert.True(ColumnDomain.Combinations(t.Columns) <= 20_000));
        Cells looked = query.Run(county.Engine, tables), direct = query.Run(county.Engine, []);
        Assert.Equal(direct.Ranges.Select(r => r.Year), looked.Ranges.Select(r => r.Year));
        foreach (var (one, other) in looked.Ranges.Zip(direct.Ranges))
            foreach (string condition in query.Conditions)
                Assert.Equal(direct.Pupils(other, direct[condition], direct.Everyone), looked.Pupils(one, looked[condition], looked.Everyone));
    }

    [Fact]
    public void A_condition_that_reaches_beyond_the_row_or_has_too_many_values_is_worked_out_for_each_pupil() =>
        Assert.Empty(ConditionTable.Choose(Schema.KeyStage4, ["urn IN (SELECT urn FROM schools)", "attainment8 > 50", "true", "sessions_possible = 1 and lac_months = 1"]));

    [Fact]
    public void Missing_values_are_looked_up_as_missing()
    {
        using var extract = new CountedPupils().AddKs2(3, "4B", "fsm=").AddKs2(2, "").AddKs2(1, "3", "fsm=1");
        var county = extract.Open();
        var query = new CellQuery(Phase.KeyStage2, [2013]) { Conditions = ["fsm = 1", "not (fsm = 1)", "fsm is null and ks2_maths in ('4B')", "ks2_maths is null"] };
        var cells = query.Run(county.Engine, ConditionTable.Choose(Schema.KeyStage2, query.Conditions));
        Assert.Equal([1, 2, 3, 2], query.Conditions.Select(c => cells.Pupils(cells.Ranges[0], cells[c], cells.Everyone)));
    }
}
