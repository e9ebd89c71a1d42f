namespace Research.Tests;

public sealed class GroupChoiceTests
{
    // Characteristics within their kinds, as in the Department's files: only the kind's own total has rows with the total.
    private static readonly TidyFile Nested = TidyFileTests.Of("time_period,geographic_level,old_la_code,la_name,characteristic_group,characteristic,sex,pupils,passed\n" + string.Concat(new[] { 2013, 2014 }.SelectMany(y => new[]
    {
        "Total,Total", "Ethnic group,White", "Ethnic group,\"Asian, Chinese\"", "Free school meals,Known to be eligible", "Free school meals,Not known to be eligible",
    }.SelectMany(c => new[] { "Total", "Girls", "Boys" }.Select((s, i) => $"{y},Local authority,873,Cambridgeshire,{c},{s},{100 + i},{40 + i}\n")))) + "2013,National,,,Month,January,Total,900,500\n");

    [Theory]
    [InlineData("White")]
    [InlineData("white")]
    [InlineData("characteristic=WHITE")]
    [InlineData("Characteristic = white")]
    public void A_value_stands_within_its_kind_and_at_the_other_totals(string group)
    {
        var groups = Assert.Single(Nested.Choose("passed", [group], null, null)).Groups;
        Assert.Equal(("Ethnic group", "White", "Total"), (groups["characteristic_group"], groups["characteristic"], groups["sex"]));
    }

    [Fact]
    public void A_value_may_have_a_comma() => Assert.Equal("Asian, Chinese", Assert.Single(Nested.Choose("passed", ["asian, chinese", "sex=girls"], null, null)).Groups["characteristic"]);

    [Fact]
    public void A_kind_stands_at_each_of_its_values() => Assert.Equal(["White", "Asian, Chinese"], Nested.Choose("passed", ["Ethnic group"], null, null).Select(s => s.Groups["characteristic"]));

    [Theory]
    [InlineData("Total", "say which, as characteristic_group=Total")]
    [InlineData("Asian", "Did you mean 'Asian, Chinese'?")]
    [InlineData("eligible", "Did you mean 'Known to be eligible'?")]
    [InlineData("Whte", "Did you mean 'White'?")]
    [InlineData("sex=Girl", "Did you mean 'Girls'?")]
    [InlineData("gender=Girls", "characteristic_group (Total, Ethnic group")]
    public void A_value_that_does_not_fit_is_answered_with_the_nearest(string group, string answer) => Assert.Contains(answer, Assert.Throws<DataError>(() => Nested.Choose("passed", [group], null, null)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_group_given_for_England_alone_is_taken_there()
    {
        Assert.Equal(TidyLevel.National, Assert.Single(Nested.Choose("passed", ["January"], null, null)).Level);
        Assert.Contains("the groups are given for National", Assert.Throws<DataError>(() => Nested.Choose("passed", ["January"], null, "LA")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_may_be_asked_for_by_its_group()
    {
        var file = TidyFileTests.Of(TidyFileTests.Small);
        Assert.Equal("fsm: FSM behind Other", Assert.Single(file.Choose(null, [], "fsm=fsm/other", null)).Gap!.ToString());
        Assert.Contains("a percentage or a score", Assert.Throws<DataError>(() => Nested.Choose("passed", [], "characteristic=Known to be eligible", null)).Message, StringComparison.Ordinal);
    }
}
