using System.Collections.Immutable;
using System.Globalization;

namespace Research.Notebooks.Tests;

public sealed class RunComparisonTests
{
    private const string Ledger = "figure,counted,verdict\nF01,3617,reproduced\nF02,51.74354657687991,reproduced\n";

    private static readonly RunManifest Before = Run(1, Ledger);

    [Fact]
    public void Nothing_changed_says_so()
    {
        var comparison = Compare(Before, Run(2, Ledger));
        Assert.Empty(comparison.Inputs);
        Assert.Empty(comparison.Figures);
    }

    [Fact]
    public void A_changed_published_figure_is_named_with_the_data_that_changed_it()
    {
        var after = Run(2, Ledger.Replace("3617", "3618", StringComparison.Ordinal)) with { };
        after = after with { Inputs = after.Inputs with { Data = [new("ks2.csv", "h2", 10, 101)] } };
        var comparison = Compare(Before, after);
        Assert.Equal("data: ks2.csv, 100 rows, now 101 rows", Assert.Single(comparison.Inputs).ToString());
        var figure = Assert.Single(comparison.Figures);
        Assert.Equal(("F01", "ledger", "cell 2", "F01", "counted", "3617", "3618"), (figure.Published!, figure.Result, figure.Cell, figure.Row, figure.Column, figure.Before!, figure.After!));
        Assert.Equal([ChangeCause.Data], figure.Causes);
    }

    [Theory]
    [InlineData("c1", true)]
    [InlineData("c2", true)]
    [InlineData("c3", false)]
    public void Code_below_a_result_cannot_have_changed_it(string changed, bool blamed)
    {
        var after = Run(2, Ledger.Replace("3617", "3618", StringComparison.Ordinal));
        after = after with
        {
            Inputs = after.Inputs with { Cells = [.. after.Inputs.Cells.Select(c => c.Id == changed ? c with { Hash = "new" } : c)], Libraries = [new("Research.Analysis", "0.2.0", "abcdef0123", "l2")] },
        };
        var comparison = Compare(Before, after);
        Assert.Equal(["code: cell " + changed[1..] + ", other content", "library: Research.Analysis, 0.1.0, now 0.2.0 (abcdef0)"], comparison.Inputs.Select(i => i.ToString()));
        Assert.Equal(blamed ? [ChangeCause.Code, ChangeCause.Library] : [ChangeCause.Library], Assert.Single(comparison.Figures).Causes);
    }

    [Fact]
    public void Runs_between_tell_which_of_two_changes_moved_a_figure()
    {
        var data = Run(2, Ledger.Replace("3617", "3618", StringComparison.Ordinal));
        data = data with { Inputs = data.Inputs with { Data = [new("ks2.csv", "h2", 10, 101)] } };
        var both = Run(3, Ledger.Replace("3617", "3618", StringComparison.Ordinal).Replace("51.7", "51.8", StringComparison.Ordinal));
        both = both with { Inputs = data.Inputs with { Libraries = [new("Research.Analysis", "0.2.0", "", "l2")] } };
        Assert.All(Compare(Before, both).Figures, f => Assert.Equal([ChangeCause.Library, ChangeCause.Data], f.Causes));
        var told = Compare(Before, data, both).Figures;
        Assert.Equal([("F01", ChangeCause.Data), ("F02", ChangeCause.Library)], told.Select(f => (f.Published!, Assert.Single(f.Causes))));
    }

    [Fact]
    public void A_figure_that_changed_with_no_input_has_no_cause() =>
        Assert.Empty(Assert.Single(Compare(Before, Run(2, Ledger.Replace("3617", "3618", StringComparison.Ordinal))).Figures).Causes);

    [Fact]
    public void Last_digits_are_no_change() => Assert.Empty(Compare(Before, Run(2, Ledger.Replace("51.74354657687991", "51.74354657687992", StringComparison.Ordinal))).Figures);

    [Fact]
    public void Results_that_came_or_went_text_and_charts_are_told()
    {
        var text = Run(1, Ledger) with { Results = [new("c1/1", "n", "cell 1", "84") { Text = "84" }, new("c2/1", "plot", "cell 2", "Chart") { Text = "Chart", Charts = Charts("a") }] };
        var other = Run(2, Ledger) with { Results = [new("c1/1", "n", "cell 1", "85") { Text = "85" }, new("c2/1", "plot", "cell 2", "Chart") { Text = "Chart", Charts = Charts("b") }, new("c3/1", "more", "cell 3", "1") { Text = "1" }] };
        Assert.Equal([("n", "line 1", "84", "85"), ("plot", "chart", "drawn", "drawn otherwise"), ("more", "", null, "1")], Compare(text, other).Figures.Select(f => (f.Result, f.Row, f.Before, f.After)));
    }

    [Fact]
    public void Data_that_moved_are_compared_by_name_and_the_parameter_that_says_where_is_no_cause()
    {
        RunManifest At(string folder, string hash) => Before with
        {
            Inputs = Before.Inputs with { Parameters = Before.Inputs.Parameters.SetItem("data", $"\"{folder}\""), Data = [new($"{folder}/ks1.csv", "k1", 5, 10), new($"{folder}/ks2.csv", hash, 10, 100)] },
        };
        Assert.Empty(Compare(At("../county", "h1"), At("../../extract", "h1")).Inputs);
        Assert.Equal("data: ../county/ks2.csv, 100 rows as before, other content", Assert.Single(Compare(At("../county", "h1"), At("../../extract", "h2")).Inputs).ToString());
    }

    [Fact]
    public void Parameters_and_packages_count()
    {
        var after = Run(2, Ledger);
        after = after with { Inputs = after.Inputs with { Parameters = after.Inputs.Parameters.SetItem("year", "2014"), Packages = after.Inputs.Packages.Add("DuckDB", "1.5") } };
        Assert.Equal(["library: DuckDB, new, 1.5", "parameters: year, 2013, now 2014"], Compare(Before, after).Inputs.Select(i => i.ToString()));
    }

    private static RunComparison Compare(params RunManifest[] runs) => RunComparison.Of(runs, Tolerance.Default);

    private static ImmutableSortedDictionary<string, string> Charts(string hash) => ImmutableSortedDictionary<string, string>.Empty.Add("Gap", hash);

    private static RunManifest Run(int hour, string csv) => new("needs",
        new RunInputs([new("c1", "cell 1", "h1"), new("c2", "cell 2", "h2"), new("c3", "cell 3", "h3")], ImmutableSortedDictionary<string, string>.Empty.Add("year", "2013"))
        {
            Data = [new("ks2.csv", "h1", 10, 100)],
            Libraries = [new("Research.Analysis", "0.1.0", "", "l1")],
        },
        new DateTimeOffset(2026, 11, 24, hour, 0, 0, TimeSpan.Zero))
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"run-{hour}"),
        Results = [new("c2/1", "ledger", "cell 2", "Needs analysis") { Csv = csv }],
    };
}
