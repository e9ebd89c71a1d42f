using CsCheck;

namespace Research.Tests;

public class AnalysisPlanTests
{
    private const string Text = """
        programme: phonics-partners
        title: Phonics partners
        design: cluster-trial
        data: phonics-partners.csv
        outcome: outcome
        treatment: treated
        school: urn
        baseline: baseline
        covariates: [fsm, sen]
        """;

    [Fact]
    public void A_plan_says_what_will_be_run()
    {
        var plan = AnalysisPlan.Parse(Text);
        Assert.Equal(PlannedDesign.ClusterTrial, plan.Design);
        Assert.Equal(["fsm", "sen"], plan.Covariates);
        Assert.Equal(0.05, plan.Alpha);
    }

    [Fact]
    public void The_hash_goes_by_every_word_and_not_by_line_ends()
    {
        string hash = AnalysisPlan.Parse(Text.ReplaceLineEndings("\n")).Hash;
        Assert.Equal(hash, AnalysisPlan.Parse(Text.ReplaceLineEndings("\r\n")).Hash);
        Assert.NotEqual(hash, AnalysisPlan.Parse(Text.Replace("sen", "eal", StringComparison.Ordinal)).Hash);
        Assert.Equal(64, hash.Length);
    }

    [Theory]
    [InlineData("design: cluster-trial", "design: cluster-trail", "line 3", "Did you mean 'cluster-trial'?")]
    [InlineData("outcome: outcome", "outcom: outcome", "no 'outcome'", "Did you write 'outcom' for 'outcome'?")]
    [InlineData("covariates:", "covariate:", "line 9", "Did you mean 'covariates'?")]
    [InlineData("baseline: baseline", "alpha: 5", "line 8", "above 0 and below 1")]
    [InlineData("baseline: baseline", "alpha: five", "line 8", "a number")]
    [InlineData("baseline: baseline", "threats: { motivation: huge }", "line 8", "one of low, moderate, high")]
    [InlineData("title: Phonics partners", "title: [", "not YAML", "Check indentation")]
    [InlineData("design: cluster-trial", "design: difference-in-differences", "no 'year'", "a difference-in-differences")]
    public void A_slip_is_answered_with_its_line_and_the_nearest_name(string from, string to, string where, string mend)
    {
        string message = Assert.Throws<DataError>(() => AnalysisPlan.Parse(Text.Replace(from, to, StringComparison.Ordinal), "plan.yaml")).Message;
        Assert.StartsWith("plan.yaml", message, StringComparison.Ordinal);
        Assert.Contains(where, message, StringComparison.Ordinal);
        Assert.Contains(mend, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("phonics-partners", "design: cluster-trial", "design: multisite-trial", "design: cluster-trial")]
    [InlineData("expanded-rehearsal", "design: multisite-trial", "design: cluster-trial", "design: multisite-trial")]
    [InlineData("fsm-project", "from: 2014", "from: 2010", "design: matched")]
    [InlineData("closing-the-gap", "cutoff: 90", "cutoff: 100", "design: matched")]
    [InlineData("closing-the-gap", "cutoff: 90", "cutoff: 90\nbandwidth: 0.1", "Widen the bandwidth")]
    [InlineData("fsm-project", "school: urn", "school: treated", "design: interrupted-series")]
    [InlineData("achievement-for-all", "start: start", "start: treated", "no start after the first year")]
    [InlineData("real", "from: 2013", "from: 2010", "design: matched")]
    [InlineData("fast", "baseline: baseline", "", "Add baseline")]
    public void A_design_the_data_cannot_bear_is_refused_and_the_nearest_named(string id, string from, string to, string instead)
    {
        var plan = AnalysisPlan.Parse(InterventionFolder.PlanText(id).Replace(from, to, StringComparison.Ordinal));
        Assert.Contains(instead, Assert.Throws<DataError>(() => PlannedEvaluation.Run(plan, InterventionFolder.Data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_typed_ends_in_a_plan_or_in_one_clear_message() => Gen.Select(Gen.Int[0, Text.Length - 1], Gen.Int[0, 20], Gen.String[Gen.Char["ab1:[]{}&*!|>'\"%@`#,- \n\t?"], 0, 8]).Sample((at, length, typed) =>
    {
        string text = Text[..at] + typed + Text[Math.Min(Text.Length, at + length)..];
        try
        {
            AnalysisPlan.Parse(text);
        }
        catch (DataError)
        {
        }
    }, iter: 3000);

    [Fact]
    public void A_column_that_is_not_there_is_named_with_the_nearest()
    {
        var plan = AnalysisPlan.Parse(InterventionFolder.PlanText("fast").Replace("absence", "abscence", StringComparison.Ordinal));
        Assert.Contains("Did you mean 'absence'?", Assert.Throws<DataError>(() => PlannedEvaluation.Run(plan, InterventionFolder.Data)).Message, StringComparison.Ordinal);
    }
}
