namespace Research.Tests;

public sealed class TargetsFileTests : IDisposable
{
    private const string Header = "id,reading,meaning,phase,page,statement,kind,measure,group,against,amount,level,baseline_year,baseline,due,due_stated,bridge,needs\n";
    private readonly string file = Path.Combine(Directory.CreateTempSubdirectory("targets-").FullName, "targets.csv");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

    [Fact]
    public void Every_row_of_the_strategy_is_there_with_its_page_and_reading()
    {
        var register = Research.Targets.Read(Path.Combine(AssessedCounty.Samples, "targets", "strategy-2014-16.csv"));
        string[] ids = [.. Enumerable.Range(0, 35).SelectMany(i => i == 4 ? "abcde".Select(c => $"T04{c}") : [$"T{i:00}"])];
        Assert.Equal(ids, register.All.Select(t => t.Id));
        Assert.All(register.All, t => Assert.InRange(int.Parse(t.Page), 2, 17));
        Assert.All(register.All.Where(t => t.Readings.Length > 1), t => Assert.All(t.Readings, r => Assert.NotEqual("", r.Meaning)));
        Assert.Equal([26.1, 16.1], register["T27"].Readings[0].Conditions.Select(c => Math.Round(c.ThresholdFrom(c.Baseline), 1)));
        Assert.Equal([29.5, 26.6], register["T27"].Readings[1].Conditions.Select(c => Math.Round(c.ThresholdFrom(c.Baseline), 1)));
        Assert.Equal([29.5, 26.4], register["T27"].Readings[2].Conditions.Select(c => Math.Round(c.ThresholdFrom(c.Baseline), 1)));
        Assert.Equal([25.5, 22.5, 19.5], register["T00"].Readings[0].Conditions.Take(3).Select(c => c.ThresholdFrom(28.5)));
    }

