using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Research.Notebooks;

/// <summary>Makes the manifest of a run.</summary>
internal static class RunRecord
{
    /// <summary>What a run would be made from, before it runs: the files are those that the code names and those that the run before it read.</summary>
    /// <param name="document">The notebook with its parameters set.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="before">The run before, where there is one.</param>
    public static RunInputs Expected(NotebookDocument document, string folder, RunManifest? before)
    {
        var earlier = before?.Inputs.Data.Select(d => Path.GetFullPath(d.Path, folder)) ?? [];
        return Inputs(document, folder) with { Data = DataFiles.Describe(DataFiles.Named(document, folder).Union(earlier), folder) };
    }

    /// <summary>The manifest of a run that has ended.</summary>
    /// <param name="run">The run.</param>
    /// <param name="started">When it began.</param>
    /// <param name="reads">Files that the library read.</param>
    public static RunManifest Of(NotebookRun run, DateTimeOffset started, IReadOnlyDictionary<string, long?> reads)
    {
        string folder = Path.GetDirectoryName(run.Path)!;
        var inputs = Inputs(run.Document, folder) with { Data = DataFiles.Describe(DataFiles.Named(run.Document, folder).Union(reads.Keys), folder, reads) };
        string made = ContentHash.OfText(string.Join('\n', [inputs.NotebookHash, .. inputs.Parameters.Select(p => $"{p.Key}={p.Value}"), .. inputs.Libraries.Select(l => l.Hash), .. inputs.Data.Select(d => d.Hash)]));
        return new(Path.GetFileNameWithoutExtension(run.Path), inputs, started)
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{started.UtcDateTime:yyyyMMdd'T'HHmmss.fff'Z'}-{made[..6]}"),
            Duration = run.Duration,
            Failure = run.Failure?.ToString(),
            PinnedTo = run.Document.LibraryVersion,
            Runtime = RuntimeInformation.FrameworkDescription,
            Results = [.. run.Document.Cells.SelectMany((c, i) => Named(c, run.Document.CellName(i)))],
        };
    }

    private static RunInputs Inputs(NotebookDocument document, string folder)
    {
        var parameters = NotebookParameters.ValuesOf(document).ToImmutableSortedDictionary(StringComparer.Ordinal);
        var cells = document.Cells.Select((c, i) => (Cell: c, Name: document.CellName(i))).Where(c => c.Cell.Kind == CellKind.Code && !c.Cell.HasTag(NotebookCell.InjectedTag)).ToArray();
        var libraries = LibraryFiles.Of(document, folder);
        return new([.. cells.Select(c => new CellUsed(c.Cell.Id, c.Name, ContentHash.OfText(Code(c.Cell))))], parameters)
        {
            Libraries = libraries.Libraries,
            Packages = libraries.Packages,
            Seeds = [.. cells.SelectMany(c => new NotebookCode(c.Cell).Seeds(parameters).Select(s => new SeedUsed(c.Name, s)))],
        };
    }

    // The defaults in the parameters cell are parameters, not code.
    private static string Code(NotebookCell cell) => cell.HasTag(NotebookCell.ParametersTag) ? NotebookParameters.WithoutDefaults(cell) : cell.Source.TrimEnd();

    private static IEnumerable<NamedResult> Named(NotebookCell cell, string name)
    {
        int place = 0;
        string? last = cell.Outputs.Any(o => o is DisplayOutput { IsResult: true }) ? new NotebookCode(cell).ResultName : null;
        foreach (var output in cell.Outputs.OfType<DisplayOutput>())
        {
            place++;
            string key = string.Create(CultureInfo.InvariantCulture, $"{cell.Id}/{place}");
            string title = (output.PlainText ?? "").Split('\n')[0].Trim();
            string? csv = output.Data.GetValueOrDefault(MimeTypes.Csv);
            yield return new(key, (output.IsResult ? last : null) ?? string.Create(CultureInfo.InvariantCulture, $"shown {place}"), name, title)
            {
                Csv = csv,
                Text = csv is null ? output.PlainText : null,
                Charts = Charts(output),
            };
        }
    }

    private static ImmutableSortedDictionary<string, string> Charts(DisplayOutput output)
    {
        var charts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var chart in output.Html is { } html ? ShownChart.In(html) : []) charts[chart.Title] = chart.Fingerprint;
        return charts.ToImmutable();
    }
}
