namespace Research.Notebooks.Tests;

public sealed class NotebookParametersTests
{
    private static readonly NotebookDocument Notebook = Sample.Notebook(
        "int year = 2013;\nvar data = \"../county\";\ndouble level = 0.95, other = 1;\nbool? full = null;\nvar big = -3L;\nint[] years = [2011, 2013];\nstring[] areas = { \"March\" };\ndecimal share = 1m;\nobject any = null;",
        "year") with
    { };

    private static NotebookDocument Tagged => Notebook with { Cells = Notebook.Cells.SetItem(0, Notebook.Cells[0] with { Tags = [NotebookCell.ParametersTag] }) };

    [Fact]
    public void Parameters_are_read_with_their_types() => Assert.Equal(
        [("year", "int"), ("data", "string"), ("level", "double"), ("other", "double"), ("full", "bool?"), ("big", "long"), ("years", "int[]"), ("areas", "string[]"), ("share", "decimal"), ("any", "object")],
        NotebookParameters.Of(Tagged).Select(p => (p.Name, p.Type)));

    [Theory]
    [InlineData("year", "2014", "year = 2014;")]
    [InlineData("data", "a \"b\" \\ c", "data = \"a \\\"b\\\" \\\\ c\";")]
    [InlineData("level", "0.9", "level = 0.9d;")]
    [InlineData("full", "true", "full = true;")]
    [InlineData("big", "-5", "big = -5L;")]
    [InlineData("years", "2014, 2015", "years = new int[] { 2014, 2015 };")]
    [InlineData("areas", "Wisbech,Chatteris", "areas = new string[] { \"Wisbech\", \"Chatteris\" };")]
    [InlineData("share", "1.5", "share = 1.5m;")]
    public void A_value_is_written_in_the_type_of_its_parameter(string name, string value, string line)
    {
        var cell = NotebookParameters.Set(Tagged, new Dictionary<string, string> { [name] = value }).Cells[1];
        Assert.Equal("// Set for this run.\n" + line, cell.Source);
        Assert.True(cell.HasTag(NotebookCell.InjectedTag));
    }

    [Theory]
    [InlineData("yaer", "2014", "Did you mean 'year'?")]
    [InlineData("year", "2014.5", "a whole number")]
    [InlineData("year", "2014; System.IO.File.Delete(\"x\")", "a whole number")]
    [InlineData("level", "NaN", "a number")]
    [InlineData("full", "yes", "true or false")]
    [InlineData("years", "2014, x", "a whole number")]
    [InlineData("any", "1", "Declare any with one of these types")]
    public void What_does_not_fit_is_refused(string name, string value, string part)
    {
        var error = Assert.Throws<NotebookError>(() => NotebookParameters.Set(Tagged, new Dictionary<string, string> { [name] = value }));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_notebook_without_a_parameters_cell_takes_none()
    {
        var error = Assert.Throws<NotebookError>(() => NotebookParameters.Set(Notebook, new Dictionary<string, string> { ["year"] = "2014" }));
        Assert.Contains("no cell tagged 'parameters'", error.Message, StringComparison.Ordinal);
        Assert.Equal(Notebook.Cells, NotebookParameters.Set(Notebook, new Dictionary<string, string>()).Cells);
    }

    [Fact]
    public void A_second_run_replaces_what_the_first_put_in()
    {
        var once = NotebookParameters.Set(Tagged, new Dictionary<string, string> { ["year"] = "2014" });
        var twice = NotebookParameters.Set(once, new Dictionary<string, string> { ["year"] = "2015" });
        Assert.Equal(3, twice.Cells.Length);
        Assert.Contains("year = 2015;", twice.Cells[1].Source, StringComparison.Ordinal);
    }
}
