using System.Text;
using CsCheck;

namespace Research.Notebooks.Tests;

public sealed class NotebookDocumentTests
{
    private const string Jupyter = """
        {
         "cells": [
          {
           "cell_type": "markdown",
           "id": "a1",
           "metadata": {},
           "source": [
            "# Gaps\n",
            "Text with ≥ and \"quotes\""
           ]
          },
          {
           "cell_type": "code",
           "execution_count": 3,
           "id": "b2",
           "metadata": {
            "collapsed": false,
            "tags": [
             "parameters"
            ]
           },
           "outputs": [
            {
             "data": {
              "application/json": {
               "n": 1.50
              },
              "text/plain": [
               "2013"
              ]
             },
             "execution_count": 3,
             "metadata": {},
             "output_type": "execute_result"
            },
            {
             "name": "stdout",
             "output_type": "stream",
             "text": [
              "one\n"
             ]
            },
            {
             "ename": "E",
             "evalue": "bad",
             "output_type": "error",
             "traceback": [
              "at cell 1"
             ]
            }
           ],
           "source": []
          }
         ],
         "metadata": {},
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """;

    [Fact]
    public void What_Jupyter_wrote_comes_back_with_the_metadata_both_engines_need()
    {
        var document = NotebookDocument.ParseIpynb(Jupyter);
        string written = document.ToIpynb();
        Assert.Equal(written, NotebookDocument.ParseIpynb(written).ToIpynb());
        foreach (string line in Jupyter.Split('\n').Where(l => !l.Contains("\"metadata\": {}", StringComparison.Ordinal)))
            Assert.Contains(line.TrimEnd(','), written, StringComparison.Ordinal);
        Assert.Contains("     \"collapsed\": false".Trim(), written, StringComparison.Ordinal);
        Assert.Contains("\"dotnet_interactive\": {\n     \"language\": \"csharp\"", written, StringComparison.Ordinal);
        Assert.Contains("\"polyglot_notebook\": {\n     \"kernelName\": \"csharp\"", written, StringComparison.Ordinal);
        Assert.Contains("\"name\": \".net-csharp\"", written, StringComparison.Ordinal);
        Assert.Equal("Gaps", document.Title);
        Assert.True(document.Cells[1].HasTag("parameters"));
    }

