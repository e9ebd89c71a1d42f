using System.Globalization;

namespace Research;

/// <summary>Gathers a programme's rows into a data set: who the pupil is, then what the programme adds.</summary>
internal sealed class ProgrammeRows
{
    private readonly List<(string Name, List<double> Values)> columns = [];
    private readonly List<string> pupils = [];
    private readonly List<string> areas = [];

    /// <summary>Adds a row; every row has the same further columns.</summary>
    public void Add(ProgrammePupil pupil, params ReadOnlySpan<(string Name, double Value)> more)
    {
        pupils.Add(string.Create(CultureInfo.InvariantCulture, $"P{pupils.Count + 1:00000}"));
        areas.Add(pupil.School.Area);
        Put("urn", pupil.School.Urn);
        Put("female", pupil.Female);
        Put("fsm", pupil.Fsm);
        Put("ever6", pupil.Ever6);
        Put("sen", pupil.Sen);
        Put("eal", pupil.Eal);
        Put("absence", pupil.Absence);
        foreach (var (name, value) in more) Put(name, value);
    }

    public Dataset ToDataset()
    {
        string[] names = [.. areas.Distinct().Order(StringComparer.Ordinal)];
        return new([
            new FactorColumn("pupil", [.. Enumerable.Range(0, pupils.Count)], [.. pupils]),
            FactorColumn.From("area", areas, names),
            .. columns.Select(c => new NumberColumn(c.Name, [.. c.Values])),
        ]);
    }

    private void Put(string name, double value)
    {
        int at = columns.FindIndex(c => c.Name == name);
        if (at < 0)
        {
            at = columns.Count;
            columns.Add((name, []));
        }
        columns[at].Values.Add(value);
    }
}
