using System.Collections.Immutable;

namespace Research;

/// <summary>What programmes do to every future of a county: each series' draws moved, all futures at once. Cells are the groups' counts: how many of a
/// group, and of its peers, are pupils whom a programme is for.</summary>
internal sealed class CountyResponse
{
    private readonly Assessment assessment;
    private readonly Dictionary<(string Programme, Phase Phase, string Side), double> shares = [];
    private readonly Dictionary<(string Group, Phase Phase), double> sizes = [];

    public CountyResponse(Assessment assessment, IEnumerable<Programme> programmes)
    {
        this.assessment = assessment;
        foreach (var phase in programmes.GroupBy(p => p.Phase)) Count(phase.Key, [.. phase.Select(p => p.Group).Distinct()]);
    }

    /// <summary>Pupils of a group in a phase in the last year with results.</summary>
    public double Pupils(Programme programme) => sizes.GetValueOrDefault((programme.Group, programme.Phase));

    /// <summary>The futures with the programmes in them. Effects are drawn once a future.</summary>
    /// <param name="programmes">The programmes.</param>
    /// <param name="reading">The only reading whose quantities are wanted; all targets' when left out.</param>
    public TargetFutures With(IReadOnlyList<Programme> programmes, TargetReading? reading = null)
    {
        var futures = assessment.Futures;
        var effects = programmes.ToDictionary(p => p.Id, p =>
        {
            var stream = RandomStream.FromSeed(assessment.Policy.Seed).Fork("effect").Fork(p.Id);
            double[] drawn = new double[futures.Count];
            for (int k = 0; k < drawn.Length; k++) drawn[k] = p.Effect + (p.EffectError * stream.Normal());
            return drawn;
        });
        var conditions = (reading?.Conditions ?? assessment.Figures.Register.All.SelectMany(t => t.Conditions))
            .Where(c => c.Due > assessment.AsOf.Results && (c.IsIndex || c.Kind.IsRate || (c.Kind.IsGap && Measures.Find(c.Measure).Kind == MeasureKind.Rate))).DistinctBy(ConditionTest.NameOf);
        var moved = new Dictionary<string, Action<double[,], int>>();
        foreach (var c in conditions)
        {
            var phase = c.IsIndex ? c.IndexPhase : Measures.Find(c.Measure).Phase;
            // In order of id, so that the order in which programmes are given makes no difference.
            Programme[] acting = [.. programmes.Where(p => p.Phase == phase).OrderBy(p => p.Id, StringComparer.Ordinal)];
            if (acting.Length > 0) moved[ConditionTest.NameOf(c)] = (draws, first) => Move(c, (draws, first), acting, effects);
        }
        return futures.Moved(moved);
    }

    private void Move(TargetCondition c, (double[,] Draws, int First) series, Programme[] acting, Dictionary<string, double[]> effects)
    {
        var group = c.GroupItself;
        for (int h = 0; h < series.Draws.GetLength(1); h++)
        {
            int year = series.First + h;
            Programme[] now = [.. acting.Where(p => p.Moves(year))];
            if (now.Length == 0) continue;
            // A gap moves by what its two rates move in the same future.
            bool gap = c.Kind.IsGap && !c.IsIndex;
            double[]? own = gap ? assessment.Futures.Find(SeriesName.Rate(c.Measure, group.Id), year) : [], peers = gap ? assessment.Futures.Find(SeriesName.Rate(c.Measure, group.PeersId), year) : [];
            if (own is null || peers is null) continue;
            for (int k = 0; k < series.Draws.GetLength(0); k++)
                series.Draws[k, h] = c.IsIndex ? Index(series.Draws[k, h], Mean(now, group.Id, effects, k) - Mean(now, group.PeersId, effects, k))
                    : !c.Kind.IsGap ? Rate(series.Draws[k, h], now, group.Id, effects, k)
                    : series.Draws[k, h] - (Rate(own[k], now, group.Id, effects, k) - own[k]) + (Rate(peers[k], now, group.PeersId, effects, k) - peers[k]);
        }
    }

