using System.Collections.Immutable;

namespace Research;

/// <summary>Each pupil's chance of reaching a measure's standard, on the latent scale: from the groups he belongs to, his prior attainment and his school.</summary>
/// <remarks>Logistic regression on the conditions and the log odds at his prior level; a school's effect is drawn to nothing by its size (one step of the posterior
/// mode, its variance by moments); then η = Φ⁻¹(chance). Only differences between pupils come from here: in every future the groups' figures set the level.</remarks>
internal sealed class PupilChances
{
    private const double Pull = 10;

    private PupilChances(double[] latent, double spread) => (Latent, Spread) = (latent, spread);

    /// <summary>η of each pupil; not a number for one not counted.</summary>
    public double[] Latent { get; }

    /// <summary>Standard deviation of pupils on the latent scale, differences of chance and luck together: the unit of an effect.</summary>
    public double Spread { get; }

    /// <summary>Null when too few are counted to say anything.</summary>
    public static PupilChances? Of(CohortRecords records, string measure)
    {
        byte[] results = records.Results(measure);
        int[] counted = [.. Enumerable.Range(0, records.Count).Where(i => results[i] != CohortRecords.NotCounted)];
        double reached = counted.Count(i => results[i] == CohortRecords.Reached);
        if (counted.Length < 20 || reached == 0 || reached == counted.Length) return null;
        double[] odds = Regression(records, results, (counted, reached / counted.Length));
        double[] school = Schools(records, results, (counted, odds));
        var latent = new double[records.Count];
        Array.Fill(latent, double.NaN);
        foreach (int i in counted) latent[i] = StandardNormal.Quantile(Math.Clamp(Logistic(odds[i] + school[records.School[i]]), 0.002, 0.998));
        double mean = counted.Average(i => latent[i]);
        return new(latent, Math.Sqrt(1 + counted.Average(i => (latent[i] - mean) * (latent[i] - mean))));
    }

    private static double[] Regression(CohortRecords records, byte[] results, (int[] Counted, double Rate) at)
    {
        var levels = at.Counted.GroupBy(i => records.Prior[i]).ToDictionary(g => g.Key, g => Logit((g.Count(i => results[i] == CohortRecords.Reached) + (Pull * at.Rate)) / (g.Count() + Pull)), StringComparer.Ordinal);
        // Pupils alike in everything are one row.
        var rows = at.Counted.GroupBy(i => (records.Prior[i], records.Mask[i])).OrderBy(g => g.Key.Item1, StringComparer.Ordinal).ThenBy(g => g.Key.Item2).ToArray();
        int conditions = 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)rows.Aggregate(0L, (all, r) => all | r.Key.Item2));
        int[] telling = [.. Enumerable.Range(0, conditions).Where(b => at.Counted.Count(i => (records.Mask[i] >> b & 1) == 1) is var n && n >= 20 && at.Counted.Length - n >= 20)];
        var columns = new List<DataColumn>
        {
            new NumberColumn("reached", [.. rows.Select(r => (double)r.Count(i => results[i] == CohortRecords.Reached))]), new NumberColumn("short", [.. rows.Select(r => (double)r.Count(i => results[i] == CohortRecords.Failed))]),
            new NumberColumn("prior", [.. rows.Select(r => levels[r.Key.Item1])]),
        };
        columns.AddRange(telling.Select(b => new NumberColumn($"c{b}", [.. rows.Select(r => (double)(r.Key.Item2 >> b & 1))])));
        string[] terms = [.. columns.Skip(levels.Count > 1 ? 2 : 3).Select(c => c.Name)];
        var fit = LogisticModel.Fit($"cbind(reached, short) ~ {(terms.Length == 0 ? "1" : string.Join(" + ", terms))}", new Dataset(columns));
        var effects = fit.Terms.Where(t => double.IsFinite(t.Estimate)).ToDictionary(t => t.Name, t => t.Estimate, StringComparer.Ordinal);
        var odds = new double[records.Count];
        foreach (int i in at.Counted)
            odds[i] = effects.GetValueOrDefault("(Intercept)") + (effects.GetValueOrDefault("prior") * levels[records.Prior[i]]) + telling.Where(b => (records.Mask[i] >> b & 1) == 1).Sum(b => effects.GetValueOrDefault($"c{b}"));
        return odds;
    }

    private static double[] Schools(CohortRecords records, byte[] results, (int[] Counted, double[] Odds) at)
    {
        double[] excess = new double[records.Schools.Length], information = new double[records.Schools.Length];
        foreach (int i in at.Counted)
        {
            double p = Logistic(at.Odds[i]);
            excess[records.School[i]] += (results[i] == CohortRecords.Reached ? 1 : 0) - p;
            information[records.School[i]] += p * (1 - p);
        }
        double between = Math.Max(0, excess.Zip(information, (e, v) => (e * e) - v).Sum() / information.Sum(v => v * v));
        return [.. excess.Zip(information, (e, v) => between == 0 ? 0 : e / (v + (1 / between)))];
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double Logit(double p) => Math.Log(p / (1 - p));
}
