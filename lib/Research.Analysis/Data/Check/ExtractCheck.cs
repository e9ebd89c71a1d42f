using System.Collections.Immutable;

namespace Research;

/// <summary>Checks every file of an extract against the dictionary, in stages: shape, cells, values, keys, schools. The work on rows is
/// the engine's: one statement a stage when nothing is wrong.</summary>
internal static class ExtractCheck
{
    /// <summary>Findings of all files. Rows that have one are noted in <c>aside.NAME</c> (line, column, reason).</summary>
    public static ImmutableArray<Finding> Run(DuckDbEngine engine, ExtractFolder folder, ExtractTables tables)
    {
        var findings = new List<Finding>(folder.Findings);
        // Schools first: where they have faults of their own, a school that is not there says nothing of the pupil's row.
        var schools = tables.All.Where(t => t.File.Schema == Schema.Schools).Select(t => Run(engine, t.File, t.Raw, schoolsAreSound: false)).ToArray();
        bool schoolsAreSound = schools is [{ IsEmpty: true }];
        // No file waits for another, and one query leaves a core idle. The longest goes first, so that none is left over at the end.
        var others = tables.All.Where(t => t.File.Schema != Schema.Schools).OrderByDescending(t => t.Raw.Rows * t.Raw.Columns.Length).ToDictionary(t => t.File.Schema, t => Task.Run(() => Run(engine, t.File, t.Raw, schoolsAreSound)));
        findings.AddRange(tables.All.SelectMany(t => others.TryGetValue(t.File.Schema, out var found) ? found.GetAwaiter().GetResult() : schools[0]));
        return [.. findings];
    }

    private static ImmutableArray<Finding> Run(DuckDbEngine engine, ExtractFile file, RawTable raw, bool schoolsAreSound)
    {
        var shape = Finding.Merge(raw.Findings);
        if (raw.IsBroken) return [.. shape];
        try
        {
            return [.. shape, .. Finding.MergeColumns(Rows(engine, file, raw, schoolsAreSound))];
        }
        catch (DataError) when (file.Format == ExtractFormat.Parquet)
        {
            // The footer was readable, a page was not.
            return [.. shape, ParquetLoader.NotParquet(file)];
        }
    }

    /// <summary>Rows of a file with at least one finding.</summary>
    public static long FaultyRows(DuckDbEngine engine, ExtractFile file, RawTable raw) =>
        raw.IsBroken ? 0 : (long)engine.Query($"SELECT count(DISTINCT line)::BIGINT AS n FROM aside.{file.Schema.Name}").Numbers("n")[0];

    private static List<Finding> Rows(DuckDbEngine engine, ExtractFile file, RawTable raw, bool schoolsAreSound)
    {
        string name = file.Schema.Name;
        engine.Execute($"CREATE OR REPLACE TABLE aside.{name} (line BIGINT, \"column\" VARCHAR, reason VARCHAR)");
        engine.Append("aside", name, rows =>
        {
            foreach (var row in raw.Unusable) rows.CreateRow().AppendValue(row.Line).AppendValue("").AppendValue(row.Reason).EndRow();
        });

        if (file.Format == ExtractFormat.Parquet) ReadThrough(engine, file, raw);
        var years = Years(engine, file, raw);
        var findings = new List<Finding>(Header.Missing(file, raw.Columns, years, raw.Findings));
        findings.AddRange(Run(engine, file, raw, CellChecks.Of(file, raw)));
        findings.AddRange(Run(engine, file, raw, ValueChecks.Of(file, raw, years)));
        findings.AddRange(KeyCheck.Find(engine, file, raw));
        if (schoolsAreSound && file.Schema != Schema.Schools && raw.Columns.Contains("urn")) findings.AddRange(Run(engine, file, raw, [Orphans(file)]));
        return findings;
    }

    // The checks below need not open a page whose statistics rule the fault out: a damaged page is found here.
    private static void ReadThrough(DuckDbEngine engine, ExtractFile file, RawTable raw) =>
        engine.Query($"SELECT count(*) FILTER (WHERE hash({string.Join(", ", raw.Columns.Select(DuckDbEngine.Name))}) = 0) AS n FROM raw.{file.Schema.Name}");

    // Each check is a filter of its own, so that the engine can skip what a file's statistics rule out; only those that found something are looked at again.
    private static Finding[] Run(DuckDbEngine engine, ExtractFile file, RawTable raw, IEnumerable<RowCheck> checks)
    {
        var all = checks.ToArray();
        if (all.Length == 0) return [];
        var found = engine.Query("SELECT " + string.Join(",\n", all.Select((c, i) => $"(SELECT count(*) FROM {c.Source} WHERE {c.Condition}) AS c{i}")));
        return all.Where((_, i) => found.Columns[i] is NumberColumn n && n.Values[0] > 0).SelectMany(c => FaultGroups.Collect(engine, file, raw, c)).ToArray();
    }

    private static RowCheck Orphans(ExtractFile file) => new("urn", "extract." + file.Schema.Name, "urn NOT IN (SELECT urn FROM extract.schools WHERE urn IS NOT NULL)", "urn::VARCHAR",
        urn => new(urn is null ? "a urn that is not in schools" : $"{urn}, which is not in schools", "a urn of the schools file", "Add the school to the schools file, or correct the urn."));

    private static (int, int)? Years(DuckDbEngine engine, ExtractFile file, RawTable raw)
    {
        if (!raw.Columns.Contains("year")) return null;
        var span = engine.Query($"SELECT min(year) AS first, max(year) AS last FROM extract.{file.Schema.Name}");
        return double.IsNaN(span.Numbers("first")[0]) ? null : ((int)span.Numbers("first")[0], (int)span.Numbers("last")[0]);
    }
}
