namespace Research.Notebooks.Tests;

public sealed class LibraryReferenceTests
{
    private readonly RecordingHost host = new();

    private static string Library(string name) => $"#r \"lib/{name}/bin/{Sample.Configuration}/net10.0/{name}.dll\"";

    [Fact]
    public async Task A_library_built_beside_the_notebook_shows_its_results_by_its_own_attribute()
    {
        using var session = new Session(Sample.Root);
        var result = await session.RunAsync(Library("Research.Statistics") + "\nusing Research;\nnew Table(\"Gap\", [new TableColumn(\"gap\", \"Gap\", \"ppt\", 1)], [[28.54]])", "cell 1", host, TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
        var shown = Assert.Single(host.Shown);
        Assert.Contains("<td", shown.Html!.Replace("<th scope=\"row\"", "<td", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("28.5", shown.PlainText!, StringComparison.Ordinal);
        Assert.Equal("gap\n28.54\n", shown.Data["text/csv"]);
        Assert.DoesNotContain(Sample.Root, result.Value!.GetType().Assembly.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_without_a_reference_is_not_there()
    {
        using var session = new Session(Sample.Root);
        var result = await session.RunAsync("Research.Rounding.FiveUp(0.285, 2)", "cell 1", host, TestContext.Current.CancellationToken);
        Assert.Equal("CompileError", result.Failure!.Output.Name);
    }

    [Fact]
    public async Task Native_libraries_beside_a_referenced_one_are_found()
    {
        using var session = new Session(Sample.Root);
        string code = $$"""
            #r "lib/Research.Analysis/bin/{{Sample.Configuration}}/net10.0/DuckDB.NET.Data.dll"
            using DuckDB.NET.Data;
            var connection = new DuckDBConnection("DataSource=:memory:");
            connection.Open();
            var command = connection.CreateCommand();
            command.CommandText = "SELECT 6 * 7";
            Convert.ToInt32(command.ExecuteScalar())
            """;
        var result = await session.RunAsync(code, "cell 1", host, TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
        Assert.Equal(42, result.Value);
    }

    [Fact]
    public async Task A_library_that_the_host_has_loaded_is_used_and_not_loaded_again()
    {
        using var session = new Session(AppContext.BaseDirectory);
        var result = await session.RunAsync("#r \"Research.Notebooks.dll\"\ntypeof(Research.Notebooks.Session)", "cell 1", host, TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
        Assert.Same(typeof(Session), result.Value);
    }

    [Fact]
    public async Task A_library_that_is_missing_is_named_with_what_to_do()
    {
        using var session = new Session(Sample.Root);
        var result = await session.RunAsync("#r \"lib/Nowhere.dll\"", "cell 1", host, TestContext.Current.CancellationToken);
        Assert.Equal("NotebookError", result.Failure!.Output.Name);
        Assert.Contains("Build it first", result.Failure.Output.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_a_library_is_refused()
    {
        using var folder = new Folder();
        folder.File("broken.dll", "not a library");
        using var session = new Session(folder.Path);
        var result = await session.RunAsync("#r \"broken.dll\"", "cell 1", host, TestContext.Current.CancellationToken);
        Assert.Equal("NotebookError", result.Failure!.Output.Name);
        Assert.Contains("not a .NET library", result.Failure.Output.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_script_is_loaded_and_its_errors_name_its_file()
    {
        using var folder = new Folder();
        folder.File("rates.csx", "double Rate(int part, int whole)\n{\n    if (whole == 0) throw new ArgumentException(\"nobody\");\n    return 100.0 * part / whole;\n}");
        using var session = new Session(folder.Path);
        var result = await session.RunAsync("#load \"rates.csx\"\nRate(1, 4)", "cell 1", host, TestContext.Current.CancellationToken);
        Assert.Equal(25.0, result.Value);
        result = await session.RunAsync("Rate(1, 0)", "cell 2", host, TestContext.Current.CancellationToken);
        Assert.Equal(["at rates.csx, line 3", "at cell 2, line 1"], result.Failure!.Output.Trace);
    }

    [Fact]
    public async Task A_package_comes_from_the_local_cache()
    {
        using var session = new Session(Sample.Root);
        var result = await session.RunAsync("#r \"nuget: YamlDotNet, 18.1.0\"\nnew YamlDotNet.Serialization.DeserializerBuilder().Build().Deserialize<int>(\"2\")", "cell 1", host, TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
        Assert.Equal(2, result.Value);
    }

    [Fact]
    public async Task A_package_that_is_nowhere_is_named_with_what_to_do()
    {
        using var session = new Session(Sample.Root);
        var result = await session.RunAsync("#r \"nuget: No_Such!Package\"", "cell 1", host, TestContext.Current.CancellationToken);
        Assert.Contains("nuget: Package, Version", result.Failure!.Output.Message, StringComparison.Ordinal);
    }
}
