using CsCheck;

namespace Research.Tests;

public class FormulaTests
{
    [Theory]
    [InlineData("y ~ (1 | g)", "g: 1")]
    [InlineData("y ~ x + (1 + x | g)", "g: 1 x")]
    [InlineData("y ~ x + (x | g) + (1 | h)", "g: 1 x; h: 1")]
    [InlineData("y ~ (0 + x | g)", "g: x")]
    [InlineData("y ~ (x || g)", "g: 1; g: x")]
    [InlineData("y ~ (0 + x + z || g)", "g: x; g: z")]
    [InlineData("y ~ (1 | a/b)", "b:a: 1; a: 1")]
    [InlineData("y ~ (1 | a/b/c)", "c:(b:a): 1; b:a: 1; a: 1")]
    [InlineData("y ~ (1 | a:b)", "a:b: 1")]
    [InlineData("y ~ (x | a/b)", "b:a: 1 x; a: 1 x")]
    [InlineData("y ~ (1 | factor(g))", "factor(g): 1")]
    public void Random_terms_are_taken_apart_as_in_lme4(string formula, string terms) =>
        Assert.Equal(terms, string.Join("; ", Formula.Parse(formula).Random.Select(r =>
            $"{r.GroupingName}: {string.Join(' ', r.Effects.HasIntercept ? r.Effects.Labels.Prepend("1") : r.Effects.Labels)}")));

    [Fact]
    public void Uncorrelated_slopes_are_marked() =>
        Assert.All(Formula.Parse("y ~ (x || g)").Random, r => Assert.True(r.IsUncorrelated));

    [Fact]
    public void Two_parts_are_regressors_and_instruments()
    {
        var formula = Formula.Parse("post ~ d + pre | z + pre");
        Assert.Equal(["d", "pre"], formula.Fixed.Labels);
        Assert.Equal(["z", "pre"], formula.Instruments!.Labels);
    }

