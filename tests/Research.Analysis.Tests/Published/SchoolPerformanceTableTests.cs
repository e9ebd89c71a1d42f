namespace Research.Tests;

public sealed class SchoolPerformanceTableTests
{
    [Fact]
    public void Suppressed_is_left_out_and_counted_and_totals_are_no_schools()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "\uFEFFRECTYPE,SCHNAME,TFSM,PTRWM\n1,A,10,50%\n1,B,30,30%\n2,C,5,SUPP\n1,D,,NE\n1,E\n3, ,60,34%\n4, ,6000,40%\n5, ,7000,41%\n");
            var rate = SchoolPerformanceTable.Open(path).Rate("PTRWM", "TFSM");

            Assert.Equal(35, rate.Rate.Value, 12);
            Assert.Equal("2 used, 3 dropped (1 marked NE; 1 marked SUPP; 1 without an entry)", rate.Coverage.ToString());
            Assert.Equal((40, 45), (rate.Pupils, rate.AllPupils));
            Assert.Equal(34, rate.Published?.Value);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_published_table_of_Surrey_gives_43_2_beside_its_own_43()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Research.sln"))) folder = folder.Parent;
        string path = Path.Combine(folder!.FullName, "..", "shared", "realdata", "2016-936-ks2.csv");
        Assert.SkipUnless(File.Exists(path), "The Department's file is not committed here.");
        var rate = SchoolPerformanceTable.Open(path).Rate("PTRWM_EXP_FSM6CLA1A", "TFSM6CLA1A");

        Assert.Equal("43.2%", rate.Rate.ToString());
        Assert.Equal(43, rate.Published?.Value);
        Assert.Equal(232, rate.Coverage.Used + rate.Coverage.TotalDropped);
    }
}
