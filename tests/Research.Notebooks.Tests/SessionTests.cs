namespace Research.Notebooks.Tests;

public sealed class SessionTests : IDisposable
{
    private readonly Session session = new(Path.GetTempPath());
    private readonly RecordingHost host = new() { Answer = "Wisbech" };

    public void Dispose() => session.Dispose();

    [Fact]
    public async Task A_variable_lives_on_and_can_be_declared_anew()
    {
        await Ok("int x = 40;");
        await Ok("x += 2;");
        Assert.Equal(42, (await Ok("x")).Value);
        await Ok("var x = \"now a word\";");
        Assert.Equal("now a word", (await Ok("x")).Value);
        Assert.Equal(typeof(string), Assert.Single(session.Variables, v => v.Name == "x").Type);
    }

    [Fact]
    public async Task Await_records_functions_usings_and_collection_expressions_work_at_the_top()
    {
        await Ok("using System.Globalization;\nrecord Pupil(string Area, int Score);\nint Twice(int n) => 2 * n;");
        await Ok("await Task.Delay(1); int[] scores = [1, 2, 3]; Pupil p = new(\"March\", Twice(scores.Sum()));");
        Assert.Equal("12", (await Ok("p.Score.ToString(CultureInfo.InvariantCulture)")).Value);
    }

    [Theory]
    [InlineData("using System.Globalization;")]
    [InlineData("// only a remark")]
    public async Task A_first_cell_that_runs_nothing_counts_too(string nothing)
    {
        await Ok(nothing);
        await Ok("using System.Globalization; int x = 2;");
        await Ok(nothing);
        Assert.Equal("2", (await Ok("x.ToString(CultureInfo.InvariantCulture)")).Value);
    }

    [Fact]
    public async Task The_last_expression_is_shown_and_a_call_that_returns_nothing_is_not()
    {
        await Ok("Console.Write(\"a\")");
        Assert.Empty(host.Shown);
        await Ok("1 + 1");
        Assert.Equal("2", Assert.Single(host.Shown).PlainText);
        Assert.True(host.Shown[0].IsResult);
        await Ok("(string)null");
        Assert.Equal("<null>", host.Shown[1].PlainText);
        Assert.Equal("a", host.Output);
    }

    [Fact]
    public async Task What_was_assigned_before_an_exception_survives_it()
    {
        var result = await session.RunAsync("int kept = 7;\nint zero = 0;\nvar bad = kept / zero;", "cell 1", host, TestContext.Current.CancellationToken);
        Assert.Equal(CellStatus.Failed, result.Status);
        Assert.Equal(("DivideByZeroException", 3), (result.Failure!.Output.Name, result.Failure.Line));
        Assert.Equal(["at cell 1, line 3"], result.Failure.Output.Trace);
        Assert.Equal(7, (await Ok("kept")).Value);
    }

    [Fact]
    public async Task An_exception_shows_the_lines_of_every_cell_it_came_through_and_no_others()
    {
        await Ok("int Fail(int[] a)\n{\n    return a.Select(x => 1 / x).Sum();\n}", "cell 1");
        var result = await session.RunAsync("var a = new[] { 0 };\nFail(a)", "cell 2", host, TestContext.Current.CancellationToken);
        Assert.Equal(2, result.Failure!.Line);
        Assert.Equal(["at cell 1, line 3", "at cell 2, line 2"], result.Failure.Output.Trace);
    }

