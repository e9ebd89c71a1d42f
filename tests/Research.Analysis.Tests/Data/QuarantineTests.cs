namespace Research.Tests;

public sealed class QuarantineTests
{
    [Fact]
    public void Faulty_rows_are_set_aside_with_line_and_reasons()
    {
        using var extract = Spoilt();
        using var county = County.Open(extract.Folder);
        var report = county.SetAside();

        Assert.True(report.Passes);
        Assert.Equal(2, report.RowsSetAside);
        string[] lines = File.ReadAllLines(extract.PathOf("quarantine/ks2.csv"));
        Assert.StartsWith("line,reasons,pupil,year,urn,gender,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("4,birth_month: 13; gender: 'X',ks2-p2,2014,110602,X,13,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("10,35 fields,ks2-p8,2016,", lines[2], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
        Assert.Equal(["ks2.csv"], Directory.GetFiles(extract.PathOf("quarantine")).Select(Path.GetFileName));
    }

    [Fact]
    public void Every_later_result_says_how_many_rows_were_left_out()
    {
        using var extract = Spoilt();
        using (var first = County.Open(extract.Folder)) first.SetAside();
        using var county = County.Open(extract.Folder);

        Assert.True(county.Check().Passes);
        Assert.Equal(2, county.QuarantinedRows("ks2"));
        Assert.Equal(0, county.QuarantinedRows("schools"));
        // The row with a field too many cannot be read, so that it counts in every year.
        Assert.Equal([new Dropped("set aside by the check", 2)], county.QuarantinedRows(Phase.KeyStage2, 2014));
        Assert.Equal([new Dropped("set aside by the check", 1)], county.QuarantinedRows(Phase.KeyStage2, 2016));
        const string Aside = "set aside by the check";
        Assert.Equal("5 used, 2 dropped (2 set aside by the check)", county.Cohort(Phase.KeyStage2, 2014).Sample.ToString());
        var level4 = Measures.Ks2ReadingWritingMathsLevel4;
        Result[] results = [county.Gaps(level4, [Groups.Boys], 2014), county.GapTrend(level4, Groups.Boys), county.Rates(level4, [Groups.AllPupils], 2014), county.Counts([level4], [Groups.AllPupils], 2014)];
        Assert.All(results, r => Assert.Contains(Aside, r.ToTable().Title, StringComparison.Ordinal));
        string claims = extract.PathOf("claims.csv");
        File.WriteAllText(claims, "id,statement,kind,measure,group,outcome,year,count\nA1,Boys who reached level 4,rate,ks2_rwm_4plus,boys,achieved,2014,1\n");
        var ledger = NeedsAnalysis.Reproduce(county, 2014, claims);
        Assert.Contains("2 rows set aside by the check are not counted", ledger.ToTable().Title, StringComparison.Ordinal);
        Assert.Contains(ledger.ToTable().Notes, n => n.Contains("2 of ks2", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_has_changed_since_stops_again()
    {
        using var extract = Spoilt();
        using (var first = County.Open(extract.Folder)) first.SetAside();
        extract.Spoil("ks2", 0, "gender", "X");
        using var county = County.Open(extract.Folder);

        var error = Assert.Throws<DataError>(() => county.Engine);
        Assert.Equal("quarantine/ks2.csv: found rows set aside from another version of ks2.csv; expected the rows that have a finding now. "
            + "Look at the findings and set the rows aside again with 'research check --quarantine', or delete the quarantine folder.", error.Message);
    }

    [Fact]
    public void A_mended_extract_needs_no_quarantine()
    {
        using var extract = Spoilt();
        using (var first = County.Open(extract.Folder)) first.SetAside();
        extract["ks2"][2, "gender"] = "F";
        extract.Spoil("ks2", 2, "birth_month", "1");
        using (var mended = County.Open(extract.Folder)) mended.SetAside();

        Assert.False(Directory.Exists(extract.PathOf("quarantine")));
        using var county = County.Open(extract.Folder);
        Assert.Equal(12, county.Check().Files[0].Rows);
        Assert.Equal(0, county.QuarantinedRows("ks2"));
    }

    [Fact]
    public void A_file_that_cannot_be_used_still_stops()
    {
        using var extract = new SmallExtract("ks2", "schools");
        extract.Rewrite("ks2", text => text.Replace(",fsm,", ",free,", StringComparison.Ordinal));
        using var county = County.Open(extract.Folder);

        Assert.False(county.SetAside().Passes);
        Assert.Throws<DataError>(() => county.Engine);
    }

    [Fact]
    public void All_rows_of_a_duplicated_pupil_are_set_aside()
    {
        using var extract = new SmallExtract("ks2", "schools");
        extract.WriteParquet("ks2");
        extract["ks2"][4, "pupil"] = "ks2-p1";
        extract.WriteCsv("ks2");
        extract.WriteParquet("ks2");
        using var county = County.Open(extract.Folder);
        county.SetAside();

        Assert.Equal(2, county.QuarantinedRows("ks2"));
        Assert.Equal(4, county.Cohort(Phase.KeyStage2, 2014).Pupils);
    }

    // Two faults in the row of line 4; a field too many on line 10.
    private static SmallExtract Spoilt()
    {
        var extract = new SmallExtract("ks2", "schools");
        extract["ks2"][2, "gender"] = "X";
        extract["ks2"][2, "birth_month"] = "13";
        extract.RewriteLine("ks2", 10, line => line + ",");
        return extract;
    }
}
