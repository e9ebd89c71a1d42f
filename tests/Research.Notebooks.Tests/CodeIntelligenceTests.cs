namespace Research.Notebooks.Tests;

/// <summary>Completion, hover and signatures know what the session has declared and what the cell is being given.</summary>
public sealed class CodeIntelligenceTests : IDisposable
{
    private readonly Session session = new(Sample.Root);
    private readonly CodeIntelligence code;

    public CodeIntelligenceTests() => code = new(session);

    public void Dispose()
    {
        code.Dispose();
        session.Dispose();
    }

    [Fact]
    public async Task Members_of_a_variable_of_an_earlier_cell_complete_at_the_cursor()
    {
        code.Add("record Pupil(string Area, int Score); var pupil = new Pupil(\"March\", 3);");
        var found = await code.CompleteAsync("int s = pupil.Sc + 1;", 16);
        Assert.Equal(("Score", "property"), (Assert.Single(found.Items).Text, found.Items[0].Kind));
        Assert.Equal((14, 16), (found.Start, found.End));
    }

    [Fact]
    public async Task A_name_declared_anew_completes_as_what_it_is_now()
    {
        code.Add("var x = 1;");
        code.Add("var x = \"word\";");
        Assert.Equal("Substring", (await code.CompleteAsync("x.Subs", 6)).Items[0].Text);
    }

    [Fact]
    public async Task What_is_typed_in_another_case_or_from_the_middle_is_still_found()
    {
        Assert.Contains("WriteLine", (await code.CompleteAsync("Console.writel", 14)).Items.Select(i => i.Text));
        Assert.Contains("ReadLine", (await code.CompleteAsync("Console.Line", 12)).Items.Select(i => i.Text));
    }

    [Fact]
    public async Task Functions_that_every_cell_has_and_names_from_a_using_complete()
    {
        code.Add("using System.Globalization;");
        Assert.Contains("display", (await code.CompleteAsync("displ", 5)).Items.Select(i => i.Text));
        Assert.Contains("CultureInfo", (await code.CompleteAsync("CultureI", 8)).Items.Select(i => i.Text));
    }

    [Fact]
    public async Task Cells_of_other_languages_declare_nothing()
    {
        code.Add("int before = 1;\n#!markdown\nint fromText = 2;\n#!csharp\nint after = 3;");
        Assert.Equal(["after"], (await code.CompleteAsync("aft", 3)).Items.Select(i => i.Text).Where(t => t == "after"));
        Assert.DoesNotContain("fromText", (await code.CompleteAsync("fromT", 5)).Items.Select(i => i.Text));
    }

    [Fact]
    public async Task A_name_is_described_with_its_type_and_a_call_with_its_signatures()
    {
        code.Add("double Rate(int part, int whole) => 100.0 * part / whole;\nvar gap = Rate(1, 4);");
        Assert.Contains("double gap", await code.DescribeAsync("gap", 1), StringComparison.Ordinal);
        Assert.Equal("double Rate(int part, int whole)", await code.DescribeAsync("Rate(1, ", 8));
        Assert.Contains("string(char c, int count)", (await code.DescribeAsync("new string('x', ", 16))!.Replace("string.String", "string", StringComparison.Ordinal).Replace("String.String", "string", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_a_library_that_was_referenced_complete()
    {
        string library = $"#r \"lib/Research.Statistics/bin/{Sample.Configuration}/net10.0/Research.Statistics.dll\"\nusing Research;";
        Assert.Null((await session.RunAsync(library, "cell 1", new RecordingHost(), TestContext.Current.CancellationToken)).Failure);
        code.Add(library);
        Assert.Contains("FiveUp", (await code.CompleteAsync("Rounding.Fi", 11)).Items.Select(i => i.Text));
    }

    [Fact]
    public async Task Nothing_is_said_of_nothing()
    {
        Assert.Null(await code.DescribeAsync("   ", 1));
        Assert.Empty((await code.CompleteAsync("\"text", 5)).Items);
    }

    [Theory]
    [InlineData("1 + 1", "complete")]
    [InlineData("", "complete")]
    [InlineData("if (true) {", "incomplete")]
    [InlineData("int x = = 2;", "invalid")]
    public void A_line_is_complete_incomplete_or_invalid(string text, string state) => Assert.Equal(state, CodeIntelligence.StateOf(text));
}
