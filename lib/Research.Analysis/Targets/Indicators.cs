using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>An early sign of a year's figure, or a record of something done.</summary>
/// <param name="Name">What was looked at, such as spring tracking.</param>
/// <param name="Target">Id of the target a record belongs to; empty for a sign of a figure.</param>
/// <param name="Measure">Measure's id; empty for a record.</param>
/// <param name="Group">Group's id; empty for a record.</param>
/// <param name="Year">Academic year whose figure it is a sign of, or of the record.</param>
/// <param name="Month">When it was known.</param>
/// <param name="Value">What was seen, in its own unit.</param>
/// <param name="Usual">What is usually seen, for a sign such as attendance; not a number for a direct estimate of the figure.</param>
/// <param name="PerPoint">Points of the figure for a point of the sign; 1 for a direct estimate.</param>
/// <param name="Error">Standard deviation of the figure about what the sign says, in points.</param>
public sealed record Indicator(string Name, string Target, string Measure, string Group, int Year, DateOnly Month, double Value, double Usual, double PerPoint, double Error);

/// <summary>Early signs known at a month, entered into the futures as noisy observations of the year's figure: a future that agrees with them weighs more.</summary>
/// <remarks>Importance weights, normal errors: w_k ∝ exp(−½ Σ ((s_i − f_ik)/σ_i)²), f_ik the figure in future k and s_i what the sign says of it.</remarks>
internal sealed class Indicators
{
    private readonly ImmutableArray<(Indicator Sign, string Use)> known;
    private readonly double[]? weights;

    private Indicators(ImmutableArray<(Indicator Sign, string Use)> known, double[]? weights, string month, ImmutableDictionary<string, Target> targets) => (this.known, this.weights, Month, this.targets) = (known, weights, month, targets);

    private readonly ImmutableDictionary<string, Target> targets;

    /// <summary>The month, or the year after whose results it is.</summary>
    public string Month { get; }

    /// <summary>Share of the futures that the signs leave in play (effective number over number drawn).</summary>
    public double InPlay => weights is null ? 1 : 1 / weights.Sum(w => w * w) / weights.Length;

    /// <summary>The signs and records known by now, and how each entered; after a year's results, the records alone.</summary>
    public ImmutableArray<(Indicator Sign, string Use)> Known => known;

