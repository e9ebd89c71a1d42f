using System.Text.Json.Nodes;
using Research.Notebooks;

namespace Research.Cli.Tests.Notebooks;

[Collection(ConsoleTests.Name)]
public sealed class NotebookCommandTests : IDisposable
{
    private readonly TinyNotebooks notebooks = new();

    public void Dispose() => notebooks.Dispose();

    [Fact]
    public void Every_notebook_of_a_folder_runs_and_one_that_fails_does_not_stop_the_others()
    {
        notebooks.Write("good.ipynb", "int year = 2013;", "year * 2");
        notebooks.Write("bad.ipynb", "int zero = 0;", "1 / zero");
        Directory.CreateDirectory(Path.Combine(notebooks.Folder, "more"));
        notebooks.Write("more/inner.dib", "// parameters\nint year = 1;", "year");
        var run = TinyNotebooks.Run("notebook", "run", "--all", notebooks.Folder, "--out", notebooks.Out, "-p", "year=2014", "--jobs", "2");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("3 notebooks, 1 failed", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"bad\.ipynb\s+│ failed", run.Output);
        Assert.Contains("DivideByZeroException", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"good\.ipynb\s+│ ran", run.Output);
        Assert.Contains("good.ipynb [1/3]", run.Error, StringComparison.Ordinal);
        Assert.Equal("4028", Assert.IsType<DisplayOutput>(NotebookDocument.Load(Path.Combine(notebooks.Out, "good.ipynb")).Cells[2].Outputs[0]).PlainText);
        Assert.True(File.Exists(Path.Combine(notebooks.Out, "more", "inner.run.json")));
    }

    [Fact]
    public void A_parameter_that_no_notebook_declares_is_refused_before_any_runs()
    {
        notebooks.Write("good.ipynb", "int year = 2013;");
        var run = TinyNotebooks.Run("notebook", "run", "--all", notebooks.Folder, "--out", notebooks.Out, "-p", "yaer=2014");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("Did you mean 'year'?", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(notebooks.Out));
    }

    [Fact]
    public void An_unchanged_notebook_is_not_run_again_and_says_so_unless_forced()
    {
        string file = notebooks.Write("good.ipynb", "int year = 2013;", "DateTime.UtcNow.Ticks");
        Assert.Contains("good.run.json", TinyNotebooks.Run("notebook", "run", file, "--out", notebooks.Out).Output, StringComparison.Ordinal);
        string first = File.ReadAllText(Path.Combine(notebooks.Out, "good.ipynb"));
        var again = TinyNotebooks.Run("notebook", "run", file, "--out", notebooks.Out);
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("good.ipynb was not run: code, library, data and parameters are those of run", again.Output, StringComparison.Ordinal);
        Assert.Equal(first, File.ReadAllText(Path.Combine(notebooks.Out, "good.ipynb")));
        TinyNotebooks.Run("notebook", "run", file, "--out", notebooks.Out, "--force");
        Assert.NotEqual(first, File.ReadAllText(Path.Combine(notebooks.Out, "good.ipynb")));
        Assert.Contains("Running again: parameters: year, 2013, now 2014.", TinyNotebooks.Run("notebook", "run", file, "--out", notebooks.Out, "-p", "year=2014").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_runs_are_compared_with_an_exit_code_and_as_JSON()
    {
        string file = notebooks.Write("good.ipynb", "int year = 2013;", "year * 2");
        string other = Path.Combine(notebooks.Folder, "other");
        TinyNotebooks.Run("notebook", "run", file, "--out", notebooks.Out);
        TinyNotebooks.Run("notebook", "run", file, "--out", other, "-p", "year=2014");
        var (a, b) = (Path.Combine(notebooks.Out, "good.ipynb"), Path.Combine(other, "good.ipynb"));
        Assert.Equal((0, "No difference: 2 cells and 1 result compared."), (TinyNotebooks.Run("notebook", "diff", a, a).ExitCode, TinyNotebooks.Run("notebook", "diff", a, a).Output.Trim()));
        var table = TinyNotebooks.Run("notebook", "diff", a, b);
        Assert.Equal(1, table.ExitCode);
        Assert.Matches(@"cell 2\s+│ 4026\s+│ line 1\s+│ 4026\s+│ 4028", table.Output);
        var json = JsonNode.Parse(TinyNotebooks.Run("notebook", "diff", a, b, "--json").Output)!;
        Assert.Equal(["parameters", "4026"], json["differences"]!.AsArray().Select(d => d!["result"]!.GetValue<string>()));
        Assert.DoesNotContain("4028", TinyNotebooks.Run("notebook", "diff", a, b, "--rtol", "0.01").Output, StringComparison.Ordinal);
        Assert.Equal(2, TinyNotebooks.Run("notebook", "diff", a, "missing.ipynb").ExitCode);
        Assert.Equal(2, TinyNotebooks.Run("notebook", "diff", a, b, "--rtol", "-1").ExitCode);
    }

    [Fact]
    public void A_notebook_goes_to_dib_and_back_without_outputs()
    {
        string file = notebooks.Write("good.ipynb", "int year = 2013;", "year * 2");
        TinyNotebooks.Run("notebook", "run", file, "--out", notebooks.Out);
        string dib = Path.Combine(notebooks.Folder, "copy.dib"), back = Path.Combine(notebooks.Folder, "back.ipynb");
        Assert.Equal(0, TinyNotebooks.Run("notebook", "convert", Path.Combine(notebooks.Folder, "good.ipynb"), dib).ExitCode);
        Assert.Equal(0, TinyNotebooks.Run("notebook", "convert", dib, back).ExitCode);
        Assert.StartsWith("#!meta", File.ReadAllText(dib), StringComparison.Ordinal);
        var document = NotebookDocument.Load(back);
        Assert.Equal(["// parameters\nint year = 2013;", "year * 2"], document.Cells.Select(c => c.Source));
        Assert.True(document.Cells[0].HasTag(NotebookCell.ParametersTag));
        Assert.All(document.Cells, c => Assert.Empty(c.Outputs));
        var refused = TinyNotebooks.Run("notebook", "convert", back, Path.Combine(notebooks.Folder, "copy.txt"));
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(".ipynb or .dib", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_belong_in_git_fails_the_check()
    {
        string clean = notebooks.Write("clean.ipynb", "int year = 2013;");
        Assert.Equal((0, "nothing found"), (TinyNotebooks.Run("notebook", "check", clean).ExitCode, TinyNotebooks.Run("notebook", "check", clean).Output.Trim()));
        TinyNotebooks.Run("notebook", "run", clean, "--out", notebooks.Out);
        var run = TinyNotebooks.Run("notebook", "check", clean, Path.Combine(notebooks.Out, "clean.ipynb"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("clean.ipynb, cell 1: has outputs or a count", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_notebook_is_pinned_to_the_version_that_it_is_made_for()
    {
        string file = notebooks.Write("good.ipynb", "int year = 2013;");
        Assert.Contains($"is pinned to library {LibraryVersion.Text}", TinyNotebooks.Run("notebook", "pin", file).Output, StringComparison.Ordinal);
        Assert.Equal(LibraryVersion.Text, NotebookDocument.Load(file).LibraryVersion);
        TinyNotebooks.Run("notebook", "pin", file, "--version", "0.0.9");
        Assert.Contains("pinned to version 0.0.9", TinyNotebooks.Run("notebook", "run", file, "--out", notebooks.Out).Error, StringComparison.Ordinal);
        Assert.Equal(2, TinyNotebooks.Run("notebook", "pin", file, "--version", "new").ExitCode);
    }
}
