using System.Diagnostics;
using System.Globalization;

namespace Research.Notebooks;

/// <summary>A C# session: cells run one after another and keep their variables, functions, types and usings.</summary>
/// <remarks>Top-level await, <c>#r</c> of a library or package, <c>#load</c>, and the same implicit usings and display functions as
/// .NET Interactive's C# kernel. Paths in <c>#r</c> and <c>#load</c> are relative to the base directory.</remarks>
public sealed class Session : IDisposable
{
    private readonly ShadowCopy shadow = new();
    private readonly SessionLibraries libraries;
    private readonly ReferenceResolver references;
    private readonly SubmissionChain chain;
    private readonly ChartCarrier charts;
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>A session.</summary>
    /// <param name="baseDirectory">Folder that relative paths in <c>#r</c> and <c>#load</c> start from.</param>
    public Session(string baseDirectory)
    {
        BaseDirectory = Path.GetFullPath(baseDirectory);
        libraries = new SessionLibraries(shadow);
        references = new ReferenceResolver(libraries, BaseDirectory);
        chain = new SubmissionChain(libraries, references, BaseDirectory);
        charts = new ChartCarrier();
        ConsoleCapture.Install();
    }

    /// <summary>Folder that relative paths start from.</summary>
    public string BaseDirectory { get; }

    /// <summary>The variables declared so far, the last one of each name.</summary>
    public IReadOnlyList<SessionVariable> Variables => chain.Variables();

    /// <summary>The chain of cells, for completion and the like.</summary>
    internal SubmissionChain Chain => chain;

    /// <summary>Makes the first cell of later sessions fast: compiles, shows and fails at something small in the background.</summary>
    public static Task WarmUp() => Task.Run(async () =>
    {
        using var session = new Session(Path.GetTempPath());
        await session.RunAsync("record Warm(int Of); var warm = await Task.FromResult(new[] { new Warm(1) }); warm.Where(w => w.Of > 0).ToList()", "warm-up", SilentHost.Instance).ConfigureAwait(false);
        await session.RunAsync("int.Parse(\"an error\")", "warm-up", SilentHost.Instance).ConfigureAwait(false);
    });

    /// <summary>Runs a cell. Cells wait for one another.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="cell">Name of the cell in errors, such as "cell 3".</param>
    /// <param name="host">Takes what the cell writes and shows.</param>
    /// <param name="token">Stops the cell; the session lives on.</param>
    public async Task<CellResult> RunAsync(string code, string cell, ICellHost host, CancellationToken token = default)
    {
        await turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        var clock = Stopwatch.StartNew();
        var context = new CellContext(host, charts, token);
        try
        {
            charts.Begin((host as ICellPlace)?.Place ?? cell);
            object? value = null;
            foreach (var section in CellSections.Split(code.ReplaceLineEndings("\n"), cell)) value = await RunSectionAsync(section, cell, context).ConfigureAwait(false);
            return new(CellStatus.Completed, null, value, clock.Elapsed);
        }
        catch (Exception e) when (token.IsCancellationRequested && e is OperationCanceledException or CellWouldNotStopException)
        {
            context.Abandon();
            string reason = e is CellWouldNotStopException ? e.Message : "The cell was stopped; what earlier cells made is still there.";
            return new(CellStatus.Stopped, CellFailure.Stopped(reason), null, clock.Elapsed);
        }
        catch (CompilationErrorException e)
        {
            return new(CellStatus.Failed, e.Failure, null, clock.Elapsed);
        }
#pragma warning disable CA1031 // Whatever the user's code throws is the cell's result.
        catch (Exception e)
        {
            return new(CellStatus.Failed, CellFailure.FromException(e, libraries.IsCell, cell), null, clock.Elapsed);
        }
#pragma warning restore CA1031
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Ends the session and removes its copies of libraries.</summary>
    public void Dispose()
    {
        shadow.Dispose();
        turn.Dispose();
    }

    private async Task<object?> RunSectionAsync(CellSection section, string cell, CellContext context)
    {
        var clock = Stopwatch.StartNew();
        object? value = null;
        switch (section.Kind)
        {
            case SectionKind.CSharp:
                value = await RunCodeAsync(section.Text, cell, context).ConfigureAwait(false);
                break;
            case SectionKind.Markdown:
                context.Host.Display(ValueDisplay.OfText(MimeTypes.Markdown, section.Text.Trim('\n')));
                break;
            case SectionKind.JavaScript:
                context.Host.Display(ValueDisplay.OfText(MimeTypes.Html, $"<script>{section.Text}</script>"));
                break;
            default:
                context.Host.Display(ValueDisplay.OfText(MimeTypes.Html, section.Text.Trim('\n')));
                break;
        }
        if (section.Timed) context.Host.Write("stdout", string.Create(CultureInfo.InvariantCulture, $"Wall time: {clock.Elapsed.TotalMilliseconds:F1} ms\n"));
        return value;
    }

    private async Task<object?> RunCodeAsync(string code, string cell, CellContext context)
    {
        var submission = chain.Add(code, cell, context.Token);
        foreach (string warning in references.Warnings) context.Host.Write("stderr", warning);
        references.Warnings.Clear();
        object? value = await CellThread.RunAsync(submission.Body, context).ConfigureAwait(false);
        if (submission.HasValue) await ShowAsync(value, context).ConfigureAwait(false);
        return value;
    }

    // Formatting runs the user's ToString and the like, so it is under the same control as the cell.
    private static Task<object?> ShowAsync(object? value, CellContext context) => CellThread.RunAsync(
        () =>
        {
            if (value is not DisplayedValue) context.Host.Display(context.Charts.Complete(ValueDisplay.Of(value, isResult: true)));
            return Task.FromResult<object?>(null);
        },
        context);
}
