using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Counts of pupils for whom several conditions hold together, fetched in one query a file. Asking for an unknown count notes it down and
/// answers 0; <see cref="Fill()"/> then fetches all that were asked, and asking again gives the truth.</summary>
/// <remarks>Each condition is worked out once a row and becomes a bit; equal rows of bits are added up by the engine, and every count is read from
/// those sums. A hundred figures then cost little more than one.</remarks>
internal sealed class CountBook(County county)
{
    // A mask travels as a double, which holds whole numbers up to 2^53.
    private const int BitsOfMask = 50;

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
        var conditions = questions.SelectMany(q => q.Conditions).Distinct().ToArray();
        var masks = conditions.Select((c, i) => (Sql: string.Create(CultureInfo.InvariantCulture, $"(coalesce(({c}), false)::BIGINT << {i % BitsOfMask})"), Mask: i / BitsOfMask))
            .GroupBy(b => b.Mask, b => b.Sql).Select((bits, m) => string.Create(CultureInfo.InvariantCulture, $"{string.Join(" | ", bits)} AS m{m}")).ToArray();
        string names = string.Join(", ", masks.Select((_, m) => string.Create(CultureInfo.InvariantCulture, $"m{m}")));
        string years = string.Join(", ", questions.Select(q => q.Year).Distinct().Order());
        var rows = county.Engine.Query($"SELECT year, {names}, count(*) AS pupils FROM (SELECT year, {string.Join(", ", masks)} FROM {Schema.Of(phase).Name} WHERE year IN ({years})) GROUP BY year, {names} ORDER BY year, {names}");
        var (year, pupils) = (rows.Numbers("year").ToArray(), rows.Numbers("pupils").ToArray());
        var bits = masks.Select((_, m) => rows.Numbers(string.Create(CultureInfo.InvariantCulture, $"m{m}")).ToArray().Select(v => (long)v).ToArray()).ToArray();
        foreach (var question in questions)
        {
            long[] wanted = new long[masks.Length];
            foreach (string condition in question.Conditions)
            {
                int at = Array.IndexOf(conditions, condition);
                wanted[at / BitsOfMask] |= 1L << (at % BitsOfMask);
            }
            long count = 0;
            for (int row = 0; row < year.Length; row++)
            {
                bool all = year[row] == question.Year;
                for (int m = 0; all && m < wanted.Length; m++) all = (bits[m][row] & wanted[m]) == wanted[m];
                if (all) count += (long)pupils[row];
            }
            known[question] = count;
        }
    }

    private readonly record struct Question(Phase Phase, int Year, string Text)
    {
        public ImmutableArray<string> Conditions => [.. Text.Split('\n')];
    }
}