    [Theory]
    [InlineData("score ~ prior +", "    score ~ prior +\n                   ^")]
    [InlineData("score prior", "    score prior\n          ^^^^^")]
    [InlineData("score ~ prior sex", "    score ~ prior sex\n                  ^^^")]
    [InlineData("score ~ (prior", "    score ~ (prior\n            ^")]
    [InlineData("score ~ prior + 2", "    score ~ prior + 2\n                    ^")]
    [InlineData("score ~ \"prior\"", "    score ~ \"prior\"\n            ^^^^^^^")]
    [InlineData("score ~ prior ? sex", "    score ~ prior ? sex\n                  ^")]
    [InlineData("score ~ `prior", "    score ~ `prior\n            ^^^^^^")]
    [InlineData("score ~ prior ~ sex", "    score ~ prior ~ sex\n                  ^")]
    [InlineData("score ~ (1 | a + b)", "    score ~ (1 | a + b)\n                 ^^^^^")]
    [InlineData("score ~ prior:(1 | g)", "    score ~ prior:(1 | g)\n                  ^^^^^^^")]
    [InlineData("score ~ (a + b)^c", "    score ~ (a + b)^c\n                    ^")]
    [InlineData("score ~ ", "    score ~ \n            ^")]
    public void Mistakes_are_marked_under_the_word(string formula, string marked) =>
        Assert.EndsWith(marked, Assert.Throws<DataError>(() => Formula.Parse(formula)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_column_is_answered_with_the_nearest()
    {
        var data = new Dataset(new NumberColumn("score", [1, 2]), new NumberColumn("prior", [1, 2]));
        var error = Assert.Throws<DataError>(() => ModelMatrix.From("score ~ log(prir)", data));
        Assert.Equal("formula, column prir: found no column 'prir'; expected one of score, prior. Check the name. Did you mean 'prior'?\n" +
            "    score ~ log(prir)\n                ^^^^", error.Message);
    }

    [Fact]
    public void An_unknown_function_is_answered_with_the_nearest() =>
        Assert.Contains("Did you mean 'sqrt'?", Assert.Throws<DataError>(() => ModelMatrix.From("y ~ sqr(x)", Toy.Data)).Message, StringComparison.Ordinal);

    [Fact]
    public void Words_in_a_calculation_are_an_error() =>
        Assert.EndsWith("    y ~ log(f)\n            ^", Assert.Throws<DataError>(() => ModelMatrix.From("y ~ log(f)", Toy.Data)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(40_000)]
    [InlineData(9_000)]
    public void Endless_formulas_are_refused_or_read(int characters)
    {
        foreach (string piece in (string[])["(", "-", "x+", "x:", "I(", "x^", "!", "x~", "x|", "(1|", "`", "\"", "x*"])
        {
            string formula = "y ~ " + string.Concat(Enumerable.Repeat(piece, characters / piece.Length)) + "x";
            try { Assert.NotNull(Formula.Parse(formula)); }
            catch (DataError error) { Assert.NotEmpty(error.Message); }
        }
    }

    [Fact]
    public void Too_many_interactions_are_refused() =>
        Assert.Contains("too many interactions",
            Assert.Throws<DataError>(() => Formula.Parse("y ~ " + string.Join("*", Enumerable.Range(0, 40).Select(i => $"x{i}")))).Message, StringComparison.Ordinal);

    [Fact]
    public void Ten_thousand_random_formulas_give_a_matrix_or_a_data_error()
    {
        string[] words = ["y", "x", "z", "f", "g", "h", "k", "`my var`", "0", "1", "2", "1e3", ".5", ".", "\"a\"", "+", "-", "*", "/", ":", "^", "|", "||", "~", "(", ")",
            ",", "=", "==", "<", ">", "!", "&", "%in%", "log", "I", "factor", "offset", "relevel", "cbind", "sqrt", "c", "ref", " ", "?", "nosuch", "(1 | g)", "I(x^2)", "factor(k)"];
        Gen.Int[0, words.Length - 1].Select(i => words[i]).Array[1, 14].Sample(chosen =>
        {
            string text = string.Join(" ", chosen);
            foreach (string formula in (string[])[text, "y ~ " + text])
                try
                {
                    var frame = ModelFrame.From(Formula.Parse(formula), Toy.Data);
                    Assert.Equal(12, frame.Fixed.Rows + (int)frame.Sample.TotalDropped);
                    foreach (var random in frame.Formula.Random) Assert.Equal(frame.Count, frame.Effects(random).Rows + (frame.Grouping(random).Length - frame.Count));
                }
                catch (DataError error)
                {
                    Assert.Contains("; expected ", error.Message, StringComparison.Ordinal);
                }
        }, iter: 10_000);
    }

    [Fact]
    public void Ten_thousand_well_formed_formulas_give_distinct_columns_that_new_data_repeat()
    {
        string[] leaves = ["x", "z", "f", "g", "h", "factor(k)", "I(x^2)", "log(z)", "`my var`", "I(x > 4)", "relevel(f, ref = \"b\")"];
        string[] signs = [" + ", " + ", " * ", ":", "/", " %in% ", " - "];
        Gen.Int[0, 1 << 20].Array[8].Sample(draw =>
        {
            int at = 0;
            string Part(int depth) => depth == 0 || draw[at++ % 8] % 3 == 0
                ? leaves[draw[at++ % 8] / 7 % leaves.Length]
                : $"({Part(depth - 1)}{signs[draw[at++ % 8] / 5 % signs.Length]}{Part(depth - 1)})";
            string formula = $"y ~ {(draw[0] % 2 == 0 ? "0 + " : "")}{Part(2)} + {Part(1)}";
            var matrix = ModelMatrix.From(formula, Toy.Data);
            Assert.Equal(matrix.Columns, matrix.Names.Distinct().Count());
            Assert.Equal(matrix.Values.ToArray(), matrix.For(Toy.Data));
        }, iter: 10_000);
    }
}
