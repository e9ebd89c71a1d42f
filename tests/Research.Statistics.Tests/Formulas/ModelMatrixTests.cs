using System.Globalization;

namespace Research.Tests;

public class ModelMatrixTests
{
    public static TheoryData<string, string, string, string> FromR()
    {
        var cases = new TheoryData<string, string, string, string>();
        foreach (string[] parts in File.ReadLines(ReferenceFile.Path("formula.tsv")).Select(line => line.Split('\t')))
            cases.Add(parts[0], parts[1], parts[2], parts[3]);
        return cases;
    }

    [Theory, MemberData(nameof(FromR))]
    public void Columns_and_names_are_those_of_R(string formula, string names, string assign, string sums)
    {
        var matrix = ModelMatrix.From(formula, Toy.Data);
        Assert.Equal(names, string.Join("|", matrix.Names));
        Assert.Equal(assign, string.Join(",", matrix.Assign));
        double[] expected = [.. sums.Split(',').Select(s => double.Parse(s, CultureInfo.InvariantCulture))];
        for (int j = 0; j < expected.Length; j++)
        {
            double sum = 0;
            for (int i = 0; i < matrix.Rows; i++) sum += matrix.Column(j)[i] * (i + 1);
            Assert.Equal(expected[j], sum, 1e-12 * (1 + Math.Abs(expected[j])));
        }
    }

    [Fact]
    public void Rows_without_a_value_are_dropped_and_counted_once_by_column()
    {
        var data = new Dataset(
            new NumberColumn("y", [1, double.NaN, 3, 4, 5]),
            new NumberColumn("x", [1, double.NaN, double.NaN, 4, -1]),
            FactorColumn.From("s", ["b", "b", "a", "b", "b"]));
        var frame = ModelFrame.From(Formula.Parse("y ~ log(x) + (1 | s)"), data);
        Assert.Equal([0, 3], frame.KeptRows.ToArray());
        Assert.Equal("2 used, 3 dropped (1 without y; 1 without x; 1 where log(x) is not a number)", frame.Sample.ToString());
        Assert.Equal(["b"], frame.Grouping(frame.Formula.Random[0]).Levels);
    }

    [Fact]
    public void Columns_named_alongside_must_have_values_too()
    {
        var data = new Dataset(new NumberColumn("y", [1, 2, 3]), new NumberColumn("w", [1, double.NaN, 2]));
        var frame = ModelFrame.From(Formula.Parse("y ~ 1"), data, "w", null);
        Assert.Equal("2 used, 1 dropped (1 without w)", frame.Sample.ToString());
        Assert.Equal([1.0, 2.0], frame.Numbers("w"));
    }

    [Fact]
    public void The_first_level_given_is_the_reference() =>
        Assert.Equal(["(Intercept)", "fa", "fb"], ModelMatrix.From("y ~ f", Toy.Data.AsFactor("f", "c", "a", "b")).Names);

    [Fact]
    public void Predictions_use_the_columns_of_the_fit()
    {
        var matrix = ModelMatrix.From("y ~ f:x + g", Toy.Data);
        double[] x = matrix.For(Toy.Data.Take([11, 0]));
        for (int j = 0; j < matrix.Columns; j++)
        {
            Assert.Equal(matrix.Column(j)[11], x[j * 2]);
            Assert.Equal(matrix.Column(j)[0], x[(j * 2) + 1]);
        }
    }

    [Fact]
    public void A_level_the_model_has_not_seen_is_named()
    {
        var matrix = ModelMatrix.From("y ~ f", Toy.Data);
        var error = Assert.Throws<DataError>(() => matrix.For(new Dataset(FactorColumn.From("f", ["a", "d"]))));
        Assert.Contains("'d'; expected a level the model has seen: a, b, c", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Grouped_outcomes_carry_their_trials()
    {
        var response = ModelFrame.From(Formula.Parse("cbind(y, x) ~ 1"), Toy.Data).Response!;
        Assert.Equal(Toy.Data.Numbers("y").ToArray(), response.Values);
        Assert.Equal(24, response.Trials![11]);
    }

    [Fact]
    public void Factor_outcomes_count_all_but_the_first_level_as_one() =>
        Assert.Equal([0, 1, 1], ModelFrame.From(Formula.Parse("f ~ 1"), Toy.Data).Response!.Values[..3]);

    [Fact]
    public void Offsets_add_up()
    {
        var frame = ModelFrame.From(Formula.Parse("y ~ x + offset(z) + offset(2 * z)"), Toy.Data);
        Assert.Equal(33, frame.Offset![11]);
        Assert.Equal(["(Intercept)", "x"], frame.Fixed.Names);
    }

    [Fact]
    public void A_factor_with_one_group_is_named()
    {
        var error = Assert.Throws<DataError>(() => ModelMatrix.From("y ~ x + g", Toy.Data.Take([0, 1, 2])));
        Assert.Contains("'g' with the single value 'u'", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("    y ~ x + g\n            ^", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_rows_and_no_complete_rows_are_said()
    {
        Assert.Contains("found no rows", Assert.Throws<DataError>(() => ModelMatrix.From("y ~ x", Toy.Data.Take([]))).Message, StringComparison.Ordinal);
        var empty = Toy.Data.With(new NumberColumn("x", [.. Enumerable.Repeat(double.NaN, 12)]));
        Assert.Contains("0 used, 12 dropped (12 without x)", Assert.Throws<DataError>(() => ModelMatrix.From("y ~ x", empty)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Infinite_values_are_named_with_their_row()
    {
        var data = new Dataset(new NumberColumn("y", [1, 2]), new NumberColumn("x", [1, 0]));
        var error = Assert.Throws<DataError>(() => ModelMatrix.From("y ~ log(x)", data));
        Assert.Contains("an infinite value of 'log(x)' in row 2", error.Message, StringComparison.Ordinal);
    }
}
