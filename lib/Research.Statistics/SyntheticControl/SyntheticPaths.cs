namespace Research;

/// <summary>The treated path and those of the donors, over periods that all have.</summary>
internal sealed record SyntheticPaths(double[] Times, double[] Treated, double[][] Donors, string[] Names, int Before)
{
    private const int FewestBefore = 3;

    public static SyntheticPaths Of(SyntheticDesign design, Dataset data)
    {
        string Name(string column) => NameExpression.Quoted(column);
        var frame = ModelFrame.From(Formula.Parse($"{Name(design.Outcome)} ~ {Name(design.Time)}"), data, Name(design.Unit));
        double[] y = LinearFormula.Outcome(frame), time = frame.Numbers(Name(design.Time));
        var unit = frame.Factor(Name(design.Unit));
        double[] times = [.. time.Distinct().Order()];
        var paths = Enumerable.Range(0, y.Length).GroupBy(i => unit.Levels[unit.Codes[i]]).ToDictionary(g => g.Key, g => g.GroupBy(i => time[i]).ToDictionary(t => t.Key, t => t.Average(i => y[i])));
        double[]? Path(string name) => paths.TryGetValue(name, out var seen) && times.All(seen.ContainsKey) ? [.. times.Select(t => seen[t])] : null;
        double[][] treated = [.. design.Treated.Select(name => Path(name) ?? throw new DataError("synthetic control",
            paths.ContainsKey(name) ? "a treated unit that misses a period" : "a treated unit that is not among the rows", "the treated units in every period",
            $"Check the units' names.{(paths.ContainsKey(name) ? "" : NearestName.Hint(name, paths.Keys))}", column: design.Unit))];
        if (treated.Length == 0) throw new DataError("synthetic control", "no treated unit", "at least one", "Name the units with the programme.", column: design.Unit);
        string[] names = [.. paths.Keys.Where(n => !design.Treated.Contains(n) && Path(n) is not null).Order(StringComparer.Ordinal)];
        int before = times.Count(t => t < design.Start);
        if (before < FewestBefore || before == times.Length)
            throw new DataError("synthetic control", $"{before} periods before the start and {times.Length - before} from it on", $"{FewestBefore} or more before and one after",
                "With so few periods donors cannot be weighed: the nearest design is a comparison of pupils matched on their earlier results.", column: design.Time);
        if (names.Length < treated.Length + 2)
            throw new DataError("synthetic control", $"{names.Length} donors", $"{treated.Length + 2} or more units without the programme in every period", "Without donors the nearest design is an interrupted series.", column: design.Unit);
        return new(times, [.. times.Select((_, t) => treated.Average(p => p[t]))], [.. names.Select(n => Path(n)!)], names, before);
    }
}
