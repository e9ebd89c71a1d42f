namespace Research.Cli.Tests.Architecture;

public class ConventionTests
{
    [Fact]
    public void No_file_of_the_library_is_longer_than_300_lines()
    {
        var tooLong = Repository.Sources("lib").Select(f => (File: Path.GetRelativePath(Repository.Root, f), Lines: File.ReadLines(f).Count())).Where(f => f.Lines > 300);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Files_are_named_for_a_concept()
    {
        string[] drawers = ["Util", "Helper", "Manager", "Misc", "Common"];
        var nameless = Repository.Sources("lib").Concat(Repository.Sources("tests")).Select(f => Path.GetFileName(f)!).Where(f => drawers.Any(d => f.Contains(d, StringComparison.Ordinal)));
        Assert.Empty(nameless);
    }

    [Fact]
    public void Results_cannot_be_changed()
    {
        var results = typeof(Result).Assembly.GetTypes().Concat(typeof(County).Assembly.GetTypes()).Where(t => t.IsAssignableTo(typeof(Result)));
        var settable = results.SelectMany(t => t.GetProperties()).Where(p => p.SetMethod is { IsPublic: true } set
            && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))).Select(p => $"{p.DeclaringType!.Name}.{p.Name}");
        Assert.Empty(settable);
    }

    [Fact]
    public void Every_code_cell_of_a_notebook_opens_in_both_kinds_of_host_and_no_output_is_kept()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "notebooks"), "*.ipynb"))
        {
            using var notebook = System.Text.Json.JsonDocument.Parse(File.ReadAllText(file));
            foreach (var cell in notebook.RootElement.GetProperty("cells").EnumerateArray().Where(c => c.GetProperty("cell_type").GetString() == "code"))
            {
                Assert.Equal("csharp", cell.GetProperty("metadata").GetProperty("dotnet_interactive").GetProperty("language").GetString());
                Assert.Equal("csharp", cell.GetProperty("metadata").GetProperty("polyglot_notebook").GetProperty("kernelName").GetString());
                Assert.Equal(0, cell.GetProperty("outputs").GetArrayLength());
            }
        }
    }
}
