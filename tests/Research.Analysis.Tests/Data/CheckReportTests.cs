namespace Research.Tests;

public sealed class CheckReportTests
{
    [Fact]
    public void A_sound_extract_passes_and_lists_its_files()
    {
        using var extract = new SmallExtract();
        using var county = County.Open(extract.Folder);
        var report = county.Check();

        Assert.Empty(report.Findings);
        Assert.True(report.Passes);
        Assert.Equal(["eyfs.csv", "phonics.csv", "ks1.csv", "ks2.csv", "ks4.csv", "schools.csv", "comparators.csv"], report.Files.Select(f => f.Name));
        Assert.Equal(5 * 12 + 3 + 2, report.Rows);
        Assert.Contains("7 files, 65 rows, nothing found", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    [InlineData("workbook")]
    public void A_sound_extract_passes_in_every_format(string format)
    {
        using var extract = new SmallExtract();
        foreach (var schema in Schema.All)
        {
            if (format == "parquet") extract.WriteParquet(schema.Name);
            if (format == "workbook") extract.WriteWorkbook(schema.Name, "Notes", schema.Name);
        }
        using var county = County.Open(extract.Folder);

        Assert.Empty(county.Check().Findings);
        Assert.Equal(6, county.Cohort(Phase.EarlyYears, 2016).Pupils);
    }

    [Fact]
    public void A_mark_at_the_start_mixed_line_ends_and_quotes_are_no_faults()
    {
        using var extract = new SmallExtract("ks2", "schools");
        extract["schools"][0, "name"] = "\"St Mary's, \"\"The Old\"\"\nSchool\"";
        extract.WriteCsv("schools");
        extract.Rewrite("ks2", text => "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal).Replace("2014,110600", "2014,\"110600\"", StringComparison.Ordinal) + "\n\n");
        using var county = County.Open(extract.Folder);

        Assert.Empty(county.Check().Findings);
        Assert.Equal("St Mary's, \"The Old\"\nSchool", county.Engine.Query("SELECT name FROM schools WHERE urn = 110600")["name"].TextAt(0));
    }

    [Fact]
    public void A_file_nearly_named_like_one_of_the_extract_is_pointed_out_and_does_not_stop()
    {
        using var extract = new SmallExtract("ks2", "schools");
        File.WriteAllText(extract.PathOf("phonic.csv"), "pupil\n");
        using var county = County.Open(extract.Folder);
        var report = county.Check();

        Assert.Equal("phonic.csv: found a file named 'phonic'; expected one of eyfs, phonics, ks1, ks2, ks4, schools, comparators. "
            + "Rename it to 'phonics' if it is that table; as it is, it is not read.", Assert.Single(report.Findings).ToString());
        Assert.True(report.Passes);
    }

    [Fact]
    public void The_table_has_a_row_a_finding()
    {
        using var extract = new SmallExtract("ks2", "schools");
        extract.Spoil("ks2", 3, "gender", "X");
        using var county = County.Open(extract.Folder);
        var table = county.Check().ToTable();

        Assert.Equal("5", table[0, "line"].Show(0));
        Assert.Equal("'X'", table[0, "found"].Words);
        Assert.Contains("stop the analysis", table.Notes[1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_extract_without_a_column_that_may_be_absent_says_that_it_has_none()
    {
        using var extract = new SmallExtract("ks2", "schools");
        int at = Array.IndexOf(extract["ks2"].Header, "fsm_entitled");
        extract.Rewrite("ks2", text => string.Join('\n', text.Split('\n').Select(l => l.Length == 0 ? l : string.Join(',', l.Split(',').Where((_, i) => i != at)))));
        using var county = County.Open(extract.Folder);

        Assert.True(county.Check().Passes);
        Assert.False(county.Has(Phase.KeyStage2, "fsm_entitled"));
        Assert.Equal(6, county.Cohort(Phase.KeyStage2, 2014).Missing("fsm_entitled"));
    }
}
