using System.Diagnostics;

namespace Research.Notebooks.Tests;

public sealed class RunManifestTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_run_records_what_it_was_made_from_and_what_it_gave()
    {
        folder.File("pupils.csv", "id,score\n1,10\n2,\"1\n2\"\n");
        var run = await Run(Notebook("var file = \"pupils.csv\"; int seed = 7;", "var rows = System.IO.File.ReadAllLines(file);", "new Random(Seed: seed).Next() > 0", "display(rows.Length)"), ("seed", "8"));
        var manifest = run.Manifest!;
        Assert.Equal("sample", manifest.Notebook);
        Assert.Equal(["cell 1", "cell 2", "cell 3", "cell 4"], manifest.Inputs.Cells.Select(c => c.Name));
        Assert.Equal([("file", "\"pupils.csv\""), ("seed", "8")], manifest.Inputs.Parameters.Select(p => (p.Key, p.Value)));
        Assert.Equal(("pupils.csv", 2L), manifest.Inputs.Data.Select(d => (d.Path, d.Rows ?? 0)).Single());
        Assert.Equal([("cell 1", "8"), ("cell 3", "8")], manifest.Inputs.Seeds.Select(s => (s.Cell, s.Value)));
        Assert.Contains(manifest.Inputs.Libraries, l => l.Name == "Research.Notebooks" && l.Version == LibraryVersion.Text && l.Hash.Length == 64);
        Assert.StartsWith(".NET 10", manifest.Runtime, StringComparison.Ordinal);
        Assert.Matches("^[0-9]{8}T[0-9]{6}[.][0-9]{3}Z-[0-9a-f]{6}$", manifest.Id);
        Assert.Equal([("cell-3/1", "newRandom(Seed:seed).Next()>0", "True"), ("cell-4/1", "shown 1", "4")], manifest.Results.Select(r => (r.Key, r.Name, r.Text!)));
    }

    [Fact]
    public async Task A_manifest_is_read_as_it_was_written()
    {
        folder.File("a.csv", "x\n1\n");
        var run = await Run(Notebook("int year = 2013;", "System.IO.File.ReadAllText(\"a.csv\")", "1 / (year - 2013)"));
        var saved = run.Save(Path.Combine(folder.Path, "out"));
        var read = RunManifest.Load(saved.Manifest);
        Assert.Equal(File.ReadAllText(saved.Manifest), read.ToJson());
        Assert.Equal((run.Manifest!.Id, "cell 3: DivideByZeroException: Attempted to divide by zero."), (read.Id, read.Failure?.Replace(", line 1", "", StringComparison.Ordinal)));
        Assert.Equal(["sample.html", "sample.ipynb"], read.Files.Keys);
        Assert.Equal("x\n1\n", Assert.Single(read.Results).Text);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("not json")]
    [InlineData("{\"format\": 99}")]
    public void What_is_not_a_manifest_says_so(string text)
    {
        var error = Assert.Throws<NotebookError>(() => RunManifest.Load(folder.File("bad.run.json", text)));
        Assert.Equal("bad.run.json", error.Where);
        Assert.NotEmpty(error.Mend);
    }

    [Fact]
    public void Files_that_a_library_says_it_reads_are_heard_with_their_rows()
    {
        using var source = new DiagnosticListener(DataReads.Source);
        using var reads = new DataReads();
        source.Write("Read", KeyValuePair.Create("/data/ks2.parquet", -1L));
        source.Write("Read", KeyValuePair.Create("/data/ks2.parquet", 36535L));
        source.Write("Read", KeyValuePair.Create("/data/notes", -1L));
        Assert.Equal([("/data/ks2.parquet", (long?)36535), ("/data/notes", null)], reads.Files.OrderBy(p => p.Key).Select(p => (p.Key, p.Value)));
    }

    [Fact]
    public async Task A_run_stands_until_code_data_parameters_or_its_files_change()
    {
        string data = folder.File("a.csv", "x\n1\n"), output = Path.Combine(folder.Path, "out"), notebook = Path.Combine(folder.Path, "sample.ipynb");
        var document = Notebook("string file = \"a.csv\";", "System.IO.File.ReadAllText(file)");
        folder.Save(document);
        Assert.Equal("it has not run into this folder before", Assert.Single(Kept().Reasons));
        (await Run(document)).Save(output);
        Assert.True(Kept().Stands);

        folder.File("a.csv", "x\n1\n2\n");
        Assert.Equal("data: a.csv, 1 rows, now 2 rows", Assert.Single(Kept().Reasons));
        folder.File("a.csv", "x\n1\n");
        Assert.True(Kept().Stands);

        folder.File("b.csv", "x\n");
        Assert.Contains("parameters: file, \"a.csv\", now \"b.csv\"", Kept(("file", "b.csv")).Reasons);

        folder.Save(document with { Cells = document.Cells.SetItem(1, document.Cells[1] with { Source = "System.IO.File.ReadAllText(file).Trim()" }) });
        Assert.Equal("code: cell 2, other content", Assert.Single(Kept().Reasons));
        folder.Save(document);

        File.AppendAllText(Path.Combine(output, "sample.html"), " ");
        Assert.Equal("sample.html was changed since it was written", Assert.Single(Kept().Reasons));
        File.Delete(Path.Combine(output, "sample.html"));
        Assert.Equal("sample.html is gone", Assert.Single(Kept().Reasons));
        File.Delete(data);
        Assert.Contains("data: a.csv, gone", Kept().Reasons);

        KeptRun Kept(params (string Name, string Value)[] values) => NotebookRunner.Kept(notebook, values.ToDictionary(v => v.Name, v => v.Value), output);
    }

    [Fact]
    public async Task The_last_run_of_a_folder_is_marked_stale_when_what_it_was_made_from_has_changed()
    {
        folder.File("a.csv", "x\n1\n");
        string output = Path.Combine(folder.Path, "out");
        var run = await Run(Notebook("int year = 2013;", "System.IO.File.ReadAllText(\"a.csv\")"), ("year", "2014"));
        string manifest = run.Save(output).Manifest;
        Assert.Equal("../sample.ipynb", RunManifest.Load(manifest).Source);
        Assert.True(RunHistory.Standing(output)[run.Manifest!.Id].Stands);
        folder.File("a.csv", "x\n2\n");
        Assert.Equal("data: a.csv, 1 rows as before, other content", Assert.Single(RunHistory.Standing(output)[run.Manifest.Id].Reasons));
        File.Delete(run.Path);
        Assert.Equal("the notebook is gone", Assert.Single(RunHistory.Standing(output)[run.Manifest.Id].Reasons));
    }

    [Fact]
    public async Task A_run_that_failed_does_not_stand()
    {
        var run = await Run(Notebook("int year = 0;", "1 / year"));
        string output = Path.Combine(folder.Path, "out");
        run.Save(output);
        Assert.Equal("the run before failed", Assert.Single(NotebookRunner.Kept(run.Path, null, output).Reasons));
    }

    [Fact]
    public async Task A_notebook_pinned_to_another_version_says_so_and_keeps_its_pin_as_dib()
    {
        var pinned = Notebook("int year = 1;").PinnedTo("0.0.1");
        Assert.Equal("0.0.1", NotebookDocument.ParseIpynb(pinned.ToIpynb()).LibraryVersion);
        Assert.Equal("0.0.1", NotebookDocument.ParseDib(pinned.ToDib()).LibraryVersion);
        var run = await Run(pinned);
        Assert.Contains($"pinned to version 0.0.1 of the library and ran with {LibraryVersion.Text}", Assert.Single(run.Notices), StringComparison.Ordinal);
        Assert.Contains("pinned to version 0.0.1", run.ToHtml(), StringComparison.Ordinal);
        Assert.Empty((await Run(pinned.PinnedTo(LibraryVersion.Text))).Notices);
    }

    [Fact]
    public async Task Earlier_runs_are_kept_and_found_by_part_of_their_id()
    {
        string output = Path.Combine(folder.Path, "out");
        var first = await Run(Notebook("int year = 2013;", "year"));
        first.Save(output);
        var second = await Run(Notebook("int year = 2013;", "year"), ("year", "2014"));
        second.Save(output);
        File.WriteAllText(Path.Combine(output, "broken.run.json"), "{}");
        var history = RunHistory.In(output);
        Assert.Equal([first.Manifest!.Id, second.Manifest!.Id], history.Runs.Select(r => r.Id));
        Assert.Equal(["broken.run.json"], history.Unreadable);
        Assert.Equal(first.Manifest.Id, history.Find(first.Manifest.Id[^6..]).Id);
        Assert.Equal(second.Manifest.Id, history.Latest("sample")!.Id);
        Assert.Contains("which 2 ids have", Assert.Throws<NotebookError>(() => history.Find("2")).Message, StringComparison.Ordinal);
        Assert.Throws<NotebookError>(() => history.Find("none"));
        Assert.Throws<NotebookError>(() => RunHistory.In(Path.Combine(folder.Path, "nowhere")));
    }

    private static NotebookDocument Notebook(params string[] sources)
    {
        var document = Sample.Notebook(sources);
        return document with { Cells = document.Cells.SetItem(0, document.Cells[0] with { Tags = [NotebookCell.ParametersTag] }) };
    }

    private Task<NotebookRun> Run(NotebookDocument document, params (string Name, string Value)[] values) =>
        NotebookRunner.RunAsync(folder.Save(document), values.ToDictionary(v => v.Name, v => v.Value), new RunOptions { Token = TestContext.Current.CancellationToken });
}
