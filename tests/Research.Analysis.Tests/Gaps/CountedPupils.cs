using System.Globalization;
using System.Text;

namespace Research.Tests;

/// <summary>A county of a few pupils written out as CSV, for figures that can be worked by hand. Columns not named take a plain default.</summary>
internal sealed class CountedPupils : IDisposable
{
    private static readonly Dictionary<string, string> Plain = new(StringComparer.Ordinal)
    {
        ["year"] = "2013",
        ["urn"] = "110001",
        ["gender"] = "F",
        ["birth_month"] = "10",
        ["fsm"] = "0",
        ["ever6"] = "0",
        ["fsm_entitled"] = "0",
        ["sen_provision"] = "N",
        ["lac"] = "0",
        ["ethnicity"] = "WBRI",
        ["language"] = "ENG",
        ["idaci_decile"] = "8",
        ["area"] = "Huntingdonshire",
        ["sessions_possible"] = "300",
        ["sessions_authorised"] = "0",
        ["sessions_unauthorised"] = "0",
        ["exclusions_fixed"] = "0",
        ["exclusions_permanent"] = "0",
        ["caf_episodes"] = "0",
        ["social_care"] = "N",
        ["together_for_families"] = "0",
        ["phonics_stage"] = "1",
    };

    private readonly string folder = Directory.CreateTempSubdirectory("county-").FullName;
    private readonly Dictionary<Phase, StringBuilder> files = [];
    private County? county;
    private int pupils;

    /// <summary>Pupils of a phase, alike: <c>"year=2013; fsm=1; ks2_maths=4B"</c>; an empty value empties the cell, the last of two stands.</summary>
    public CountedPupils Add(Phase phase, int count, string values)
    {
        var given = values.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=', 2)).GroupBy(v => v[0].Trim()).ToDictionary(v => v.Key, v => v.Last()[1].Trim());
        var columns = Schema.Of(phase).Columns;
        Assert.Empty(given.Keys.Except(columns.Select(c => c.Name)));
        if (given.GetValueOrDefault("fsm") == "1") given.TryAdd("ever6", "1");
        if (given.GetValueOrDefault("fsm") == "1") given.TryAdd("fsm_entitled", "1");
        if (given.GetValueOrDefault("lac") == "1") { given.TryAdd("social_care", "LAC"); given.TryAdd("lac_months", "24"); given.TryAdd("lac_authority", "873"); }
        if (!files.TryGetValue(phase, out var file)) files[phase] = file = new StringBuilder().AppendJoin(',', columns.Select(c => c.Name)).Append('\n');
        for (int i = 0; i < count; i++)
        {
            given["pupil"] = "P" + (++pupils).ToString("D7", CultureInfo.InvariantCulture);
            file.AppendJoin(',', columns.Select(c => given.GetValueOrDefault(c.Name) ?? Plain.GetValueOrDefault(c.Name) ?? "")).Append('\n');
        }
        return this;
    }

    /// <summary>Key Stage 2 pupils at one level in all three subjects.</summary>
    public CountedPupils AddKs2(int count, string level, string values = "") =>
        Add(Phase.KeyStage2, count, $"ks2_reading={level}; ks2_writing={level}; ks2_maths={level}; {values}");

    /// <summary>A published figure: measure, group, place, year, value.</summary>
    public CountedPupils AddComparators(params string[] rows)
    {
        File.WriteAllText(Path.Combine(folder, "comparators.csv"), "measure,group,place,year,value,pupils,symbol,source\n" + string.Concat(rows.Select(r => r + ",,,test\n")));
        return this;
    }

    /// <summary>Schools: URN and kind.</summary>
    public CountedPupils AddSchools(params (int Urn, string Kind)[] schools)
    {
        File.WriteAllText(Path.Combine(folder, "schools.csv"), "urn,name,kind,maintained,area\n" + string.Concat(schools.Select(s => $"{s.Urn},School {s.Urn},{s.Kind},1,Wisbech\n")));
        return this;
    }

    /// <summary>The county.</summary>
    public County Open()
    {
        foreach (var (phase, rows) in files) File.WriteAllText(Path.Combine(folder, Schema.Of(phase).Name + ".csv"), rows.ToString());
        return county = County.Open(folder);
    }

    public void Dispose()
    {
        county?.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
