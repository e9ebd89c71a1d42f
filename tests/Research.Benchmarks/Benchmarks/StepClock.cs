using System.Diagnostics;
using System.Globalization;

namespace Research.Benchmarks;

/// <summary>The time of each step of a run. Seconds on the clock depend on what else the machine does; seconds of the processor much less.</summary>
internal sealed class StepClock
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private TimeSpan processor = Processor;

    private static TimeSpan Processor => Process.GetCurrentProcess().TotalProcessorTime;

    /// <summary>Prints what the step took, and starts the next.</summary>
    public void Done(string what)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,7:F2} s  processor {(Processor - processor).TotalSeconds,6:F2} s  peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20,5} MB  {what}"));
        clock.Restart();
        processor = Processor;
    }
}
