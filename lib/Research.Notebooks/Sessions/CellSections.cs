using System.Collections.Frozen;
using System.Text;

namespace Research.Notebooks;

/// <summary>What a part of a cell is written in.</summary>
internal enum SectionKind
{
    CSharp,
    Markdown,
    Html,
    JavaScript,
}

/// <summary>A part of a cell in one language, padded with empty lines so that its line numbers are the cell's.</summary>
/// <param name="Kind">Its language.</param>
/// <param name="Text">Its text.</param>
/// <param name="Timed">True when <c>#!time</c> stands in it.</param>
internal sealed record CellSection(SectionKind Kind, string Text, bool Timed);

/// <summary>Splits a cell at its magics, the lines that begin with <c>#!</c>.</summary>
/// <remarks>Roslyn takes <c>#!anything</c> on the first line for a comment, so an unknown magic must be refused here or it would vanish.</remarks>
internal static class CellSections
{
    /// <summary>Names that .NET Interactive gives its kernels: each starts a cell or a part of one.</summary>
    public static FrozenSet<string> KernelNames { get; } =
        new[] { "csharp", "c#", "markdown", "html", "javascript", "js", "fsharp", "f#", "pwsh", "powershell", "sql", "kql", "mermaid", "http", "value" }.ToFrozenSet();

    private static readonly string[] Known = ["csharp", "markdown", "html", "javascript", "time"];

    public static IReadOnlyList<CellSection> Split(string source, string cell)
    {
        if (!source.Contains("#!", StringComparison.Ordinal)) return [new(SectionKind.CSharp, source, false)];
        var sections = new List<CellSection>();
        var (kind, timed, body, started) = (SectionKind.CSharp, false, new StringBuilder(), false);
        string[] lines = source.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("#!", StringComparison.Ordinal))
            {
                body.Append(lines[i]).Append('\n');
                started |= lines[i].Trim().Length > 0;
                continue;
            }
            string magic = lines[i][2..].Trim();
            if (magic == "time")
            {
                timed = true;
                body.Append('\n');
                continue;
            }
            var next = Kind(magic, cell, i + 1);
            if (started) sections.Add(new(kind, body.ToString(), timed));
            (kind, timed, started) = (next, false, false);
            body.Clear().Append('\n', i + 1);
        }
        if (started || sections.Count == 0) sections.Add(new(kind, body.ToString(), timed));
        return sections;
    }

    private static SectionKind Kind(string magic, string cell, int line) => magic switch
    {
        "csharp" or "c#" => SectionKind.CSharp,
        "markdown" => SectionKind.Markdown,
        "html" => SectionKind.Html,
        "javascript" or "js" => SectionKind.JavaScript,
        _ => throw new NotebookError(cell, $"the magic #!{magic}", "one of " + string.Join(", ", Known.Select(k => "#!" + k)),
            KernelNames.Contains(magic) ? "Only C# and Markdown run here: write this cell in C#." : $"Take the line out.{NearestName.Hint(magic, Known)}", line),
    };
}
