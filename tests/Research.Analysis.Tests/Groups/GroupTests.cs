namespace Research.Tests;

/// <summary>Groups and their peers, from the catalogue and from a researcher's line.</summary>
public class GroupTests
{
    public static TheoryData<string> Ids => [.. Groups.All.Select(g => g.Id), "all"];

    [Theory, MemberData(nameof(Ids))]
    public void Every_group_is_one_the_engine_can_prepare(string id)
    {
        var group = Groups.Find(id);
        foreach (var phase in group.Phases)
        {
            var table = Schema.Of(phase);
            EmptyExtract.Prepare(id, SqlExpression.Read(id, group.Condition, table), table, boolean: true);
            EmptyExtract.Prepare(id, SqlExpression.Read(id, group.PeersCondition, table), table, boolean: true);
        }
        Assert.NotEqual(group.Id, group.Title);
        Assert.NotEmpty(group.Phases);
    }

    [Fact]
    public void A_group_is_declared_in_a_line()
    {
        var group = Group.Where("poor_and_sen", "fsm = 1 and sen_provision <> 'N'");
        Assert.Equal(5, group.Phases.Length);
        Assert.Equal("not (fsm = 1 and sen_provision <> 'N')", group.PeersCondition);
    }

    [Fact]
    public void A_slip_is_answered_with_the_nearest_column()
    {
        var error = Assert.Throws<DataError>(() => Group.Where("mine", "idaci_decil <= 3"));
        Assert.Equal("idaci_decil", error.Column);
        Assert.Contains("'idaci_decile'", error.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prior_writing in ('W', '1')", new[] { Phase.KeyStage2 })]
    [InlineData("prior_maths in ('4C', '4B')", new[] { Phase.KeyStage4 })]
    [InlineData("prior_maths in ('1')", new[] { Phase.KeyStage2, Phase.KeyStage4 })]
    [InlineData("elg_speaking in ('1')", new[] { Phase.EarlyYears })]
    public void A_group_knows_the_phases_whose_columns_and_codes_it_fits(string condition, Phase[] phases) =>
        Assert.Equal(phases, Group.Where("mine", condition).Phases);

    [Theory]
    [InlineData("sen_action", 0, 2014)]
    [InlineData("sen_support", 2015, 9999)]
    [InlineData("sen", 0, 9999)]
    public void A_group_knows_its_years(string id, int first, int last) => Assert.Equal((first, last), (Groups.Find(id).FirstYear, Groups.Find(id).LastYear));

    [Fact]
    public void Two_groups_join()
    {
        var both = Groups.FreeSchoolMeals & Groups.SchoolAction;
        Assert.Equal("fsm_and_sen_action", both.Id);
        Assert.Equal(2014, both.LastYear);
        Assert.Equal("(fsm = 1) and (sen_provision = 'A')", both.Condition);
        Assert.Equal("not ((fsm = 1) and (sen_provision = 'A'))", both.PeersCondition);
    }

    [Fact]
    public void A_group_within_another_keeps_its_own_peers() =>
        Assert.Equal("(not (fsm = 1)) and (gender = 'F')", Groups.FreeSchoolMeals.Within(Groups.Girls).PeersCondition);

    [Fact]
    public void Groups_of_different_files_do_not_join() =>
        Assert.Throws<DataError>(() => Groups.PriorLevel1OrBelow & Group.Where("speaks", "elg_speaking in ('1')"));

    [Fact]
    public void Level_1_at_Key_Stage_1_is_not_sought_in_Key_Stage_2_levels() =>
        Assert.Equal([Phase.KeyStage2], Groups.Find("ks1_level1_or_below_maths").Phases);

    [Fact]
    public void Other_peers_can_be_named()
    {
        var group = Groups.SchoolAction.Against("School Action Plus", "sen_provision = 'P'");
        Assert.Equal("sen_provision = 'P'", group.PeersCondition);
        Assert.Throws<DataError>(() => Groups.SchoolAction.Against("x", "sen_provison = 'P'"));
    }
}