    private double Rate(double percent, Programme[] now, string side, Dictionary<string, double[]> effects, int k)
    {
        foreach (var p in now)
        {
            var (reached, gain, loss) = Dose(p, side, effects[p.Id][k]);
            if (reached == 0 && loss == 0) continue;
            double z = StandardNormal.Quantile(Math.Clamp(percent / 100, 1e-6, 1 - 1e-6));
            percent = 100 * ((reached * StandardNormal.Lower(z + gain)) + ((1 - reached) * StandardNormal.Lower(z - loss)));
        }
        return percent;
    }

    private double Mean(Programme[] now, string side, Dictionary<string, double[]> effects, int k)
    {
        double sum = 0;
        foreach (var p in now)
        {
            var (reached, gain, loss) = Dose(p, side, effects[p.Id][k]);
            sum += (reached * gain) - ((1 - reached) * loss);
        }
        return sum;
    }

    // Distance of two normal groups with the same index: P = Φ(d/√2), index 10 (2P − 1).
    private static double Index(double index, double narrowed)
    {
        double d = Math.Sqrt(2) * StandardNormal.Quantile(Math.Clamp(((index / 10) + 1) / 2, 1e-6, 1 - 1e-6));
        return 10 * ((2 * StandardNormal.Lower((d - narrowed) / Math.Sqrt(2))) - 1);
    }

    private (double Reached, double Gain, double Loss) Dose(Programme p, string side, double effect)
    {
        double reached = p.Reach * Share(p, side), everywhere = p.Reach * Share(p, Groups.AllPupils.Id), gain = effect * Math.Pow(p.Kept, p.Lag);
        return (reached, gain, everywhere is > 0 and < 1 ? p.Displacement * gain * everywhere / (1 - everywhere) : 0);
    }

    private double Share(Programme p, string side) => p.Group == Groups.AllPupils.Id ? 1 : shares.GetValueOrDefault((p.Group, p.Phase, side));

    // Of every side that a target looks at, the share in the programme's group.
    private void Count(Phase phase, string[] programmes)
    {
        var county = assessment.Figures.County ?? throw new ArgumentException("A scenario needs the county's records, not counts alone.");
        if (!county.Has(phase)) return;
        var sides = assessment.Figures.Register.All.SelectMany(t => t.Conditions).Where(c => c.Kind.IsRate || c.Kind.IsGap).Select(c => c.GroupItself).Where(g => g.Phases.Contains(phase)).DistinctBy(g => g.Id).ToArray();
        int year = county.Years(phase).Where(y => y <= assessment.AsOf.Results).DefaultIfEmpty(0).Max();
        var columns = programmes.SelectMany((p, i) => sides.SelectMany((s, j) => new[]
        {
            $"count(*) FILTER (WHERE ({Groups.Find(p).Condition}) AND ({s.Condition})) AS a{i}_{j}", $"count(*) FILTER (WHERE ({Groups.Find(p).Condition}) AND ({s.PeersCondition})) AS b{i}_{j}",
        })).Concat(sides.SelectMany((s, j) => new[] { $"count(*) FILTER (WHERE {s.Condition}) AS s{j}", $"count(*) FILTER (WHERE {s.PeersCondition}) AS t{j}" }))
        .Concat(programmes.Select((p, i) => $"count(*) FILTER (WHERE {Groups.Find(p).Condition}) AS p{i}"));
        var row = county.Engine.Query(FormattableString.Invariant($"SELECT count(*) AS n, {string.Join(", ", columns)} FROM {Schema.Of(phase).Name} WHERE year = {year}"));
        double At(string column) => row.Numbers(column)[0];
        for (int i = 0; i < programmes.Length; i++)
        {
            sizes[(programmes[i], phase)] = At($"p{i}");
            shares[(programmes[i], phase, Groups.AllPupils.Id)] = At($"p{i}") / Math.Max(1, At("n"));
            for (int j = 0; j < sides.Length; j++)
            {
                shares[(programmes[i], phase, sides[j].Id)] = At($"a{i}_{j}") / Math.Max(1, At($"s{j}"));
                if (!sides[j].IsEveryone) shares[(programmes[i], phase, sides[j].PeersId)] = At($"b{i}_{j}") / Math.Max(1, At($"t{j}"));
            }
        }
    }
}
