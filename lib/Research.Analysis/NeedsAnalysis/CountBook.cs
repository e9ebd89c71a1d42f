using System.Globalization;

namespace Research;

/// <summary>Counts of pupils by condition, fetched in one query a file. Asking for an unknown count notes it down and answers 0;
/// <see cref="Fill"/> then fetches all that were asked, and asking again gives the truth.</summary>
internal sealed class CountBook(County county)
{
    private readonly Dictionary<(Phase Phase, string Condition), long> known = [];
    private readonly HashSet<(Phase Phase, string Condition)> asked = [];

    /// <summary>True while something was asked that is not yet known.</summary>
    public bool HasQuestions => asked.Count > 0;

    /// <summary>Pupils of a phase in a year for whom the condition holds.</summary>
    public long Count(Phase phase, int year, string condition)
    {
        var key = (phase, string.Create(CultureInfo.InvariantCulture, $"year = {year} AND ({condition})"));
        if (known.TryGetValue(key, out long count)) return count;
        asked.Add(key);
        return 0;
    }

    /// <summary>Fetches all that was asked.</summary>
    public void Fill()
    {
        foreach (var file in asked.GroupBy(a => a.Phase))
        {
            var conditions = file.Select(a => a.Condition).ToArray();
            string counts = string.Join(", ", conditions.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"count(*) FILTER (WHERE {c}) AS c{i}")));
            var row = county.Engine.Query($"SELECT {counts} FROM {Schema.Of(file.Key).Name}");
            for (int i = 0; i < conditions.Length; i++)
                known[(file.Key, conditions[i])] = (long)row.Numbers(string.Create(CultureInfo.InvariantCulture, $"c{i}"))[0];
        }
        asked.Clear();
    }
}
