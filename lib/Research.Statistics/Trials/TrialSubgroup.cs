namespace Research;

/// <summary>A trial's effect in a subgroup and among the others, and the test that they are the same.</summary>
/// <remarks>One model with the arm's effect allowed to differ, not two: the interaction is the test; two p-values on either side of 0.05 are none. EEF asks
/// for pupils eligible for free school meals in every trial. Over the guidance SD of all pupils. Source: EEF (2022), Statistical analysis guidance, 6.</remarks>
public sealed record TrialSubgroup : Result
{
    private TrialSubgroup(string group, TrialEffect inside, TrialEffect outside, TrialEffect difference) => (Group, Inside, Outside, Difference) = (group, inside, outside, difference);

    /// <summary>The subgroup's column.</summary>
    public string Group { get; }

    /// <summary>The effect where the column is 1.</summary>
    public TrialEffect Inside { get; }

    /// <summary>The effect where it is 0.</summary>
    public TrialEffect Outside { get; }

    /// <summary>The interaction: inside less outside.</summary>
    public TrialEffect Difference { get; }

    /// <summary>p of the interaction.</summary>
    public required double PValue { get; init; }

    /// <summary>Pupils in the subgroup and outside.</summary>
    public required (int Inside, int Outside) Pupils { get; init; }

    internal static TrialSubgroup Of(TrialAnalysis trial, string arm, string group)
    {
        var (rows, model) = (trial.Rows, trial.Rows.Model);
        double[] flag = rows.Data.Numbers(group).ToArray();
        if (flag.Any(f => f is not (0 or 1) && !double.IsNaN(f)) || !flag.Contains(0) || !flag.Contains(1))
            throw new DataError("subgroup", "a column that does not tell two groups apart by 0 and 1", "1 for the subgroup, 0 for the others", "Recode the column.", column: group);
        string name = NameExpression.Quoted(group);
        var known = Formula.Parse(model.Formula).Fixed.Labels;
        // Flipped, the arm's own coefficient is the effect inside; both readings share one model.
        var plain = trial.FitFixed($"{model.Formula}{(known.Contains(name) ? "" : $" + {name}")} + {model.ArmName}:{name}", rows.Data);
        var flipped = rows.Data.With(new NumberColumn("not_subgroup", [.. flag.Select(f => 1 - f)]));
        var inside = trial.FitFixed($"{model.Outcome} ~ {string.Join(" + ", known.Where(l => l != name))} + not_subgroup + {model.ArmName}:not_subgroup", flipped);
        var interaction = plain.Terms.First(t => t.Name == $"{arm}:{name}" || t.Name == $"{name}:{arm}");
        TrialEffect Effect(Term term, string label) => TrialEffect.OfTerm(term, (label, EffectScale.Total), trial.GuidanceDeviation, (1, 0));
        return new(group, Effect(inside[arm], arm), Effect(plain[arm], arm), Effect(interaction, $"{arm}:{group}")) { PValue = interaction.PValue, Pupils = (flag.Count(f => f == 1), flag.Count(f => f == 0)) };
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Effect by {Group}; interaction p = {Cell.Of(PValue).Show(3)}",
        [new("group", "Pupils"), new("count", "Number", "pupils", 0), new("effect_sd", "Effect", "SD", 3), new("conf_low", "Low", "SD", 3), new("conf_high", "High", "SD", 3)],
        [[$"{Group} = 1", Pupils.Inside, Inside.G, Inside.Interval.Low, Inside.Interval.High], [$"{Group} = 0", Pupils.Outside, Outside.G, Outside.Interval.Low, Outside.Interval.High],
            ["Difference", Cell.Without(Symbol.NotApplicable), Difference.G, Difference.Interval.Low, Difference.Interval.High]],
        "A trial is planned for its overall effect: a subgroup's interval is wide, and the difference's wider.");

    /// <inheritdoc/>
    public override Chart ToChart() => EstimateChart.Of($"Effect by {Group} with 95% intervals", "standard deviations",
        [new($"{Group} = 1", Inside.G, Inside.Interval), new($"{Group} = 0", Outside.G, Outside.Interval), new("Difference", Difference.G, Difference.Interval)], 0);
}
