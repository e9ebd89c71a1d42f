using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>A notebook: cells in order, read from and written to <c>.ipynb</c> (nbformat 4.5) or <c>.dib</c>.</summary>
/// <remarks>Written the way Jupyter itself writes (keys sorted, one space of indent, one line of source a line), so that a notebook
/// saved by either differs only where its content does. Every code cell carries the metadata that our kernel and .NET Interactive need.</remarks>
/// <param name="Cells">The cells.</param>
public sealed record NotebookDocument(ImmutableArray<NotebookCell> Cells)
{
    /// <summary>Other metadata found in the file, kept when it is written again.</summary>
    internal JsonObject? Metadata { get; init; }

    /// <summary>The first heading, or null.</summary>
    public string? Title => Cells.Where(c => c.Kind == CellKind.Markdown).SelectMany(c => c.Source.Split('\n'))
        .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim();

    /// <summary>Reads a notebook; the extension says which format.</summary>
    /// <exception cref="NotebookError">The file is missing, not UTF-8, or not a notebook.</exception>
    public static NotebookDocument Load(string path)
    {
        string name = Path.GetFileName(path);
        if (Directory.Exists(path)) throw new NotebookError(path, "a folder", "a notebook file", "Give the path of an .ipynb or .dib file.");
        if (!File.Exists(path)) throw new NotebookError(path, "no such file", "a notebook", "Check the path; notebooks end in .ipynb or .dib.");
        string text = Utf8Text(name, File.ReadAllBytes(path));
        return IsDib(path) ? DibFormat.Parse(text) : IpynbReader.Parse(text, name);
    }

    /// <summary>Reads the text of an <c>.ipynb</c> file.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">Name used in errors.</param>
    public static NotebookDocument ParseIpynb(string json, string name = "notebook") => IpynbReader.Parse(json, name);

    /// <summary>Reads the text of a <c>.dib</c> file.</summary>
    public static NotebookDocument ParseDib(string text) => DibFormat.Parse(text);

    /// <summary>Writes the notebook; the extension says which format. A <c>.dib</c> holds no outputs.</summary>
    public void Save(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        File.WriteAllText(path, IsDib(path) ? ToDib() : ToIpynb(), new UTF8Encoding(false));
    }

    /// <summary>The notebook as the text of an <c>.ipynb</c> file.</summary>
    public string ToIpynb() => IpynbWriter.Write(this);

    /// <summary>The notebook as the text of a <c>.dib</c> file.</summary>
    public string ToDib() => DibFormat.Write(this);

    /// <summary>The notebook as it is kept in git: no outputs, no counts.</summary>
    public NotebookDocument WithoutOutputs() => this with { Cells = [.. Cells.Select(c => c.WithoutOutputs())] };

    /// <summary>Version of the library that the notebook is pinned to; null when it is not.</summary>
    public string? LibraryVersion => Metadata?["research"]?["library_version"] is JsonValue value && value.TryGetValue(out string? version) ? version : null;

    /// <summary>The notebook pinned to a version of the library: run with another, it says so.</summary>
    public NotebookDocument PinnedTo(string version)
    {
        var metadata = (JsonObject?)Metadata?.DeepClone() ?? [];
        metadata["research"] = new JsonObject { ["library_version"] = version };
        return this with { Metadata = metadata };
    }

    /// <summary>"cell 3", counting as a reader of the notebook in git does: what a run put in has a name of its own.</summary>
    /// <param name="index">The cell's place, from 0.</param>
    public string CellName(int index) => Cells[index].HasTag(NotebookCell.InjectedTag) ? "the parameters of this run"
        : NameOf(index - Cells.Take(index).Count(c => c.HasTag(NotebookCell.InjectedTag)));

    /// <summary>"cell 3", counting every cell from 1 as a reader does, for messages.</summary>
    public static string NameOf(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"cell {index + 1}");

    private static bool IsDib(string path) => Path.GetExtension(path).Equals(".dib", StringComparison.OrdinalIgnoreCase);

    private static string Utf8Text(string name, byte[] bytes)
    {
        ReadOnlySpan<byte> span = bytes;
        if (span.StartsWith(Encoding.UTF8.Preamble)) span = span[3..];
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(span);
        }
        catch (DecoderFallbackException e)
        {
            long line = 1 + span[..Math.Clamp(e.Index, 0, span.Length)].Count((byte)'\n');
            throw new NotebookError(name, "bytes that are not UTF-8", "a text file in UTF-8", "Save the notebook again as UTF-8.", line);
        }
    }
}
