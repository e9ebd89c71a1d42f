using System.Globalization;

namespace Research.Notebooks.Tests;

/// <summary>A stopped cell stops everywhere, and never makes anything else wait.</summary>
public sealed class CellStopTests : IDisposable
{
    private readonly Session session = new(Path.GetTempPath());
    private readonly RecordingHost host = new();

    public void Dispose() => session.Dispose();

    [Theory]
    [InlineData("while (true) { turns++; }")]
    [InlineData("while (true) { try { while (true) turns++; } catch { } }")]
    [InlineData("while (true) { try { while (true) turns++; } catch (Exception) { try { throw; } catch { } } }")]
    [InlineData("await Task.Run(() => { while (true) turns++; });")]
    [InlineData("await Task.Delay(1); while (true) turns++;")]
    [InlineData("await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () => { while (true) { turns++; await Task.Yield(); } })));")]
    [InlineData("System.Threading.Tasks.Parallel.For(0, int.MaxValue, i => turns++);")]
    [InlineData("Enumerable.Repeat(1, int.MaxValue).Where(x => turns++ < 0).Count()")]
    [InlineData("int F(int n) => n < 2 ? n : F(n - 1) + F(n - 2) + (int)(turns++ & 0); F(70)")]
    [InlineData("again: turns++; goto again;")]
    [InlineData("_ = Task.Run(() => { while (true) turns++; }); System.Threading.Thread.Sleep(60_000);")]
    public async Task Its_code_ends_on_every_thread(string endless)
    {
        await Ok("long turns = 0;");
        var result = await StopAsync("Console.Write(\"begun\");\n" + endless);
        Assert.Equal((CellStatus.Stopped, "The cell was stopped; what earlier cells made is still there."), (result.Status, result.Failure!.Output.Message));
        await Task.Delay(200, TestContext.Current.CancellationToken);
        object? before = (await Ok("turns")).Value;
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Equal(before, (await Ok("turns")).Value);
        CollectGarbage();
    }

    [Fact]
    public async Task Its_finally_blocks_run()
    {
        await Ok("bool closed = false;");
        await StopAsync("Console.Write(\"begun\"); try { while (true) { } } finally { closed = true; }");
        Assert.Equal(true, (await Ok("closed")).Value);
    }

    [Fact]
    public async Task A_function_of_an_earlier_cell_stops_with_the_cell_that_called_it()
    {
        await Ok("void Loop() { Console.Write(\"begun\"); while (true) { } }");
        Assert.Equal(CellStatus.Stopped, (await StopAsync("Loop();")).Status);
    }

    [Fact]
    public async Task What_an_await_would_have_gone_on_with_does_not_happen()
    {
        await Ok("int x = 1;");
        await StopAsync("Console.Write(\"begun\"); await Task.Delay(700); x = 2;");
        await Task.Delay(900, TestContext.Current.CancellationToken);
        Assert.Equal(1, (await Ok("x")).Value);
    }

    [Fact]
    public async Task A_library_that_does_not_stop_is_said_and_waited_for_by_nobody()
    {
        await Ok("int x = 1;");
        var result = await StopAsync("Console.Write(\"begun\"); System.Threading.Thread.SpinWait(SpinTurns); x = 2;".Replace("SpinTurns", SpinTurns, StringComparison.Ordinal));
        Assert.StartsWith("The cell would not stop: it is in a library's own code.", result.Failure!.Output.Message, StringComparison.Ordinal);
        Assert.InRange(result.Duration.TotalSeconds, 0, 8);
        Assert.Equal(5, (await Ok("x + 4")).Value);
        CollectGarbage();
    }

    [Fact]
    public async Task What_a_stopped_cell_still_writes_reaches_nobody()
    {
        await StopAsync("Console.Write(\"begun\"); var t = new System.Threading.Thread(() => { System.Threading.Thread.Sleep(500); Console.Write(\"late\"); }); t.Start(); while (true) { }");
        await Task.Delay(800, TestContext.Current.CancellationToken);
        Assert.Equal("begun", host.Output);
    }

    [Fact]
    public async Task Another_sessions_cell_goes_on()
    {
        using var other = new Session(Path.GetTempPath());
        var running = other.RunAsync("long n = 0; var end = DateTime.UtcNow.AddSeconds(2); while (DateTime.UtcNow < end) n++; n > 0", "cell 1", new RecordingHost(), TestContext.Current.CancellationToken);
        await StopAsync("Console.Write(\"begun\"); while (true) { }");
        Assert.Equal(true, (await running).Value);
    }

    // About ten seconds of the processor's own pause, which no code of the notebook is asked about.
    private static string SpinTurns { get; } = 1_000_000_000.ToString(CultureInfo.InvariantCulture);

    // A collection needs every thread to stand still for a moment: a thread that cannot would hang the process here.
    private static void CollectGarbage()
    {
        for (int i = 0; i < 20; i++) GC.Collect();
    }

    private async Task<CellResult> StopAsync(string code)
    {
        using var stop = new CancellationTokenSource();
        var running = session.RunAsync(code, "cell 2", host, stop.Token);
        while (host.Output.Length == 0 && !running.IsCompleted) await Task.Delay(20, TestContext.Current.CancellationToken);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        return await running;
    }

    private async Task<CellResult> Ok(string code)
    {
        var result = await session.RunAsync(code, "cell", host, TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
        return result;
    }
}
