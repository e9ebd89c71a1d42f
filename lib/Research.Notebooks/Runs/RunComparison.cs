using System.Collections.Immutable;

namespace Research.Notebooks;

/// <summary>A figure that differs between two runs.</summary>
/// <param name="Result">Its result, by the name in the later run.</param>
/// <param name="Cell">"cell 3".</param>
/// <param name="Row">Name of its row; empty for text and charts.</param>
/// <param name="Column">Name of its column; empty when the whole row or result came or went.</param>
/// <param name="Before">What it was; null when it was not there.</param>
/// <param name="After">What it is; null when it is not there.</param>
public sealed record FigureChange(string Result, string Cell, string Row, string Column, string? Before, string? After)
{
    /// <summary>Key of its result.</summary>
    public string Key { get; init; } = "";

    /// <summary>Id of the published figure that it is part of; null when it is none.</summary>
    public string? Published { get; init; }

    /// <summary>What can have made the difference; empty when nothing that the run hangs on has changed.</summary>
    public ImmutableSortedSet<ChangeCause> Causes { get; init; } = [];
}

/// <summary>Which figures changed from one run to another, and what made them change.</summary>
/// <param name="Before">The earlier run.</param>
/// <param name="After">The later run.</param>
/// <param name="Inputs">The inputs that differ.</param>
/// <param name="Figures">The figures that differ, in the order of the later run.</param>
public sealed record RunComparison(RunManifest Before, RunManifest After, ImmutableArray<InputChange> Inputs, ImmutableArray<FigureChange> Figures)
{
    /// <summary>Name of the column by which a table says that its rows are published figures.</summary>
    public const string PublishedColumn = "figure";

    /// <summary>Compares the first run with the last. Where several inputs differ, the runs between tell which of them changed a figure.</summary>
    /// <param name="runs">Runs of one notebook, oldest first; at least two.</param>
    /// <param name="tolerance">How far numbers may lie apart.</param>
    public static RunComparison Of(IReadOnlyList<RunManifest> runs, Tolerance tolerance)
    {
        var whole = Of(runs[0], runs[^1], tolerance);
        if (runs.Count == 2 || whole.Inputs.Select(i => i.Cause).Distinct().Count() < 2) return whole;
        var steps = runs.Zip(runs.Skip(1)).SelectMany(pair => Of(pair.First, pair.Second, tolerance).Figures).ToLookup(f => (f.Key, f.Row, f.Column));
        return whole with
        {
            Figures = [.. whole.Figures.Select(f => steps[(f.Key, f.Row, f.Column)].SelectMany(s => s.Causes).ToImmutableSortedSet() is { IsEmpty: false } causes ? f with { Causes = causes } : f)],
        };
    }

    private static RunComparison Of(RunManifest before, RunManifest after, Tolerance tolerance)
    {
        var changes = InputChange.Causes(before.Inputs, after.Inputs);
        var figures = ImmutableArray.CreateBuilder<FigureChange>();
        var earlier = before.Results.ToDictionary(r => r.Key, StringComparer.Ordinal);
        foreach (var now in after.Results)
        {
            earlier.Remove(now.Key, out var then);
            figures.AddRange(Of(then, now, tolerance).Select(f => f with { Causes = Causes(changes, before, after, now.Key) }));
        }
        foreach (var gone in earlier.Values) figures.AddRange(Of(gone, null, tolerance).Select(f => f with { Causes = Causes(changes, before, after, gone.Key) }));
        return new(before, after, changes, figures.ToImmutable());
    }

    private static IEnumerable<FigureChange> Of(NamedResult? before, NamedResult? after, Tolerance tolerance)
    {
        var result = (after ?? before)!;
        FigureChange Change(string row, string column, string? a, string? b) => new(result.Name, result.Cell, row, column, a, b) { Key = result.Key, Published = Published(result, row) };
        if (before is null || after is null) return [Change("", "", before?.Title, after?.Title)];
        if (before.Csv is { } a && after.Csv is { } b)
        {
            var table = TableComparison.Of(CsvTable.Parse(a), CsvTable.Parse(b), tolerance).Select(d => Change(d.Row, d.Column, d.First, d.Second)).ToArray();
            // What is drawn from a table changes with it.
            if (table.Length > 0) return table;
        }
        else if (before.Text is { } x && after.Text is { } y)
        {
            var text = TextComparison.Of(x, y, tolerance).Select(d => Change(d.Place, "", d.First, d.Second)).ToArray();
            if (text.Length > 0) return text;
        }
        return before.Charts.Keys.Union(after.Charts.Keys, StringComparer.Ordinal).Where(t => before.Charts.GetValueOrDefault(t) != after.Charts.GetValueOrDefault(t))
            .Select(t => Change("chart", t, before.Charts.ContainsKey(t) ? "drawn" : null, after.Charts.ContainsKey(t) ? "drawn otherwise" : null));
    }

    private static string? Published(NamedResult result, string row) =>
        row.Length > 0 && result.Csv is { } csv && csv.StartsWith(PublishedColumn + ",", StringComparison.Ordinal) ? row.Split(", ")[0] : null;

    // Code below a result cannot have changed it; of the other inputs any part may have.
    private static ImmutableSortedSet<ChangeCause> Causes(ImmutableArray<InputChange> changes, RunManifest before, RunManifest after, string key)
    {
        string cell = key[..key.LastIndexOf('/')];
        bool code = Until(after, cell) is { } now && Until(before, cell) is { } then ? !now.SequenceEqual(then, StringComparer.Ordinal) : changes.Any(c => c.Cause == ChangeCause.Code);
        return changes.Select(c => c.Cause).Where(c => c != ChangeCause.Code || code).ToImmutableSortedSet();
    }

    private static string[]? Until(RunManifest run, string cell) =>
        run.Inputs.Cells.Any(c => c.Id == cell) ? [.. run.Inputs.Cells.TakeWhile(c => c.Id != cell).Append(run.Inputs.Cells.First(c => c.Id == cell)).Select(c => c.Hash)] : null;
}
