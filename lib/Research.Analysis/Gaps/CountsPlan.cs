using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>What of a question the extract can answer in one phase, and why the rest is left out.</summary>
internal sealed class CountsPlan(County county, Phase phase, Years years, ImmutableArray<string>.Builder leftOut)
{
    public CountsQuery? Query(IEnumerable<Measure> measures, IEnumerable<Group> groups, Level level)
    {
        if (!county.Has(phase))
        {
            leftOut.Add($"The extract has no {Schema.Of(phase).Name} file.");
            return null;
        }
        var present = county.Years(phase);
        var wanted = years.Among(present);
        if (!years.IsAll && years.Except(present).ToArray() is { Length: > 0 } missing)
            leftOut.Add($"The {Schema.Of(phase).Name} file has no pupils of {List(missing)}.");
        ImmutableArray<Measure> counted = [.. measures.Where(m => Fits($"Measure {m.Id}", Columns(m), m.FirstYear, m.LastYear, wanted))];
        ImmutableArray<Group> whom = [.. groups.Where(g => InPhase(g) && Fits($"Group {g.Id}", Columns(g), g.FirstYear, g.LastYear, wanted))];
        return counted.IsEmpty || whom.IsEmpty || wanted.IsEmpty ? null : new(phase, counted, whom, wanted, level);
    }

    private bool InPhase(Group group)
    {
        if (group.Phases.Contains(phase)) return true;
        leftOut.Add($"Group {group.Id} uses columns that the {Schema.Of(phase).Name} file does not have.");
        return false;
    }

    private bool Fits(string what, IEnumerable<SchemaColumn> columns, int first, int last, ImmutableArray<int> wanted)
    {
        if (columns.FirstOrDefault(c => !county.Has(phase, c.Name)) is { } absent)
        {
            leftOut.Add($"{what} needs the column {absent.Name}, which the extract's {Schema.Of(phase).Name} file does not have.");
            return false;
        }
        var outside = wanted.Where(y => y < first || y > last).ToArray();
        if (outside.Length > 0)
            leftOut.Add($"{what} is not defined in {List(outside)} (it is {(last == 9999 ? "from " + Text(first) : first == 0 ? "to " + Text(last) : $"from {Text(first)} to {Text(last)}")}).");
        return outside.Length < wanted.Length;
    }

    private static IEnumerable<SchemaColumn> Columns(Measure m) => m.NumeratorSql.Columns.Union(m.DenominatorSql.Columns).Union(m.ResultSql.Columns);

    private IEnumerable<SchemaColumn> Columns(Group g) =>
        SqlExpression.Read(g.Id, g.Condition, Schema.Of(phase)).Columns.Union(SqlExpression.Read(g.Id, g.PeersCondition, Schema.Of(phase)).Columns);

    private static string List(IEnumerable<int> all) => string.Join(", ", all.Select(Text));

    private static string Text(int year) => year.ToString(CultureInfo.InvariantCulture);
}
