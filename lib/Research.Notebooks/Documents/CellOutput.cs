using System.Collections.Immutable;

namespace Research.Notebooks;

/// <summary>Something a cell gave: text on a stream, a shown value or an error.</summary>
public abstract record CellOutput;

/// <summary>Text written to the console.</summary>
/// <param name="Name"><c>stdout</c> or <c>stderr</c>.</param>
/// <param name="Text">What was written.</param>
public sealed record StreamOutput(string Name, string Text) : CellOutput;

/// <summary>A value, in one or more MIME types, richest shown first by whoever draws it.</summary>
/// <param name="Data">Content by MIME type; JSON types hold JSON text.</param>
/// <param name="IsResult">True for the value of the cell's last expression, false for <c>display</c>.</param>
public sealed record DisplayOutput(ImmutableSortedDictionary<string, string> Data, bool IsResult) : CellOutput
{
    /// <summary>Name under which a later update finds this display; null when there is none.</summary>
    public string? DisplayId { get; init; }

    /// <summary>The HTML, where there is any.</summary>
    public string? Html => Data.GetValueOrDefault(MimeTypes.Html);

    /// <summary>The plain text, where there is any.</summary>
    public string? PlainText => Data.GetValueOrDefault(MimeTypes.Text);

    /// <summary>The same display with other content in one MIME type.</summary>
    public DisplayOutput With(string mimeType, string content) => this with { Data = Data.SetItem(mimeType, content) };
}

/// <summary>An error that stopped the cell.</summary>
/// <param name="Name">Kind of error: the exception's type, or <c>CompileError</c>.</param>
/// <param name="Message">What went wrong.</param>
/// <param name="Trace">Places in the user's own cells, innermost first.</param>
public sealed record ErrorOutput(string Name, string Message, ImmutableArray<string> Trace) : CellOutput
{
    /// <summary>The lines that front ends show: what went wrong, then where.</summary>
    public ImmutableArray<string> Traceback => Trace.Insert(0, $"{Name}: {Message}");
}

/// <summary>The MIME types used here by name.</summary>
internal static class MimeTypes
{
    public const string Html = "text/html";
    public const string Text = "text/plain";
    public const string Markdown = "text/markdown";
    public const string Csv = "text/csv";

    public static bool IsJson(string mimeType) => mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);
}
