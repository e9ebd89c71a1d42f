using System.Collections.Immutable;

namespace Research;

/// <summary>England's figures: those of the extract's comparators, and gaps and indices published as such in <c>national.csv</c> beside the targets.</summary>
internal sealed class NationalFigures
{
    private readonly Comparators comparators;
    private readonly ImmutableDictionary<(string Figure, string Measure, string Group, int Year), double> published;

    private NationalFigures(Comparators comparators, ImmutableDictionary<(string, string, string, int), double> published) => (this.comparators, this.published) = (comparators, published);

    /// <summary>Comparators alone.</summary>
    public static NationalFigures Of(Comparators comparators) => new(comparators, ImmutableDictionary<(string, string, string, int), double>.Empty);

    /// <param name="county">The county, for its comparators.</param>
    /// <param name="path">The file; it need not be there.</param>
    public static NationalFigures Read(County county, string path)
    {
        string[] columns = ["figure", "measure", "group", "year", "value", "source"];
        var figures = ImmutableDictionary.CreateBuilder<(string, string, string, int), double>();
        foreach (var row in File.Exists(path) ? TextTable.Read(path, columns, columns) : [])
        {
            if (row["figure"] is not ("gap" or "index" or "value")) throw row.Wrong("figure", $"'{row["figure"]}'", "gap, index or value", "Say what the figure is.");
            if (double.IsNaN(row.Number("value"))) throw row.Wrong("value", "nothing", "the published figure", "Fill it in, or remove the line.");
            var key = (row["figure"], row.Required("measure"), row.Required("group"), row.Year("year", row["year"]));
            if (figures.ContainsKey(key)) throw row.Wrong("year", $"{row["measure"]} of {row["group"]} in {row["year"]} twice", "each figure once", "Remove one.");
            figures.Add(key, row.Number("value"));
        }
        return new(county.Comparators, figures.ToImmutable());
    }

    /// <summary>England's rate of a group, by year.</summary>
    public IEnumerable<(int Year, double Value)> Rates(string measure, string group) =>
        From(comparators.Series(measure, group, Place.England).Where(c => c.Value.Number is not null).Select(c => (c.Year, c.Value.Number!.Value)), "value", (measure, group));

    /// <summary>England's gap, by year: from the two rates, or as published.</summary>
    public IEnumerable<(int Year, double Value)> Gaps(Measure measure, Group group) =>
        From(Rates(measure.Id, group.Id).Join(Rates(measure.Id, group.PeersId), a => a.Year, b => b.Year, (a, b) => (a.Year, measure.HigherIsBetter ? b.Value - a.Value : a.Value - b.Value)), "gap", (measure.Id, group.Id));

    /// <summary>England's gap index, by year.</summary>
    public IEnumerable<(int Year, double Value)> Index(string measure, string group) => From([], "index", (measure, group));

    private IEnumerable<(int Year, double Value)> From(IEnumerable<(int Year, double Value)> first, string figure, (string Measure, string Group) of) =>
        first.Concat(published.Where(p => p.Key.Figure == figure && p.Key.Measure == of.Measure && p.Key.Group == of.Group).Select(p => (p.Key.Year, p.Value))).DistinctBy(p => p.Item1).OrderBy(p => p.Item1);
}