    [Theory]
    [InlineData("X1,a,,KS2,1,More,attainment_up_ppt,ks2_rwm_4pluss,fsm,,2,,2013,,2015,,,", "line 2, column measure: found 'ks2_rwm_4pluss'; expected the id of a measure in the catalogue, or gap_index_ks1, gap_index_ks2, gap_index_ks4. Correct the id. Did you mean 'ks2_rwm_4plus'?")]
    [InlineData("X1,a,,KS2,1,More,attainment_up_ppt,ks2_rwm_4plus,fms,,2,,2013,,2015,,,", "line 2, column group: found 'fms'; expected the id of a group in the catalogue. Correct the id. Did you mean 'fsm'?")]
    [InlineData("X1,a,,KS2,1,More,gap_down_pts,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,", "line 2, column kind: found 'gap_down_pts'; expected one of attainment_up_ppt,")]
    [InlineData("X1,a,,KS2,1,More,gap_down_pts,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,", "Did you mean 'gap_down_ppt'?")]
    [InlineData("X1,a,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,,,2013,,2015,,,", "line 2, column amount: found nothing; expected a number of 0 or more for the kind gap_down_ppt.")]
    [InlineData("X1,a,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,5%,,2013,,2015,,,", "line 2, column amount: found '5%'; expected a number such as 2.5, or nothing.")]
    [InlineData("X1,a,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,-5,,2013,,2015,,,", "line 2, column amount: found '-5'; expected a number of 0 or more")]
    [InlineData("X1,a,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,5,,,,2015,,,", "line 2, column baseline_year: found nothing; expected the year the change is counted from.")]
    [InlineData("X1,a,,KS2,1,More,gap_to,ks2_rwm_4plus,fsm,,,,,,2015,,,", "line 2, column level: found nothing; expected the level to reach for the kind gap_to.")]
    [InlineData("X1,a,,KS2,1,More,gap_to,ks2_rwm_4plus,all,,,17,,,2015,,,", "line 2, column group: found 'all', which has no peers; expected a group with peers for a gap.")]
    [InlineData("X1,a,,KS2,1,More,gap_to,ks2_rwm_4plus,fsm,,,17,,,15,,,", "line 2, column due: found '15'; expected a year such as 2016, by the year it ends in.")]
    [InlineData("X1,a,,KS2,1,More,value_to,ks4_attainment8,fsm,,,50,,,2016,,,", "line 2, column measure: found 'ks4_attainment8', which is no rate; expected a rate for this kind.")]
    [InlineData("X1,a,,KS2,1,More,value_to,gap_index_ks2,fsm,,,3,,,2016,,,", "line 2, column kind: found 'value_to' of a gap index; expected a kind of gap.")]
    [InlineData("X1,a,,KS2,1,More,gap_to,gap_index_k2,fsm,,,3,,,2016,,,", "Did you mean 'gap_index_ks2'?")]
    [InlineData("X1,a,,KS2,1,More,done,,,,,,,,2016,,,", "line 2, column needs: found nothing; expected what would have to be recorded, or why it cannot be tested.")]
    [InlineData("X1,a,,KS2,1,More,done,,fsm,,,,,,2016,,,the list", "line 2, column group: found 'fsm'; expected nothing for the kind done.")]
    [InlineData("X1,a,,KS2,1,More,value_to_national,neet,fsm,,,,,,2016,,,", "line 2, column measure: found 'neet', of which less is better;")]
    [InlineData("X1,a,,KS2,1,More,gap_to,ks2_rwm_4plus,fsm,,,17,,,2015,,yes,", "line 2, column bridge: found 'yes'; expected 1, or nothing.")]
    [InlineData("X1,a,,KS2,1,More,schools_below,ks2_rwm_4plus under 60,all,,0,,,,2015,,,", "line 2, column measure: found 'ks2_rwm_4plus under 60'; expected conditions such as 'ks2_rwm_4plus < 60'")]
    [InlineData("X1,a,,KS2,1,,gap_to,ks2_rwm_4plus,fsm,,,17,,,2015,,,", "line 2, column statement: found nothing; expected what the target says, on its first line.")]
    [InlineData("X1,a,,KS2,1,More,gap_to,ks2_rwm_4plus,fsm,,,17,,,2015,,", "line 2: found 17 fields; expected 18 as in the header.")]
    public void A_wrong_line_is_answered_with_where_what_and_how_to_mend(string line, string message)
    {
        File.WriteAllText(file, Header + line + "\n");
        Assert.Contains(message, Assert.Throws<DataError>(() => Research.Targets.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_header_is_answered_with_the_nearest_column()
    {
        File.WriteAllText(file, "id,statment,kind,due\n");
        Assert.Equal("targets.csv, line 1, column statment: found column 'statment'; expected only the columns id, reading, meaning, phase, page, statement, kind, measure, group, against, amount, level, baseline_year, baseline, due, due_stated, bridge, needs. Remove or rename it. Did you mean 'statement'?",
            Assert.Throws<DataError>(() => Research.Targets.Read(file)).Message);
    }

    [Fact]
    public void A_target_can_be_added_by_a_line_with_a_group_of_its_own()
    {
        File.WriteAllText(file, Header + "X1,a,,KS2,1,More,value_to,ks2_rwm_4plus,where fsm = 1 and gender = 'M',,,40,,,2015,,,\n");
        using var county = County.Open(Path.Combine(AssessedCounty.Samples, "county"));
        var target = Assert.Single(Research.Targets.Assess(county, 2015, Research.Targets.Read(file)).All);
        double rate = county.Cohort(Phase.KeyStage2, 2015).Rate(Measures.Ks2ReadingWritingMathsLevel4, Group.Where("poor_boys", "fsm = 1 and gender = 'M'")).Value;
        Assert.Equal(rate, target.Main.Weakest.Expected, 1e-12);
        Assert.Equal(rate >= 40 ? TargetVerdict.Met : TargetVerdict.NotMet, target.Verdict);
    }
}
