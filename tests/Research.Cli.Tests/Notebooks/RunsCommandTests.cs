using System.Text.Json.Nodes;

namespace Research.Cli.Tests.Notebooks;

[Collection(ConsoleTests.Name)]
public sealed class RunsCommandTests : IDisposable
{
    private const string Table = "public record Ledger(string Csv) { public string ToCsv() => Csv; public override string ToString() => \"Ledger\"; }";
    private readonly TinyNotebooks notebooks = new();

    public void Dispose() => notebooks.Dispose();

    [Fact]
    public void Runs_are_listed_and_the_figure_that_changed_is_told_with_its_cause()
    {
        notebooks.File("counts.csv", "figure,counted\nF01,3617\nF02,12\n");
        string file = notebooks.Write("needs.ipynb", "string file = \"counts.csv\";", Table, "var ledger = new Ledger(System.IO.File.ReadAllText(file));\nledger");
        TinyNotebooks.Run("notebook", "run", file, "--out", notebooks.Out);
        notebooks.File("counts.csv", "figure,counted\nF01,3618\nF02,12\n");
        TinyNotebooks.Run("notebook", "run", file, "--out", notebooks.Out);

        var list = TinyNotebooks.Run("runs", "--in", notebooks.Out);
        Assert.Equal(0, list.ExitCode);
        string[] lines = [.. list.Output.Split('\n').Where(l => l.Contains("│ needs ", StringComparison.Ordinal))];
        Assert.Equal(["earlier", "up to date"], lines.Select(l => l.TrimEnd(' ', '│').Split('│')[^1].Trim()));
        var runs = JsonNode.Parse(TinyNotebooks.Run("runs", "--in", notebooks.Out, "--json").Output)!.AsArray();
        string first = runs[0]!["run"]!.GetValue<string>();
        Assert.Equal(["counts.csv"], runs[0]!["data"]!.AsArray().Select(d => d!["path"]!.GetValue<string>()));

        var diff = TinyNotebooks.Run("runs", "diff", first, "--in", notebooks.Out);
        Assert.Equal(1, diff.ExitCode);
        Assert.Contains("data: counts.csv, 2 rows as before, other content", diff.Output, StringComparison.Ordinal);
        Assert.Contains("1 published figure changed", diff.Output, StringComparison.Ordinal);
        Assert.Matches(@"F01\s+│ counted 3617 → 3618\s+│ data", diff.Output);
        Assert.DoesNotContain("F02", diff.Output, StringComparison.Ordinal);

        var figure = Assert.Single(JsonNode.Parse(TinyNotebooks.Run("runs", "diff", "--in", notebooks.Out, "--json").Output)!["figures"]!.AsArray())!;
        Assert.Equal(("F01", "ledger", "3617", "3618", "data"), (Word("published"), Word("result"), Word("before"), Word("after"), figure["because"]![0]!.GetValue<string>()));
        string Word(string key) => figure[key]!.GetValue<string>();
    }

    [Fact]
    public void A_run_that_failed_is_told_and_never_taken_for_the_last()
    {
        string file = notebooks.Write("needs.ipynb", "int year = 2013;", "year", "if (year == 0) throw new Exception(\"no year\");", "year + 1");
        TinyNotebooks.Run("notebook", "run", file, "--out", notebooks.Out);
        TinyNotebooks.Run("notebook", "run", file, "--out", notebooks.Out, "-p", "year=2014");
        TinyNotebooks.Run("notebook", "run", file, "--out", notebooks.Out, "-p", "year=0");
        Assert.Contains("2013, now 2014", TinyNotebooks.Run("runs", "diff", "--in", notebooks.Out).Output, StringComparison.Ordinal);
        string failed = JsonNode.Parse(TinyNotebooks.Run("runs", "--in", notebooks.Out, "--json").Output)![2]!["run"]!.GetValue<string>();
        string first = JsonNode.Parse(TinyNotebooks.Run("runs", "--in", notebooks.Out, "--json").Output)![0]!["run"]!.GetValue<string>();
        Assert.Matches("failed, so results below are missing: cell 3.*no year", TinyNotebooks.Run("runs", "diff", first, failed, "--in", notebooks.Out).Output);
    }

    [Fact]
    public void Two_runs_alike_have_no_changed_figure()
    {
        string file = notebooks.Write("needs.ipynb", "int year = 2013;", "year");
        TinyNotebooks.Run("notebook", "run", file, "--out", notebooks.Out);
        var early = TinyNotebooks.Run("runs", "diff", "--in", notebooks.Out);
        Assert.Equal(2, early.ExitCode);
        Assert.Contains("one run of needs", early.Error, StringComparison.Ordinal);
        TinyNotebooks.Run("notebook", "run", file, "--out", notebooks.Out, "--force");
        var diff = TinyNotebooks.Run("runs", "diff", "--in", notebooks.Out);
        Assert.Equal(0, diff.ExitCode);
        Assert.Contains("code, library, data and parameters are the same", diff.Output, StringComparison.Ordinal);
        Assert.Contains("No figure changed.", diff.Output, StringComparison.Ordinal);
    }
}
