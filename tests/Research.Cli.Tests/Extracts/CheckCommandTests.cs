using System.Text.Json.Nodes;

namespace Research.Cli.Tests.Extracts;

/// <summary><c>research check</c>, <c>sample-county</c> and <c>dictionary</c>: what is written, and what the shell is told.</summary>
[Collection(ConsoleTests.Name)]
public sealed class CheckCommandTests : IDisposable
{
    private const string Header = "urn,name,kind,maintained,area\n";
    private readonly string folder = Directory.CreateTempSubdirectory("check-").FullName;

    [Fact]
    public void An_extract_without_findings_ends_well()
    {
        Schools("100001,One,primary,1,March\n");
        var run = Check(folder);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("1 file, 1 row, nothing found", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_is_one_line_with_place_and_mend_and_ends_with_2()
    {
        Schools("100001,One,primary,1,March\n100002,Two,Primary,1,March\n");
        var run = Check(folder);
        Assert.Equal((2, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.TrimEnd().Split('\n');
        Assert.Equal("schools.csv, line 3, column kind: found 'Primary'; expected one of primary, infant, junior, secondary, special. Write 'primary'.", lines[0]);
        Assert.Equal(3, lines.Length);
        Assert.EndsWith("research check DIR --quarantine", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Json_holds_the_files_and_every_part_of_a_finding()
    {
        Schools("100001,One,primary,1,March\n100002,Two,Primary,1,March\n");
        var run = Check(folder, "--json");
        Assert.Equal(2, run.ExitCode);
        var report = JsonNode.Parse(run.Output)!.AsObject();
        Assert.False((bool)report["passes"]!);
        Assert.Equal((2, 1), ((int)report["files"]![0]!["rows"]!, (int)report["files"]![0]!["faulty"]!));
        var finding = report["findings"]!.AsArray().Single()!.AsObject();
        Assert.Equal(["file", "line", "column", "found", "expected", "mend", "kind", "count", "lines"], finding.Select(p => p.Key));
        Assert.Equal(("schools.csv", 3, "kind", "'Primary'", "Rows"), ((string)finding["file"]!, (int)finding["line"]!, (string)finding["column"]!, (string)finding["found"]!, (string)finding["kind"]!));
    }

    [Fact]
    public void Quarantine_sets_the_row_aside_says_where_and_ends_well()
    {
        Schools("100001,One,primary,1,March\n100002,Two,Primary,1,March\n");
        var run = Check(folder, "--quarantine");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("1 row set aside", run.Output, StringComparison.Ordinal);
        Assert.Contains("quarantine/schools.csv", run.Output, StringComparison.Ordinal);
        Assert.Equal(["line,reasons,urn,name,kind,maintained,area", "3,kind: 'Primary',100002,Two,Primary,1,March"], File.ReadAllLines(Path.Combine(folder, "quarantine", "schools.csv")));
        // Asked again without the option, the quarantine stands.
        Assert.Equal(0, Check(folder).ExitCode);
    }

    [Fact]
    public void A_file_that_cannot_be_used_is_not_mended_by_a_quarantine()
    {
        File.WriteAllText(Path.Combine(folder, "schools.csv"), "urn;name;kind;maintained;area\n100001;One;primary;1;March\n");
        var run = Check(folder, "--quarantine");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("found semicolons between the columns", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("as the findings say.", run.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_is_nothing_to_check_it_complains()
    {
        Check(Path.Combine(folder, "nowhere")).Complains("no such folder");
        Check(folder).Complains("no file of a county extract");
    }

    [Fact]
    public void A_small_county_is_written_and_passes_and_impossible_years_are_refused()
    {
        string made = Path.Combine(folder, "county");
        var run = CommandRun.Of(SampleCountyCommand.Create(), "--seed", "3", "--pupils", "100", "--years", "2013", "--out", made, "--csv", Path.Combine(folder, "csv"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(0, Check(made).ExitCode);
        Assert.True(File.Exists(Path.Combine(folder, "csv", "schools.csv")));
        CommandRun.Of(SampleCountyCommand.Create(), "--years", "2013-2015", "--out", made).Complains("first..last");
        CommandRun.Of(SampleCountyCommand.Create(), "--years", "2003..2004", "--out", made).Complains("years");
        CommandRun.Of(SampleCountyCommand.Create(), "--pupils", "3", "--out", made).Complains("pupils");
    }

    [Fact]
    public void The_dictionary_is_written_as_markdown()
    {
        var run = CommandRun.Of(DictionaryCommand.Create());
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("# Data dictionary of a county extract", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static CommandRun Check(params string[] args) => CommandRun.Of(CheckCommand.Create(), args);

    private void Schools(string rows) => File.WriteAllText(Path.Combine(folder, "schools.csv"), Header + rows);
}
