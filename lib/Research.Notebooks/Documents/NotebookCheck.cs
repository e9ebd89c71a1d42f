using System.Globalization;
using System.Text.RegularExpressions;

namespace Research.Notebooks;

/// <summary>Finds in a notebook what does not belong in git: outputs, paths of one machine, large blobs.</summary>
public static partial class NotebookCheck
{
    private const int MostSource = 100_000;

    /// <summary>What was found, each with its file and cell; nothing for a notebook that is fit for git.</summary>
    public static IReadOnlyList<string> Of(string path)
    {
        var document = NotebookDocument.Load(path);
        var findings = new List<string>();
        for (int i = 0; i < document.Cells.Length; i++)
        {
            var cell = document.Cells[i];
            string where = $"{Path.GetFileName(path)}, {NotebookDocument.NameOf(i)}";
            if (cell.Outputs.Length > 0 || cell.ExecutionCount is not null) findings.Add($"{where}: has outputs or a count. Convert it onto itself to take them out.");
            if (MachinePath().Match(cell.Source) is { Success: true } match) findings.Add($"{where}: names a path of one machine, {match.Value}. Use a path relative to the notebook.");
            if (cell.Source.Length > MostSource) findings.Add(string.Create(CultureInfo.InvariantCulture, $"{where}: has {cell.Source.Length} characters. Put large data into a file."));
            if (cell.Metadata is { } metadata && metadata.ToJsonString().Length is > MostSource and var size)
                findings.Add(string.Create(CultureInfo.InvariantCulture, $"{where}: has {size} characters of metadata. Take the cell's metadata out."));
            if (cell.Attachments is not null || InlinePicture().IsMatch(cell.Source)) findings.Add($"{where}: carries a picture. Put it into a file beside the notebook.");
        }
        return findings;
    }

    // Home and temporary folders, drives, shares; not the path of a web address.
    [GeneratedRegex(@"(?<![\w.])(?:(?<=[""'\s(=]|file:///?|^)/(?:home|Users|root|tmp|mnt|work|var|media|Volumes)/[\w.-]+|(?<![\w.])~/|[A-Za-z]:\\{1,2}[\w.-]+\\|(?<=[""'\s(=]|^)\\\\(?:\\\\)?[\w.-]+\\{1,2}[\w.-]+)", RegexOptions.Multiline)]
    private static partial Regex MachinePath();

    [GeneratedRegex("data:image/[^;]+;base64,[A-Za-z0-9+/=]{4000}")]
    private static partial Regex InlinePicture();
}
