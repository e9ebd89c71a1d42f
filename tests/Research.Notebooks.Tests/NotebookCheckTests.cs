using System.Text.Json.Nodes;

namespace Research.Notebooks.Tests;

public sealed class NotebookCheckTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_notebook_fit_for_git_has_no_finding() => Assert.Empty(Check(Sample.Notebook("var county = County.Open(\"../data-samples/county\");", "// see https://example.org/home/user and 12/tmp", "x.Home/Users")));

    [Fact]
    public void Outputs_and_counts_are_found()
    {
        var document = Sample.Notebook("1", "2");
        Assert.Equal("sample.ipynb, cell 1: has outputs or a count. Convert it onto itself to take them out.",
            Assert.Single(Check(document with { Cells = document.Cells.SetItem(0, document.Cells[0] with { Outputs = [new StreamOutput("stdout", "a")] }) })));
        Assert.Single(Check(document with { Cells = document.Cells.SetItem(1, document.Cells[1] with { ExecutionCount = 2 }) }));
    }

    [Theory]
    [InlineData("var data = \"/home/ada/county\";", "/home/ada")]
    [InlineData("var data = \"/Users/ada/county\";", "/Users/ada")]
    [InlineData("// look in /tmp/out", "/tmp/out")]
    [InlineData("var data = @\"C:\\Users\\ada\";", "C:\\Users\\")]
    [InlineData("var data = \"D:\\\\county\\\\2013\";", "D:\\\\county\\")]
    [InlineData("var data = \"file:///home/ada\";", "/home/ada")]
    [InlineData("var data = \"~/county\";", "~/")]
    [InlineData("var share = @\"\\\\server\\pupils\";", "\\\\server\\pupils")]
    public void A_path_of_one_machine_is_found(string source, string path)
    {
        string finding = Assert.Single(Check(Sample.Notebook("1", source)));
        Assert.StartsWith($"sample.ipynb, cell 2: names a path of one machine, {path}", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Large_blobs_are_found_in_source_pictures_and_metadata()
    {
        Assert.Contains("Put large data into a file", Assert.Single(Check(Sample.Notebook("var x = \"" + new string('a', 100_001) + "\";"))), StringComparison.Ordinal);
        var picture = new NotebookCell("m1", CellKind.Markdown, "![a](attachment:a.png)") { Attachments = new JsonObject { ["a.png"] = new JsonObject { ["image/png"] = "AAAA" } } };
        Assert.Contains("carries a picture", Assert.Single(Check(new NotebookDocument([picture]))), StringComparison.Ordinal);
        var inline = new NotebookCell("m2", CellKind.Markdown, $"![a](data:image/png;base64,{new string('A', 5_000)})");
        Assert.Contains("carries a picture", Assert.Single(Check(new NotebookDocument([inline]))), StringComparison.Ordinal);
        var heavy = new NotebookDocument([new NotebookCell("m3", CellKind.Code, "1") { Metadata = new JsonObject { ["state"] = new string('a', 100_001) } }]);
        Assert.Contains("metadata", Assert.Single(Check(heavy)), StringComparison.Ordinal);
    }

    private IReadOnlyList<string> Check(NotebookDocument document) => NotebookCheck.Of(folder.Save(document));
}