    [Fact]
    public void In_git_it_has_no_outputs_and_no_counts()
    {
        string written = NotebookDocument.ParseIpynb(Jupyter).WithoutOutputs().ToIpynb();
        Assert.Contains("\"outputs\": []", written, StringComparison.Ordinal);
        Assert.Contains("\"execution_count\": null", written, StringComparison.Ordinal);
        Assert.DoesNotContain("2013", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_survives_writing_and_reading() =>
        Gen.String.Array.Sample(sources =>
        {
            var document = Sample.Notebook([.. sources.Select(s => Wellformed(s).ReplaceLineEndings("\n"))]);
            var back = NotebookDocument.ParseIpynb(document.ToIpynb());
            Assert.Equal(document.Cells.Select(c => c.Source), back.Cells.Select(c => c.Source));
            Assert.Equal(document.Cells.Select(c => c.Id), back.Cells.Select(c => c.Id));
        });

    [Fact]
    public void Cells_without_an_id_get_the_same_one_every_time()
    {
        string old = Jupyter.Replace("\"id\": \"a1\",", "", StringComparison.Ordinal).Replace("\"id\": \"b2\"", "\"id\": \"not allowed!\"", StringComparison.Ordinal);
        var ids = NotebookDocument.ParseIpynb(old).Cells.Select(c => c.Id).ToArray();
        Assert.Equal(ids, NotebookDocument.ParseIpynb(old).Cells.Select(c => c.Id));
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{8}$", id));
        Assert.Equal(2, ids.Distinct().Count());
    }

    [Fact]
    public void A_dib_is_read_and_written()
    {
        const string Dib = "#!meta\n\n{\"kernelInfo\":{}}\n\n#!markdown\n\n# Title\n\n#!csharp\n\n// parameters\nint year = 2013;\n\n#!csharp\n\n#!time\nyear\n";
        var document = NotebookDocument.ParseDib(Dib);
        Assert.Equal(["# Title", "// parameters\nint year = 2013;", "#!time\nyear"], document.Cells.Select(c => c.Source));
        Assert.True(document.Cells[1].HasTag(NotebookCell.ParametersTag));
        Assert.Equal(document.Cells.Select(c => c.Source), NotebookDocument.ParseDib(document.ToDib()).Cells.Select(c => c.Source));
    }

    [Fact]
    public void Any_cells_survive_the_way_to_dib_and_back() =>
        Gen.Select(Gen.String, Gen.Bool).Array.Sample(cells =>
        {
            var kept = cells.Select(c => (Source: Wellformed(c.Item1).ReplaceLineEndings("\n").Trim('\n'), Kind: c.Item2 ? CellKind.Code : CellKind.Markdown))
                .Where(c => c.Source.Length > 0 && !c.Source.Split('\n').Any(l => l.StartsWith("#!", StringComparison.Ordinal))).ToArray();
            var document = new NotebookDocument([.. kept.Select((c, i) => new NotebookCell($"c{i}", c.Kind, c.Source))]).PinnedTo("0.1.0");
            var back = NotebookDocument.ParseDib(document.ToDib());
            Assert.Equal(kept, back.Cells.Select(c => (c.Source, c.Kind)));
            Assert.Equal("0.1.0", back.LibraryVersion);
            Assert.Equal(back.Cells.Select(c => c.Source), NotebookDocument.ParseIpynb(back.ToIpynb()).Cells.Select(c => c.Source));
        });

    [Theory]
    [InlineData("", "empty file", 0)]
    [InlineData("{\n \"cells\": [\n", "broken JSON", 3)]
    [InlineData("[1]", "not an object", 0)]
    [InlineData("{\"nbformat\": 3, \"worksheets\": []}", "nbformat 3", 0)]
    [InlineData("{\"cells\": []}", "no nbformat", 0)]
    [InlineData("{\"nbformat\": 4}", "no list of cells", 0)]
    [InlineData("{\"nbformat\": 4, \"cells\": [7]}", "not a cell", 0)]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"heading\"}]}", "type 'heading'", 0)]
    [InlineData("{\n<<<<<<< HEAD\n}", "merge conflict", 2)]
    [InlineData("{\"nbformat\": 4, \"nbformat\": 4}", "stands twice", 0)]
    [InlineData("{\"nbformat\": 4, \"cells\": [], \"metadata\": {\"kernelspec\": {\"language\": \"python\"}}}", "a notebook in python", 0)]
    public void A_broken_notebook_says_where_and_how_to_mend_it(string json, string found, int line)
    {
        var error = Assert.Throws<NotebookError>(() => NotebookDocument.ParseIpynb(json, "broken.ipynb"));
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.Equal("broken.ipynb", error.Where);
        if (line > 0) Assert.Equal(line, error.Line);
        Assert.NotEmpty(error.Mend);
    }

    [Fact]
    public void A_notebook_that_is_not_UTF8_names_the_line()
    {
        using var folder = new Folder();
        string path = Path.Combine(folder.Path, "latin.ipynb");
        File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes("{\n \"cells\": \""), 0xE9, .. Encoding.UTF8.GetBytes("\"}")]);
        var error = Assert.Throws<NotebookError>(() => NotebookDocument.Load(path));
        Assert.Equal(("latin.ipynb", 2L), (error.Where, error.Line));
        Assert.Throws<NotebookError>(() => NotebookDocument.Load(Path.Combine(folder.Path, "missing.ipynb")));
        Assert.Throws<NotebookError>(() => NotebookDocument.Load(folder.Path));
    }

    // A file in UTF-8 cannot hold half a surrogate pair.
    private static string Wellformed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
