using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Finds rows that say the same thing twice, such as a pupil who is in a year more than once.</summary>
internal static class KeyCheck
{
    public static IEnumerable<Finding> Find(DuckDbEngine engine, ExtractFile file, RawTable raw)
    {
        var key = file.Schema.Key;
        if (!key.All(k => raw.Columns.Contains(k))) yield break;
        string columns = string.Join(", ", key.Select(DuckDbEngine.Name));
        string filled = string.Join(" AND ", key.Select(k => $"{DuckDbEngine.Name(k)} IS NOT NULL"));
        string table = "extract." + file.Schema.Name;
        // Hashes first: grouping millions of words is slow, and almost always nothing is found.
        double same = engine.Query($"SELECT count(*) - count(DISTINCT hash({columns})) AS n FROM {table} WHERE {filled}").Numbers("n")[0];
        if (same == 0) yield break;

        string numbered = $"(SELECT line, min(line) OVER same AS first, count(*) OVER same AS n FROM {table} WHERE {filled} WINDOW same AS (PARTITION BY {columns}))";
        var rows = engine.Query($"SELECT count(*)::BIGINT AS rows, array_to_string(min(line, 5), ' ') AS lines, min_by(first, line) AS first FROM {numbered} WHERE line > first");
        long count = (long)rows.Numbers("rows")[0];
        if (count == 0) yield break;

        // Which of them is right cannot be known: all are set aside.
        string reason = $"the same {string.Join(" and ", key)} in another row";
        engine.Execute($"INSERT INTO aside.{file.Schema.Name} SELECT line, {DuckDbEngine.Literal(key[0])}, {DuckDbEngine.Literal(reason)} FROM {numbered} WHERE n > 1");
        ImmutableArray<long> lines = [.. (rows["lines"].TextAt(0) ?? "").Split(' ').Select(t => long.Parse(t, CultureInfo.InvariantCulture))];
        string what = key.Length == 2 && key[0] == "pupil" ? "a pupil twice in a year" : $"the same {string.Join(", ", key)} twice";
        yield return new(file.Name, lines[0], key[0],
            count == 1 ? string.Create(CultureInfo.InvariantCulture, $"{what}, first on {file.Place} {rows.Numbers("first")[0]}") : what,
            $"one row for each {string.Join(" and ", key)}", "Keep the row that is right and delete the other.")
        { Kind = FindingKind.Rows, Count = count, Lines = lines };
    }
}
