using System.Text.Json;

namespace Research.Notebooks.Tests;

/// <summary>The kernel as a Jupyter front end meets it, through Debian's jupyter_client.</summary>
public sealed class KernelProtocolTests
{
    [Fact]
    public void Cells_run_show_fail_and_stay_silent()
    {
        var steps = Drive("basics");
        Assert.Equal(("ok", 1, "hé 𝒳\n", "42"), (Text(steps["execute"], "status"), steps["execute"].GetProperty("count").GetInt32(), Text(steps["execute"], "out"), Text(steps["execute"], "result")));
        Assert.Equal(["execute_input", "stream", "execute_result"], Texts(steps["execute"], "types"));
        Assert.Equal(["DivideByZeroException: Attempted to divide by zero.", "at In [2], line 2"], Texts(steps["error"], "traceback"));
        Assert.Equal("CompileError", Text(steps["compile"], "ename"));
        Assert.Equal(["execute_input", "display_data", "update_display_data", "display_data"], Texts(steps["display"], "types"));
        Assert.True(steps["display"].GetProperty("same").GetBoolean());
        Assert.Empty(Texts(steps["silent"], "types"));
        Assert.False(steps["shutdown"].GetProperty("alive").GetBoolean());
    }

    [Fact]
    public void An_interrupt_stops_the_cell_and_the_state_lives()
    {
        var steps = DriveAll("stopping");
        var stops = steps.Where(s => Text(s, "step") == "interrupt").ToArray();
        Assert.Equal(5, stops.Length);
        Assert.All(stops, s => Assert.Equal(("error", "Interrupted", "7"), (Text(s, "status"), Text(s, "ename"), Text(s, "after"))));
        Assert.All(stops, s => Assert.InRange(s.GetProperty("took_s").GetDouble(), 0, 2));
        Assert.Equal(["error", "aborted", "aborted"], Texts(steps.Single(s => Text(s, "step") == "abort"), "statuses"));
    }

    [Fact]
    public void Completion_inspection_history_and_questions_are_answered()
    {
        var steps = Drive("questions");
        Assert.Equal(["Score"], Texts(steps["complete"], "matches"));
        Assert.Equal((14, 16), (steps["complete"].GetProperty("start").GetInt32(), steps["complete"].GetProperty("end").GetInt32()));
        Assert.Contains("WriteLine", Texts(steps["complete-framework"], "matches"));
        Assert.Contains("int Pupil.Score", steps["inspect"].GetProperty("data").GetProperty("text/plain").GetString()!, StringComparison.Ordinal);
        Assert.Contains("int Math.Max(int val1, int val2)", steps["signature"].GetProperty("data").GetProperty("text/plain").GetString()!, StringComparison.Ordinal);
        Assert.False(steps["inspect-nothing"].GetProperty("found").GetBoolean());
        Assert.Equal(["complete", "incomplete", "invalid"], Texts(steps["is-complete"], "statuses"));
        Assert.Single(steps["history"].GetProperty("history").EnumerateArray());
        Assert.Equal("5.3", Text(steps["kernel-info"], "protocol"));
        Assert.Equal(("Area?", "7"), (Text(steps["input"], "prompt"), Text(steps["input"], "result")));
        Assert.Equal("error", Text(steps["no-input"], "status"));
    }

    [Fact]
    public void A_thousand_cells_and_a_hundred_megabytes_pass_without_a_leak()
    {
        var steps = Drive("load");
        Assert.Equal(0, steps["thousand-cells"].GetProperty("failures").GetInt32());
        double growth = steps["thousand-cells"].GetProperty("after_1000_mb").GetDouble() - steps["thousand-cells"].GetProperty("after_500_mb").GetDouble();
        // Each cell stays loaded, about 0.1 MB with what the compiler keeps of it (docs/notebooks.md); twice that would be a leak.
        Assert.InRange(growth, -500, 100);
        Assert.Equal(100_000_000, steps["hundred-megabytes"].GetProperty("characters").GetInt64());
        Assert.Equal("500", Text(steps["after-load"], "result"));
    }

    [Fact]
    public void The_first_cell_of_a_kernel_that_is_warm_takes_less_than_a_second()
    {
        var step = Drive("warm")["warm"];
        Assert.Equal("1", Text(step, "result"));
        // Of the processor, so that whoever else uses the machine does not count.
        Assert.InRange(step.GetProperty("cpu_s").GetDouble(), 0, 1);
    }

    [Fact]
    public void A_restart_begins_anew()
    {
        var step = Drive("restart")["restart"];
        Assert.Equal("CompileError", Text(step, "ename"));
        Assert.True(step.GetProperty("another").GetBoolean());
    }

    [Fact]
    public void Bad_signatures_are_dropped_and_only_loopback_is_listened_on()
    {
        var step = Drive("signatures")["signatures"];
        Assert.Equal("1", Text(step, "result"));
        Assert.Equal(["0100007F"], Texts(step, "addresses"));
    }

    private static Dictionary<string, JsonElement> Drive(string scenario) => DriveAll(scenario).ToDictionary(s => Text(s, "step"));

    private static JsonElement[] DriveAll(string scenario)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The script reads memory and sockets from /proc.");
        using var jupyter = new Jupyter("python3-jupyter-client", "jupyter_client");
        string output = jupyter.Run(Sample.PathOf("protocol.py"), scenario);
        foreach (string line in output.Split('\n').Where(l => l.Contains("_s\"", StringComparison.Ordinal) || l.Contains("_mb\"", StringComparison.Ordinal)))
            TestContext.Current.TestOutputHelper?.WriteLine(line);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.StartsWith('{')).Select(l => JsonDocument.Parse(l).RootElement)];
    }

    private static string Text(JsonElement step, string name) => step.GetProperty(name).GetString() ?? "";

    private static string[] Texts(JsonElement step, string name) => [.. step.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];
}