    [Fact]
    public async Task A_compile_error_names_the_line_and_leaves_the_session_as_it_was()
    {
        await Ok("int x = 1;");
        var result = await session.RunAsync("int y = 2;\nint z = x + nonsense;", "cell 2", host, TestContext.Current.CancellationToken);
        Assert.Equal(("CompileError", 2), (result.Failure!.Output.Name, result.Failure.Line));
        Assert.Equal("cell 2, line 2: CS0103 The name 'nonsense' does not exist in the current context\n    int z = x + nonsense;\n                ^", Assert.Single(result.Failure.Output.Trace));
        Assert.Equal(1, (await Ok("x")).Value);
        Assert.DoesNotContain(session.Variables, v => v.Name == "y");
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("await Task.Delay(1); while (true) { }")]
    [InlineData("System.Threading.Thread.Sleep(60_000);")]
    [InlineData("await Task.Delay(60_000);")]
    [InlineData("await Task.Run(() => { while (true) { } });")]
    [InlineData("while (true) { try { while (true) { } } catch (Exception) { } }")]
    [InlineData("Task.Delay(60_000).Wait();")]
    public async Task A_running_cell_stops_and_the_state_lives(string endless)
    {
        await Ok("int x = 3;");
        using var stop = new CancellationTokenSource();
        var running = session.RunAsync("x = 4; Console.Write(\"begun\");\n" + endless, "cell 2", host, stop.Token);
        while (host.Output.Length == 0) await Task.Delay(20, TestContext.Current.CancellationToken);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        var result = await running;
        Assert.Equal((CellStatus.Stopped, "Interrupted"), (result.Status, result.Failure!.Output.Name));
        Assert.InRange(result.Duration.TotalSeconds, 0.2, 10);
        Assert.Equal(5, (await Ok("x + 1")).Value);
    }

    [Fact]
    public async Task Waiting_for_an_async_method_of_the_notebook_does_not_deadlock()
    {
        await Ok("async Task<int> Slow() { await Task.Delay(10); return 5; }");
        Assert.Equal(5, (await Ok("Slow().Result")).Value);
    }

    [Fact]
    public async Task Console_streams_go_to_the_cell_from_any_of_its_threads()
    {
        await Ok("Console.WriteLine(\"one\"); await Task.Run(() => Console.Write(\"two\")); Console.Error.Write(\"three\");");
        Assert.Equal(("one\ntwo", "three"), (host.Output, host.Errors));
    }

    [Fact]
    public async Task Questions_to_the_reader_are_answered()
    {
        // Not in the first cell: types of the framework must be the same ones in every cell.
        await Ok("int first = 1;");
        Assert.Equal("Wisbech", (await Ok("await GetInputAsync(\"Area?\")")).Value);
        Assert.Equal("Wisbech", (await Ok("await GetPasswordAsync()")).Value);
        Assert.Equal("Wisbech", (await Ok("Console.ReadLine()")).Value);
    }

    [Fact]
    public async Task Display_shows_at_once_and_can_be_updated()
    {
        await Ok("var d = display(\"first\");\nd.Update(\"second\");\n\"plain\".Display();\n\"<b>x</b>\".DisplayAs(\"text/html\");\ndisplay(HTML(\"<i>y</i>\"));");
        Assert.Equal(["first", "plain", null, "<i>y</i>"], host.Shown.Select(s => s.PlainText));
        Assert.Equal(["<b>x</b>", "<i>y</i>"], host.Shown.Skip(2).Select(s => s.Html));
        var update = Assert.Single(host.Updated);
        Assert.Equal((host.Shown[0].DisplayId, "second"), (update.DisplayId, update.PlainText));
    }

    [Fact]
    public async Task Magics_that_are_known_work_and_lines_keep_their_numbers()
    {
        var result = await session.RunAsync("#!csharp\nint x = 1;\n#!markdown\n**bold**\n#!csharp\nx / 0.GetType().Name.IndexOf('I')", "cell 1", host, TestContext.Current.CancellationToken);
        Assert.Equal(("DivideByZeroException", 6), (result.Failure!.Output.Name, result.Failure.Line));
        Assert.Equal("**bold**", host.Shown[0].Data["text/markdown"]);
        await Ok("#!time\nint y = 2;");
        Assert.StartsWith("Wall time:", host.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!fsharp\nlet x = 1", "write this cell in C#")]
    [InlineData("int x = 1;\n#!csharpp", "Did you mean 'csharp'?")]
    public async Task Magics_that_are_not_known_are_refused_with_their_line(string code, string mend)
    {
        var result = await session.RunAsync(code, "cell 1", host, TestContext.Current.CancellationToken);
        Assert.Equal("NotebookError", result.Failure!.Output.Name);
        Assert.Contains(mend, result.Failure.Output.Message, StringComparison.Ordinal);
        Assert.Equal(code.Split('\n').ToList().FindIndex(l => l.StartsWith("#!", StringComparison.Ordinal)) + 1, result.Failure.Line);
    }

    private async Task<CellResult> Ok(string code, string cell = "cell")
    {
        var result = await session.RunAsync(code, cell, host, TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
        return result;
    }
}
