using System.Collections.Immutable;

namespace Research.Tests;

public class ImputationHostileInputTests
{
    private static readonly Dataset Data = ImputationTests.Pupils(1, 100);

    private static void Refused(string part, Dataset data, ImputationPlan? plan = null, int imputations = 2) =>
        Assert.Contains(part, Assert.Throws<DataError>(() => Imputation.Chained(data, seed: 1, imputations, plan)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_cannot_be_imputed_is_refused_with_the_reason()
    {
        Refused("no rows", new(new NumberColumn("y", [])));
        Refused("no value at all", Data.With(new NumberColumn("z", [.. Enumerable.Repeat(double.NaN, 100)])), new() { LeaveOut = ["school"] });
        Refused("between 2 and", Data, imputations: 1);
        Refused("Did you mean 'school'", Data, new() { LeaveOut = ["schol"] });
        Refused("Set School in the plan", Data, new() { LeaveOut = ["school"], Methods = Only("y", ImputationMethod.MultilevelNormal) });
        Refused("Logistic for factors", Data, new() { LeaveOut = ["school"], Methods = Only("band", ImputationMethod.Normal) });
        Refused("beyond 1e100", new(new NumberColumn("x", [1, 1e300, double.NaN]), new NumberColumn("y", [1, 2, 3])));
        Refused("between 1 and", Data, new() { Iterations = 0 });
        Refused("LeaveOut if it is an identifier", new(new NumberColumn("y", [.. Enumerable.Range(0, 100).Select(i => i == 0 ? double.NaN : i)]), FactorColumn.From("id", [.. Enumerable.Range(0, 100).Select(i => $"p{i}")])));
        Refused("a row without school", Data.With(FactorColumn.From("school", [null, .. Enumerable.Repeat("a", 99)])), new() { School = "school" });
    }

    [Theory]
    [InlineData(1e-80), InlineData(1), InlineData(1e80)]
    public void Constant_and_collinear_predictors_and_any_unit_are_borne(double unit)
    {
        var stream = RandomStream.FromSeed(1);
        double[] x = [.. Enumerable.Range(0, 60).Select(_ => unit * stream.Normal())];
        double[] y = [.. x.Select((v, i) => i < 10 ? double.NaN : v + (0.1 * unit * stream.Normal()))];
        var data = new Dataset(new NumberColumn("x", x), new NumberColumn("twice", [.. x.Select(v => 2 * v)]), new NumberColumn("one", [.. x.Select(_ => 1.0)]), new NumberColumn("y", y));
        foreach (var method in (ImputationMethod[])[ImputationMethod.PredictiveMeanMatching, ImputationMethod.Normal])
        {
            double[] filled = Imputation.Chained(data, seed: 1, imputations: 2, plan: new() { Methods = Only("y", method) }).Imputations[0].Numbers("y").ToArray();
            for (int i = 0; i < 10; i++) Assert.Equal(x[i] / unit, filled[i] / unit, method == ImputationMethod.Normal ? 0.6 : 2.5);
        }
    }

    [Fact]
    public void Separation_a_single_row_seen_and_one_level_seen_are_borne()
    {
        double[] x = [.. Enumerable.Range(0, 40).Select(i => (double)i)];
        string?[] separated = [.. x.Select(v => v % 10 == 5 ? null : v < 20 ? "no" : "yes")];
        var filled = Imputation.Chained(new(new NumberColumn("x", x), FactorColumn.From("f", separated)), seed: 1, imputations: 2).Imputations[0];
        Assert.Equal("no", filled["f"].TextAt(5));
        Assert.Equal("yes", filled["f"].TextAt(35));
        var single = new Dataset(new NumberColumn("x", [1, 2, 3]), new NumberColumn("y", [7, double.NaN, double.NaN]), FactorColumn.From("f", ["a", null, null]));
        var one = Imputation.Chained(single, seed: 1, imputations: 2).Imputations[1];
        Assert.Equal([7.0, 7, 7], one.Numbers("y").ToArray());
        Assert.Equal("a", one["f"].TextAt(2));
    }

    [Fact]
    public void Complete_data_come_back_as_they_were()
    {
        var data = new Dataset(new NumberColumn("x", [1, 2, 3]));
        var imputed = Imputation.Chained(data, seed: 1, imputations: 2);
        Assert.Equal(data.Numbers("x").ToArray(), imputed.Imputations[0].Numbers("x").ToArray());
        Assert.Contains("No value was missing", imputed.ToTable().ToText(), StringComparison.Ordinal);
    }

    private static ImmutableDictionary<string, ImputationMethod> Only(string name, ImputationMethod method) => ImmutableDictionary<string, ImputationMethod>.Empty.Add(name, method);
}
