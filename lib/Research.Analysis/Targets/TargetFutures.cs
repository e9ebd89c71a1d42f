using System.Collections.Immutable;

namespace Research;

/// <summary>Futures of every quantity the targets ask about: one draw number is one future of the whole county and of England beside it.</summary>
internal sealed class TargetFutures
{
    private readonly ImmutableDictionary<string, (int First, double[,] Draws, TrajectoryForecast? Forecast)> series;

    private TargetFutures(int asOf, int count, ImmutableDictionary<string, (int, double[,], TrajectoryForecast?)> series) => (AsOf, Count, this.series) = (asOf, count, series);

    /// <summary>The last year with results.</summary>
    public int AsOf { get; }

    /// <summary>Futures drawn.</summary>
    public int Count { get; }

    /// <summary>Names of the series.</summary>
    public IEnumerable<string> Names => series.Keys;

    public static TargetFutures Draw(TargetFigures figures, int asOf, AssessmentPolicy policy)
    {
        var panels = TargetPanels.Of(figures, asOf, policy.LongestForecast).ToArray();
        var found = new (string Name, int First, double[,] Draws, TrajectoryForecast? Forecast)[panels.Length][];
        Parallel.For(0, panels.Length, i => found[i] = Forecast(panels[i], policy));
        var floors = figures.Register.All.SelectMany(t => t.Conditions).Where(c => c.Kind == TargetKind.SchoolsBelow && c.Due > asOf && c.Due <= asOf + policy.LongestForecast).Select(c => (c.Measure, c.Due)).Distinct()
            .Select(f => Schools(figures.Floors(f.Measure), f, (asOf, policy))).OfType<(string, int, double[,], TrajectoryForecast?)>();
        return new(asOf, policy.Futures, found.SelectMany(f => f).Concat(floors).DistinctBy(f => f.Item1).ToImmutableDictionary(f => f.Item1, f => (f.Item2, f.Item3, f.Item4)));
    }

    /// <summary>Draws of a series in a year, or null when it is not forecast to there.</summary>
    public double[]? Find(string name, int year)
    {
        if (!series.TryGetValue(name, out var found) || year < found.First || year - found.First >= found.Draws.GetLength(1)) return null;
        var draws = new double[found.Draws.GetLength(0)];
        for (int k = 0; k < draws.Length; k++) draws[k] = found.Draws[k, year - found.First];
        return draws;
    }

    /// <summary>The same futures with some series moved, each on a copy of its draws.</summary>
    /// <param name="moves">By name of the series, what is done to its draws, given their first year.</param>
    public TargetFutures Moved(IReadOnlyDictionary<string, Action<double[,], int>> moves)
    {
        var after = series.ToBuilder();
        var found = moves.Where(m => series.ContainsKey(m.Key)).ToArray();
        var copies = new double[found.Length][,];
        Parallel.For(0, found.Length, i =>
        {
            copies[i] = (double[,])series[found[i].Key].Draws.Clone();
            found[i].Value(copies[i], series[found[i].Key].First);
        });
        for (int i = 0; i < found.Length; i++) after[found[i].Key] = series[found[i].Key] with { Draws = copies[i] };
        return new(AsOf, Count, after.ToImmutable());
    }

    /// <summary>The first of the futures, for a first look at what all of them will say.</summary>
    public TargetFutures First(int count) => new(AsOf, count, series.ToImmutableDictionary(s => s.Key, s =>
    {
        var few = new double[count, s.Value.Draws.GetLength(1)];
        Array.Copy(s.Value.Draws, few, few.Length);
        return (s.Value.First, few, s.Value.Forecast);
    }));

    /// <summary>The forecast behind a series; null when there is none.</summary>
    public TrajectoryForecast? ForecastOf(string name) => series.GetValueOrDefault(name).Forecast;

    private static (string, int, double[,], TrajectoryForecast?)[] Forecast((SeriesPanel Panel, int LastYear, ImmutableSortedDictionary<int, double> Advantages) given, AssessmentPolicy policy)
    {
        int years = given.LastYear - given.Panel.LastYear;
        if (years < 1) return [];
        var forecast = Trajectory.ForecastPanel(given.Panel, years, policy.Method);
        var paths = forecast.DrawPaths(policy.Seed, policy.Futures);
        return [.. forecast.Members.Select(member =>
        {
            var draws = paths[member.Series.Name];
            if (!member.Series.Name.StartsWith("England ", StringComparison.Ordinal)) GiveBack(draws, member.Years[0], given.Advantages);
            return (member.Series.Name, member.Years[0], draws, (TrajectoryForecast?)member);
        })];
    }

    // The forecast is of cohorts like the last; each coming one has its own prior attainment.
    private static void GiveBack(double[,] percent, int first, ImmutableSortedDictionary<int, double> advantages)
    {
        for (int h = 0; h < percent.GetLength(1); h++)
        {
            if (!advantages.TryGetValue(first + h, out double advantage)) continue;
            double factor = Math.Exp(advantage);
            for (int k = 0; k < percent.GetLength(0); k++)
            {
                double odds = percent[k, h] / (100 - percent[k, h]) * factor;
                percent[k, h] = double.IsPositiveInfinity(odds) ? 100 : 100 * odds / (1 + odds);
            }
        }
    }

    // A count of schools: its mean drifts by about a quarter a year, and the count scatters about it (Poisson, not above all schools).
    private static (string, int, double[,], TrajectoryForecast?)? Schools(ImmutableArray<(int Year, int Below, int Schools)> counts, (string Floor, int Due) asked, (int AsOf, AssessmentPolicy Policy) at)
    {
        var known = counts.Where(c => c.Year <= at.AsOf).ToArray();
        if (known.Length == 0) return null;
        double[] changes = [.. known.Zip(known.Skip(1), (a, b) => Math.Log((b.Below + 0.5) / (a.Below + 0.5)))];
        double spread = Math.Sqrt(((0.25 * 0.25 * 2) + changes.Sum(c => c * c)) / (2 + changes.Length));
        var stream = RandomStream.FromSeed(at.Policy.Seed).Fork(asked.Floor);
        int years = asked.Due - known[^1].Year;
        var draws = new double[at.Policy.Futures, years];
        for (int k = 0; k < at.Policy.Futures; k++)
        {
            double mean = stream.Gamma(known[^1].Below + 0.5);
            for (int h = 0; h < years; h++)
            {
                mean *= Math.Exp(spread * stream.Normal());
                draws[k, h] = Math.Min(known[^1].Schools, stream.Poisson(Math.Min(mean, known[^1].Schools)));
            }
        }
        return (asked.Floor, known[^1].Year + 1, draws, null);
    }
}
