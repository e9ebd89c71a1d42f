using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Research.Notebooks;

/// <summary>Why a cell failed and where, in the user's own lines only.</summary>
/// <param name="Output">The error as a notebook keeps it.</param>
/// <param name="Line">Line in the cell, from 1; 0 when it is not known.</param>
public sealed record CellFailure(ErrorOutput Output, int Line)
{
    /// <summary>Name of the error of a cell that does not compile.</summary>
    public const string CompileError = "CompileError";

    private const int MostDiagnostics = 10;

    /// <summary>The message with its cell and line.</summary>
    public override string ToString() => Line > 0
        ? string.Create(CultureInfo.InvariantCulture, $"line {Line}: {Output.Name}: {Output.Message}")
        : $"{Output.Name}: {Output.Message}";

    internal static CellFailure FromCompiler(IEnumerable<Diagnostic> diagnostics, string cell)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).OrderBy(d => d.Location.SourceSpan.Start).ToArray();
        var places = errors.Take(MostDiagnostics).Select(d => Describe(d, cell)).ToList();
        if (errors.Length > MostDiagnostics) places.Add(string.Create(CultureInfo.InvariantCulture, $"and {errors.Length - MostDiagnostics} more"));
        var first = errors[0];
        bool here = first.Location.GetLineSpan().Path == cell;
        return new(new ErrorOutput(CompileError, first.Id + " " + first.GetMessage(CultureInfo.InvariantCulture), [.. places]),
            here ? first.Location.GetLineSpan().StartLinePosition.Line + 1 : 0);
    }

    internal static CellFailure FromException(Exception exception, Func<Assembly, bool> isCell, string cell)
    {
        while (exception is AggregateException or TargetInvocationException or TypeInitializationException && exception.InnerException is { } inner) exception = inner;
        var frames = new StackTrace(exception, true).GetFrames()
            .Where(f => f.GetMethod()?.Module.Assembly is { } assembly && isCell(assembly) && f.GetFileLineNumber() > 0)
            .Select(f => (File: f.GetFileName() ?? "", Line: f.GetFileLineNumber())).Distinct().ToArray();
        int line = frames.FirstOrDefault(f => Path.GetFileName(f.File) == cell).Line;
        if (line == 0 && exception is NotebookError { Line: > 0 } error && error.Where == cell) line = (int)error.Line;
        ImmutableArray<string> trace = [.. frames.Select(f => string.Create(CultureInfo.InvariantCulture, $"at {Path.GetFileName(f.File)}, line {f.Line}"))];
        return new(new ErrorOutput(exception.GetType().Name, exception.Message, trace), line);
    }

    internal static CellFailure Stopped(string reason) => new(new ErrorOutput("Interrupted", reason, []), 0);

    // The compiler's own form, then the line itself with a mark under the place.
    private static string Describe(Diagnostic diagnostic, string cell)
    {
        var span = diagnostic.Location.GetLineSpan();
        string place = string.Create(CultureInfo.InvariantCulture,
            $"{(span.Path.Length == 0 ? cell : Path.GetFileName(span.Path))}, line {span.StartLinePosition.Line + 1}: {diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
        if (diagnostic.Location.SourceTree is not { } tree) return place;
        string line = tree.GetText().Lines[span.StartLinePosition.Line].ToString();
        int start = Math.Min(span.StartLinePosition.Character, line.Length);
        return $"{place}\n    {line}\n    {new string(' ', start)}^";
    }
}
