using System.Collections.Immutable;

namespace Research;

/// <summary>Counts of pupils for whom several conditions hold together, fetched in one query a file. Asking for an unknown count notes it down and
/// answers 0; <see cref="Fill()"/> then fetches all that were asked, and asking again gives the truth.</summary>
/// <remarks>The counts are read from the cells of one <see cref="CellQuery"/>: a hundred figures cost little more than one.</remarks>
internal sealed class CountBook(County county)
{
    private readonly Dictionary<Question, long> known = [];
    private readonly HashSet<Question> asked = [];

    /// <summary>True while something was asked that is not yet known.</summary>
    public bool HasQuestions => asked.Count > 0;

    /// <summary>Pupils of a phase in a year for whom every condition holds; unknown counts as not holding.</summary>
    public long Count(Phase phase, int year, params IEnumerable<string> conditions)
    {
        var question = new Question(phase, year, string.Join('\n', conditions.Distinct().Order(StringComparer.Ordinal)));
        if (known.TryGetValue(question, out long count)) return count;
        asked.Add(question);
        return 0;
    }

    /// <summary>Fetches all that was asked.</summary>
    public void Fill()
    {
        foreach (var file in asked.GroupBy(a => a.Phase)) Fill(file.Key, [.. file]);
        asked.Clear();
    }

    private void Fill(Phase phase, Question[] questions)
    {
        var cells = new CellQuery(phase, [.. questions.Select(q => q.Year).Distinct().Order()]) { Conditions = [.. questions.SelectMany(q => q.Conditions)] }.Run(county);
        var ranges = cells.Ranges.ToDictionary(r => r.Year);
        var everyone = cells.Everyone;
        foreach (var question in questions)
        {
            var all = question.Conditions.Select(c => cells[c]).Aggregate(everyone, (a, b) => a & b);
            known[question] = ranges.TryGetValue(question.Year, out var range) ? cells.Pupils(range, all, everyone) : 0;
        }
    }

    private readonly record struct Question(Phase Phase, int Year, string Text)
    {
        public ImmutableArray<string> Conditions => [.. Text.Split('\n')];
    }
}
