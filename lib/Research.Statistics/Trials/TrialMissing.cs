using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>A trial's effect under an assumption on the outcomes that are missing.</summary>
/// <param name="Assumption">The assumption in words.</param>
/// <param name="Effect">The effect of the first arm, guidance and total.</param>
public sealed record MissingScenario(string Assumption, TrialEffect Effect);

/// <summary>How a trial's effect hangs on the outcomes that are missing.</summary>
/// <remarks>Complete cases; multiple imputation from arm, covariates and school; imputed outcomes of those offered moved by so many SDs (pattern mixture);
/// and the bounds, every missing outcome the least or most seen, against the programme and for it. Source: White, Horton, Carpenter and Pocock (2011),
/// BMJ 342; Carpenter and Kenward (2013), Multiple Imputation and its Application, ch. 10; EEF (2022), 9.</remarks>
public sealed record TrialMissing : Result
{
    private TrialMissing(ImmutableArray<MissingScenario> scenarios, (long Missing, long All) counts, double? tipping) => (Scenarios, Counts, TippingPoint) = (scenarios, counts, tipping);

    /// <summary>The scenarios, complete cases first.</summary>
    public ImmutableArray<MissingScenario> Scenarios { get; }

    /// <summary>Outcomes missing, and pupils with an arm.</summary>
    public (long Missing, long All) Counts { get; }

    /// <summary>The shift in SDs among the offered whose interval first includes zero, or no longer does; null when none of those tried does.</summary>
    public double? TippingPoint { get; }

    internal static TrialMissing Of(TrialAnalysis trial, Dataset data, long seed)
    {
        var model = trial.Rows.Model;
        if (data[model.Arm] is NumberColumn) data = data.AsFactor(model.Arm);
        if (!data.Has(model.Outcome)) throw new DataError("missing outcomes", $"the outcome '{model.Outcome}'", "a numeric column", "Make a column of the expression first, and model that.");
        string[] used = [.. Formula.Parse(model.Formula).Fixed.Variables.SelectMany(v => v.Columns).Append(model.Outcome).Append(model.School).OfType<string>().Distinct()];
        int[] inTrial = [.. Enumerable.Range(0, data.Count).Where(i => !data[model.Arm].IsMissing(i) && (model.School is null || !data[model.School].IsMissing(i)))];
        data = new Dataset(used.Select(c => data[c])).Take(inTrial);
        if (model.School is { } school && data[school] is NumberColumn) data = data.AsFactor(school);
        double[] y = data.Numbers(model.Outcome).ToArray();
        bool[] missing = [.. y.Select(double.IsNaN)];
        int[] arm = ((FactorColumn)data[model.Arm]).Codes.ToArray();
        List<MissingScenario> scenarios = [new("complete cases", trial.Effect)];
        double? tipping = null;
        if (missing.Contains(true))
        {
            bool schools = model.School is not null && trial is not SimpleTrialAnalysis;
            var imputed = Imputation.Chained(data, seed, 20, schools ? new() { School = model.School } : null);
            double sd = trial.GuidanceDeviation;
            foreach (double shift in (double[])[0, -0.5, -0.25, -0.1, 0.1, 0.25, 0.5])
            {
                var effect = Pooled(trial, imputed, [.. missing.Select((m, i) => m && arm[i] > 0 ? shift * sd : 0)]);
                scenarios.Add(new(shift == 0 ? "imputed from arm, covariates and school" : string.Create(CultureInfo.InvariantCulture, $"imputed; those offered moved by {shift:+0.##;−0.##} SD"), effect));
                if (shift != 0 && effect.Interval.Contains(0) != scenarios[1].Effect.Interval.Contains(0) && (tipping is null || Math.Abs(shift) < Math.Abs(tipping.Value))) tipping = shift;
            }
            double low = y.Where(v => !double.IsNaN(v)).Min(), high = y.Where(v => !double.IsNaN(v)).Max();
            scenarios.Add(new("bound: every missing outcome against the programme", Filled(a => a > 0 ? low : high)));
            scenarios.Add(new("bound: every missing outcome for the programme", Filled(a => a > 0 ? high : low)));
        }
        return new([.. scenarios], (missing.Count(m => m), data.Count), tipping);

        TrialEffect Filled(Func<int, double> value) => trial.Again(data.With(new NumberColumn(model.Outcome, [.. y.Select((v, i) => missing[i] ? value(arm[i]) : v)]))).Effect;
    }

    private static TrialEffect Pooled(TrialAnalysis trial, ImputedData imputed, double[] shift)
    {
        var effects = new TrialEffect[imputed.Imputations.Length];
        string outcome = trial.Rows.Model.Outcome;
        Parallel.For(0, effects.Length, m =>
        {
            var data = imputed.Imputations[m];
            effects[m] = trial.Again(data.With(new NumberColumn(outcome, [.. data.Numbers(outcome).ToArray().Select((v, i) => v + shift[i])]))).Effect;
        });
        var pooled = RubinsRules.Pool("effect", [.. effects.Select(e => e.G)], [.. effects.Select(e => e.StandardError * e.StandardError)]);
        return new(effects[0].Arm, EffectScale.Total, EffectBasis.Guidance, pooled.Estimate, pooled.StandardError, pooled.Interval());
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Missing outcomes: {Counts.Missing} of {Counts.All} pupils",
        [new("assumption", "Missing outcomes are"), new("effect_sd", "Effect", "SD", 3), new("conf_low", "Low", "SD", 3), new("conf_high", "High", "SD", 3)],
        Scenarios.Select(s => (IReadOnlyList<Cell>)[s.Assumption, s.Effect.G, s.Effect.Interval.Low, s.Effect.Interval.High]),
        Counts.Missing == 0 ? "No outcome is missing."
        : TippingPoint is { } t ? string.Create(CultureInfo.InvariantCulture, $"The reading changes when missing outcomes of those offered lie {t:+0.##;−0.##} SD from where imputation puts them.")
        : "No shift up to half an SD changes whether the interval holds zero.");

    /// <inheritdoc/>
    public override Chart ToChart() => EstimateChart.Of("Effect by what missing outcomes are taken to be", "standard deviations", Scenarios.Select(s => new EstimateRow(s.Assumption, s.Effect.G, s.Effect.Interval)), 0);
}
