namespace Research.Tests;

public class FewSchoolTests
{
    // Six schools, five years; two start in the third year, two in the fourth. The effect is 1 in the first year and 2 after it.
    private static Dataset Panel()
    {
        int[] school = [.. Enumerable.Range(0, 30).Select(i => i / 5)], year = [.. Enumerable.Range(0, 30).Select(i => i % 5)];
        double[] first = [.. school.Select(s => s < 2 ? 2.0 : s < 4 ? 3 : 0)];
        double[] y = [.. school.Select((s, i) => (3 * s) + (0.5 * year[i] * year[i]) + (first[i] > 0 && year[i] >= first[i] ? year[i] == first[i] ? 1 : 2 : 0) + (0.1 * Math.Sin((7 * i) + 1)))];
        return new(new NumberColumn("school", [.. school.Select(s => (double)s)]), new NumberColumn("year", [.. year.Select(t => (double)t)]), new NumberColumn("first", first), new NumberColumn("y", y));
    }

    [Fact]
    public void Each_cohort_and_year_has_an_effect_and_rows_weigh_their_mean()
    {
        var found = ExtendedTwoWay.Fit(new("y", "school", "year", "first"), Panel());
        Assert.Equal([(2, 2), (2, 3), (2, 4), (3, 3), (3, 4)], found.Effects.Select(e => ((int)e.Group, (int)e.Time)));
        double[] expected = [1, 2, 2, 1, 2];
        for (int k = 0; k < expected.Length; k++) Assert.Equal(expected[k], found.Effects[k].Effect.Estimate, 0.25);
        Assert.Equal(found.Effects.Average(e => e.Effect.Estimate), found.Overall.Estimate, 1e-10);
    }

    [Fact]
    public void It_is_the_regression_with_a_dummy_a_cell()
    {
        var data = Panel();
        double[] first = data.Numbers("first").ToArray(), year = data.Numbers("year").ToArray();
        string terms = "";
        foreach (var (g, t) in ((int, int)[])[(2, 2), (2, 3), (2, 4), (3, 3), (3, 4)])
        {
            data = data.With(new NumberColumn($"c{g}{t}", [.. first.Select((f, i) => f == g && year[i] == t ? 1.0 : 0)]));
            terms += $" + c{g}{t}";
        }
        var plain = LinearModel.Fit($"y ~ factor(school) + factor(year){terms}", data);
        Assert.Equal(plain["c23"].Estimate, ExtendedTwoWay.Fit(new("y", "school", "year", "first"), Panel()).Effects[1].Effect.Estimate, 1e-9);
    }

    [Fact]
    public void Without_schools_that_never_start_the_last_are_compared_with_until_they_do()
    {
        var data = Panel();
        double[] first = data.Numbers("first").ToArray();
        var started = data.Take([.. Enumerable.Range(0, 30).Where(i => first[i] > 0)]);
        var found = ExtendedTwoWay.Fit(new("y", "school", "year", "first"), started);
        var effect = Assert.Single(found.Effects);
        Assert.Equal((2, 2), ((int)effect.Group, (int)effect.Time));
        Assert.Throws<DataError>(() => ExtendedTwoWay.Fit(new("y", "school", "year", "first"), data.Take([.. Enumerable.Range(0, 30).Where(i => first[i] == 0)])));
    }

    [Fact]
    public void Changes_of_units_are_compared_by_a_t_test_of_equal_variances()
    {
        var data = Panel();
        double[] school = data.Numbers("school").ToArray();
        data = data.With(new NumberColumn("treated", [.. school.Select(s => s < 3 ? 1.0 : 0)]));
        var found = UnitChanges.Fit(new("y", "school", "year", 3) { Treated = "treated" }, data.Take([.. Enumerable.Range(0, 30).Where(i => i != 3)]));
        Assert.Equal(4, found.Effect.DegreesOfFreedom);
        double with = found.Units.Where(u => u.Treated).Average(u => u.Change), without = found.Units.Where(u => !u.Treated).Average(u => u.Change);
        Assert.Equal(with - without, found.Effect.Estimate, 1e-12);
        Assert.Equal(6, found.WithoutEach().Length);
        Assert.True(found.Permute(1).IsExact);
        Assert.Equal(20, found.Permute(1).Deals);
    }

    [Fact]
    public void A_unit_that_changes_sides_and_too_few_units_are_refused()
    {
        var data = Panel();
        double[] year = data.Numbers("year").ToArray(), school = data.Numbers("school").ToArray();
        var design = new UnitChangesDesign("y", "school", "year", 3) { Treated = "treated" };
        Assert.Throws<DataError>(() => UnitChanges.Fit(design, data.With(new NumberColumn("treated", [.. year.Select(t => t >= 3 ? 1.0 : 0)]))));
        Assert.Throws<DataError>(() => UnitChanges.Fit(design, data.With(new NumberColumn("treated", [.. school.Select(s => s < 4 ? 1.0 : 0)]))));
    }
}
