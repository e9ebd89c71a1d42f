using System.Collections.Immutable;

namespace Research.Notebooks;

/// <summary>What two executed notebooks have in common and in what they differ.</summary>
/// <param name="Cells">Cells that both have.</param>
/// <param name="Results">Shown results that both have.</param>
/// <param name="Differences">What differs, in the order of the first notebook.</param>
public sealed record NotebookComparison(int Cells, int Results, ImmutableArray<NotebookDifference> Differences)
{
    /// <summary>Compares cells and results: tables and charts by their data, text normalised. Ids, counts and wall times do not matter.</summary>
    /// <param name="first">An executed notebook.</param>
    /// <param name="second">Another, such as the same one run elsewhere.</param>
    /// <param name="tolerance">How far numbers may lie apart.</param>
    public static NotebookComparison Of(NotebookDocument first, NotebookDocument second, Tolerance tolerance)
    {
        var pairs = Pairs(first, second);
        var differences = ImmutableArray.CreateBuilder<NotebookDifference>();
        differences.AddRange(OfParameters(first, second));
        int cells = 0, results = 0;
        foreach (var (a, b) in pairs)
        {
            string name = a >= 0 ? first.CellName(a) : second.CellName(b);
            if (a < 0 || b < 0)
            {
                var (only, what) = (a >= 0 ? first.Cells[a] : second.Cells[b], a >= 0 ? "only in the first" : "only in the second");
                differences.Add(new(name, only.Id, "cell", what, a >= 0 ? Opening(only.Source) : null, b >= 0 ? Opening(only.Source) : null));
                continue;
            }
            cells++;
            results += Math.Min(Shown(first.Cells[a]).Length, Shown(second.Cells[b]).Length);
            differences.AddRange(OfCells(name, first.Cells[a], second.Cells[b], tolerance));
        }
        return new(cells, results, differences.ToImmutable());
    }

    /// <summary>True when nothing differs.</summary>
    public bool Same => Differences.IsEmpty;

    // By id; cells whose ids another program made anew, by their text.
    private static List<(int A, int B)> Pairs(NotebookDocument first, NotebookDocument second)
    {
        var free = Own(second);
        var pairs = Own(first).Select(i => (A: i, B: Take(free.FindIndex(j => second.Cells[j].Id == first.Cells[i].Id && second.Cells[j].Kind == first.Cells[i].Kind)))).ToList();
        for (int i = 0; i < pairs.Count; i++)
        {
            var cell = first.Cells[pairs[i].A];
            if (pairs[i].B < 0) pairs[i] = (pairs[i].A, Take(free.FindIndex(j => second.Cells[j].Kind == cell.Kind && Source(second.Cells[j]) == Source(cell))));
        }
        foreach (int j in free)
        {
            int place = pairs.FindLastIndex(p => p.B >= 0 && p.B < j);
            pairs.Insert(place + 1, (-1, j));
        }
        return pairs;

        int Take(int place)
        {
            if (place < 0) return -1;
            int index = free[place];
            free.RemoveAt(place);
            return index;
        }
    }

    // What a run puts in is compared as the values it sets.
    private static List<int> Own(NotebookDocument document) => [.. Enumerable.Range(0, document.Cells.Length).Where(i => !document.Cells[i].HasTag(NotebookCell.InjectedTag))];

    private static IEnumerable<NotebookDifference> OfParameters(NotebookDocument first, NotebookDocument second)
    {
        var (a, b) = (NotebookParameters.ValuesOf(first), NotebookParameters.ValuesOf(second));
        int place = first.Cells.ToList().FindIndex(c => c.HasTag(NotebookCell.ParametersTag));
        var (name, id) = place < 0 ? ("", "") : (first.CellName(place), first.Cells[place].Id);
        return a.Keys.Union(b.Keys, StringComparer.Ordinal).Where(k => a.GetValueOrDefault(k) != b.GetValueOrDefault(k))
            .Select(k => new NotebookDifference(name, id, "parameters", k, a.GetValueOrDefault(k), b.GetValueOrDefault(k)));
    }

    private static IEnumerable<NotebookDifference> OfCells(string name, NotebookCell a, NotebookCell b, Tolerance tolerance)
    {
        NotebookDifference Difference(string result, ResultDifference d) => new(name, a.Id, result, d.Place, d.First, d.Second);
        if (Source(a) != Source(b)) yield return Difference(a.Kind == CellKind.Code ? "code" : "text", FirstLine(Source(a), Source(b)));
        foreach (string stream in new[] { "stdout", "stderr" })
            foreach (var d in TextComparison.Of(Console(a, stream), Console(b, stream), tolerance)) yield return Difference(stream == "stdout" ? "console" : "warnings", d);
        var (x, y) = (Shown(a), Shown(b));
        for (int i = 0; i < Math.Max(x.Length, y.Length); i++)
        {
            if (i >= x.Length) yield return Difference("result", new("only in the second", null, Title(y[i])));
            else if (i >= y.Length) yield return Difference("result", new("only in the first", Title(x[i]), null));
            else
                foreach (var d in OutputComparison.Of(x[i], y[i], tolerance)) yield return Difference(Title(x[i]), d);
        }
        var (e, f) = (a.Outputs.OfType<ErrorOutput>().FirstOrDefault(), b.Outputs.OfType<ErrorOutput>().FirstOrDefault());
        if (e is not null || f is not null)
        {
            var (p, q) = (e is null ? null : $"{e.Name}: {e.Message}", f is null ? null : $"{f.Name}: {f.Message}");
            if (p is null || q is null || !TextComparison.Same(p, q, tolerance)) yield return Difference("error", new("", p, q));
        }
    }

    private static DisplayOutput[] Shown(NotebookCell cell) => [.. cell.Outputs.OfType<DisplayOutput>()];

    private static string Console(NotebookCell cell, string stream) => string.Concat(cell.Outputs.OfType<StreamOutput>().Where(o => o.Name == stream).Select(o => o.Text));

    private static string Title(DisplayOutput output)
    {
        string title = Opening(output.PlainText ?? (output.Html is { } html ? ShownChart.WordsOf(html).Trim() : ""));
        return title.Length > 0 ? title : "result";
    }

    private static string Source(NotebookCell cell) => string.Join('\n', cell.Source.Split('\n').Select(l => l.TrimEnd())).Trim('\n');

    private static string Opening(string text) => text.Split('\n')[0].Trim();

    private static ResultDifference FirstLine(string a, string b)
    {
        var (x, y) = (a.Split('\n'), b.Split('\n'));
        int i = 0;
        while (i < x.Length && i < y.Length && x[i] == y[i]) i++;
        return new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {i + 1}"), i < x.Length ? x[i] : null, i < y.Length ? y[i] : null);
    }
}
