namespace Research.Notebooks.Tests;

public sealed class NotebookRunnerTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_notebook_runs_in_its_own_folder_with_parameters_and_gives_results_by_name()
    {
        folder.File("numbers.txt", "6 7");
        var document = Sample.Notebook("string file = \"./none.txt\"; int times = 1;", "var n = System.IO.File.ReadAllText(file).Split(' ').Select(int.Parse).ToArray();", "n[0] * n[1] * times");
        document = document with { Cells = document.Cells.SetItem(0, document.Cells[0] with { Tags = [NotebookCell.ParametersTag] }) };
        var states = new List<CellProgress>();
        var run = await NotebookRunner.RunAsync(folder.Save(document), new Dictionary<string, string> { ["file"] = Path.Combine(folder.Path, "numbers.txt"), ["times"] = "2" },
            new RunOptions { Token = TestContext.Current.CancellationToken }, new Now(states.Add));
        Assert.Null(run.Failure);
        var result = Assert.Single(run.Results);
        Assert.Equal(("cell-3/1", "84"), (result.Key, result.Text));
        Assert.Equal("numbers.txt", run.Parameters["file"]);
        Assert.Equal([1, 2, 3, 4], run.Document.Cells.Select(c => c.ExecutionCount));
        Assert.Equal(8, states.Count);
        Assert.Equal((4, 4, CellState.Completed), (states[^1].Cell, states[^1].Of, states[^1].State));
    }

    [Fact]
    public async Task The_first_error_ends_the_run_and_names_cell_and_line()
    {
        var run = await Run("Console.WriteLine(\"before\");", "int zero = 0;\n1 / zero", "Console.WriteLine(\"after\");");
        Assert.Equal("cell 2, line 2: DivideByZeroException: Attempted to divide by zero.", run.Failure!.ToString());
        Assert.IsType<ErrorOutput>(Assert.Single(run.Document.Cells[1].Outputs));
        Assert.Empty(run.Document.Cells[2].Outputs);
        Assert.Contains("Error in cell 2: DivideByZeroException", run.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_cell_is_stopped_at_its_time_limit()
    {
        var run = await Run(new RunOptions { CellTimeout = TimeSpan.FromSeconds(0.5) }, "while (true) { }");
        Assert.Equal("cell 1: TimeoutError: The cell took longer than its time limit of 0.5 s. Mend an endless loop, or give a longer limit.", run.Failure!.ToString());
    }

    [Fact]
    public async Task A_question_to_the_reader_fails_with_what_to_do()
    {
        var run = await Run("await GetInputAsync(\"Year?\")");
        Assert.Contains("Make the answer a parameter", run.Failure!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_megabytes_of_output_are_cut_with_a_note()
    {
        var run = await Run("var line = new string('x', 1_000_000);\nfor (int i = 0; i < 100; i++) Console.Write(line);");
        Assert.Null(run.Failure);
        Assert.Equal(CellCollector.MostText, Assert.IsType<StreamOutput>(run.Document.Cells[0].Outputs[0]).Text.Length);
        Assert.Contains("the cell wrote 100.0 million characters", Assert.IsType<StreamOutput>(run.Document.Cells[0].Outputs[1]).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_console_of_the_host_is_left_alone_and_its_folder_comes_back()
    {
        string before = Directory.GetCurrentDirectory();
        await Run("Console.Write(\"inside\");");
        Assert.Equal(before, Directory.GetCurrentDirectory());
    }

    [Fact]
    public async Task It_does_not_overwrite_the_notebook_in_git()
    {
        var run = await Run("1");
        Assert.Throws<NotebookError>(() => run.Save(folder.Path));
        var saved = run.Save(Path.Combine(folder.Path, "out"));
        Assert.Equal("1", Assert.IsType<DisplayOutput>(NotebookDocument.Load(saved.Notebook).Cells[0].Outputs[0]).PlainText);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(saved.Page), StringComparison.Ordinal);
    }

    private Task<NotebookRun> Run(params string[] sources) => Run(new RunOptions(), sources);

    private Task<NotebookRun> Run(RunOptions options, params string[] sources) =>
        NotebookRunner.RunAsync(folder.Save(Sample.Notebook(sources)), null, options with { Token = TestContext.Current.CancellationToken });

    private sealed class Now(Action<CellProgress> take) : IProgress<CellProgress>
    {
        public void Report(CellProgress value) => take(value);
    }
}
