using System.Diagnostics;

namespace Research;

/// <summary>Says which data files are read, to whoever listens: a notebook run records them, so that its figures can be traced to them.</summary>
/// <remarks>Told through .NET's own diagnostics under the name <c>Research.SourceFiles</c>: event <c>Read</c> with the full path and the number of
/// rows, -1 where it is not known. Without a listener nothing is kept.</remarks>
public static class SourceFiles
{
    private static readonly DiagnosticListener Listener = new("Research.SourceFiles");

    /// <summary>A file was read.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="rows">Its rows of data; -1 where the number is not known.</param>
    public static void Note(string path, long rows = -1)
    {
        if (Listener.IsEnabled()) Listener.Write("Read", KeyValuePair.Create(Path.GetFullPath(path), rows));
    }
}