    public static ImmutableArray<Indicator> Read(string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string[] columns = ["indicator", "target", "measure", "group", "year", "month", "value", "usual", "per_point", "error_ppt", "source"];
        return [.. TextTable.Read(path, columns, ["indicator", "year", "month", "value"]).Select(row =>
        {
            bool record = row["target"].Length > 0;
            if (!record && !Measures.Has(row.Required("measure"))) throw row.Wrong("measure", $"'{row["measure"]}'", "the id of a measure in the catalogue", $"Correct the id.{NearestName.Hint(row["measure"], Measures.All.Select(m => m.Id))}");
            if (!record && !Groups.Has(row.Required("group"))) throw row.Wrong("group", $"'{row["group"]}'", "the id of a group in the catalogue", $"Correct the id.{NearestName.Hint(row["group"], Groups.All.Select(g => g.Id))}");
            if (!DateOnly.TryParseExact(row.Required("month"), "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)) throw row.Wrong("month", $"'{row["month"]}'", "a month such as 2015-03", "Write year and month.");
            double value = row.Number("value"), error = row.Number("error_ppt"), slope = row.Number("per_point");
            if (double.IsNaN(value)) throw row.Wrong("value", "nothing", "what was seen", "Fill it in.");
            if (!record && !(error > 0)) throw row.Wrong("error_ppt", row["error_ppt"].Length == 0 ? "nothing" : $"'{row["error_ppt"]}'", "how far the year's figure usually lies from what the sign says, in points", "Take it from earlier years.");
            if (!seen.Add(string.Join('|', row["indicator"], row["target"], row["measure"], row["group"], row["year"], row["month"]))) throw row.Wrong("indicator", $"'{row["indicator"]}' of the same figure and month twice", "each sign once", "Remove one: a sign counted twice would weigh twice.");
            return new Indicator(row.Required("indicator"), row["target"], row["measure"], row["group"], row.Year("year", row.Required("year")), month, value, row.Number("usual"), double.IsNaN(slope) ? 1 : slope, error);
        })];
    }

    public static Indicators Weigh(ImmutableArray<Indicator> all, AsOf asOf, TargetRegister register, TargetFutures futures)
    {
        var now = asOf.Month ?? new DateOnly(asOf.Results, 9, 1);
        var targets = register.All.ToImmutableDictionary(t => t.Id);
        var known = ImmutableArray.CreateBuilder<(Indicator, string)>();
        double[]? log = null;
        foreach (var sign in all.Where(i => i.Month <= now && (i.Target.Length > 0 || asOf.Month is not null)))
        {
            if (sign.Target.Length > 0 || sign.Year <= asOf.Results)
            {
                known.Add((sign, sign.Target.Length == 0 ? "no: the results are known" : targets.ContainsKey(sign.Target) ? "as a record" : "no: the register has no such target"));
                continue;
            }
            string name = SeriesName.Rate(sign.Measure, Groups.Find(sign.Group).Id), gap = SeriesName.Gap(sign.Measure, sign.Group);
            var figure = futures.Find(name, sign.Year) ?? futures.Find(gap, sign.Year);
            known.Add((sign, figure is null ? "no: no target asks for this figure" : "as a sign"));
            if (figure is null) continue;
            double says = double.IsNaN(sign.Usual) ? sign.Value : figure.Order().ElementAt(figure.Length / 2) + (sign.PerPoint * (sign.Value - sign.Usual));
            log ??= new double[figure.Length];
            for (int k = 0; k < log.Length; k++) log[k] -= 0.5 * Math.Pow((says - figure[k]) / sign.Error, 2);
        }
        double[]? weights = null;
        if (log is not null)
        {
            double top = log.Max(), sum = log.Sum(l => Math.Exp(l - top));
            weights = [.. log.Select(l => Math.Exp(l - top) / sum)];
        }
        return new(known.ToImmutable(), weights, asOf.ToString(), targets);
    }

    /// <summary>The last record of what a condition asks for, or null. Of a thing to be done every year each year needs a record of its own; what was done later than it was due does not count.</summary>
    public (int Year, double Value)? Recorded(TargetCondition c)
    {
        foreach (var reading in targets.Values.SelectMany(t => t.Readings.Select(r => (t.Id, r.Conditions))).Where(r => r.Conditions.Contains(c)))
        {
            int after = reading.Conditions.Where(o => o.Due < c.Due).Select(o => o.Due).DefaultIfEmpty(0).Max();
            return known.Select(k => k.Sign).Where(i => i.Target == reading.Id && i.Year > after && i.Year <= c.Due).OrderBy(i => i.Month).Select(i => ((int, double)?)(i.Year, i.Value)).LastOrDefault();
        }
        return null;
    }

    /// <summary>Weighted share of futures in which something holds.</summary>
    public double Share(double[] draws, Func<double, bool> holds)
    {
        // Whole futures are counted: a sum of thousandths would fall short of a threshold that it reaches.
        if (weights is not { } w || w.Length != draws.Length) return (double)draws.Count(holds) / draws.Length;
        double share = 0;
        for (int k = 0; k < draws.Length; k++) if (holds(draws[k])) share += w[k];
        return Math.Clamp(share, 0, 1);
    }

    /// <summary>Weighted quantile of draws.</summary>
    public double Quantile(double[] draws, double probability)
    {
        if (weights is null || weights.Length != draws.Length)
        {
            double[] sorted = [.. draws];
            Array.Sort(sorted);
            return sorted[(int)Math.Min(draws.Length - 1, probability * draws.Length)];
        }
        double[] keys = [.. draws], masses = [.. weights];
        Array.Sort(keys, masses);
        double so = 0;
        for (int k = 0; k < keys.Length; k++)
            if ((so += masses[k]) >= probability) return keys[k];
        return keys[^1];
    }
}
