using System.Collections.Immutable;

namespace Research;

/// <summary>A trial that randomised whole schools: a mixed model with a random intercept for the school.</summary>
/// <remarks>Within: β/√(variance of pupils); total: β/√(variance of schools and pupils), times the correction for unequal schools on eefAnalytics' bases.
/// Source: Hedges (2007), Effect sizes in cluster-randomized designs, J. Educ. Behav. Stat. 32(4); EEF (2022), Statistical analysis guidance.
/// R: <c>eefAnalytics::crtFREQ</c>.</remarks>
public sealed record ClusterTrialAnalysis : TrialAnalysis
{
    private ClusterTrialAnalysis(TrialRows rows) : base(rows)
    {
        var model = rows.Model;
        Mixed = MixedModel.Fit(model.WithSchools(), rows.Data);
        ArmsAlone = MixedModel.Fit($"{model.Outcome} ~ {model.ArmName} + (1 | {model.SchoolName})", rows.Data);
        var alone = MixedModel.Fit($"{model.Outcome} ~ 1 + (1 | {model.SchoolName})", rows.Data);
        Variances = [TrialVariances.Of(EffectBasis.Guidance, ArmsAlone, model.SchoolName), TrialVariances.Of(EffectBasis.Unconditional, alone, model.SchoolName), TrialVariances.Of(EffectBasis.Conditional, Mixed, model.SchoolName)];
        Adjusted = Mixed.With(DegreesOfFreedom.KenwardRoger);
        Effects = [.. rows.Treated.SelectMany(EffectsOf)];
    }

    /// <inheritdoc/>
    public override string Design => "Trial of schools";

    /// <inheritdoc/>
    public override Fit Model => Adjusted;

    /// <summary>The mixed model with Satterthwaite's degrees of freedom.</summary>
    public MixedModel Mixed { get; }

    /// <summary>The mixed model with Kenward and Roger's errors and degrees of freedom, which the guidance effect uses.</summary>
    public MixedModel Adjusted { get; }

    /// <summary>Variances and intraclass correlation on each basis.</summary>
    public ImmutableArray<TrialVariances> Variances { get; }

    /// <inheritdoc/>
    public override ImmutableArray<TrialEffect> Effects { get; }

    /// <summary>Variances on a basis.</summary>
    public TrialVariances VariancesOf(EffectBasis basis) => Variances.First(v => v.Basis == basis);

    internal MixedModel ArmsAlone { get; }

    /// <summary>Analyses a trial of schools.</summary>
    /// <param name="model">Formula, arm and school.</param>
    /// <param name="data">A row a pupil.</param>
    /// <exception cref="DataError">A school has two arms, an arm has fewer than two schools, or no school column is named.</exception>
    public static ClusterTrialAnalysis Fit(TrialModel model, Dataset data)
    {
        if (model.School is null) throw new DataError("cluster trial", "no column of schools", "the column of the schools randomised", "Name it: new TrialModel(formula, arm, school).");
        var rows = TrialRows.Of(model, data);
        var schools = SchoolsOfArms(rows);
        if (schools.Values.FirstOrDefault(s => s.Count > 1) is not null)
            throw new DataError("cluster trial", "schools with pupils of several arms", "one arm a school", "Use MultisiteTrialAnalysis, which compares arms within schools; or check the arm of pupils who moved.", column: model.Arm);
        for (int arm = 0; arm < rows.Arm.Levels.Length; arm++)
            if (schools.Values.Count(s => s.Contains(arm)) < 2)
                throw new DataError("cluster trial", $"one school in arm '{rows.Arm.Levels[arm]}'", "at least two schools an arm, better ten",
                    "With one school an effect cannot be told from the school itself: the nearest design is synthetic control on the school's years, Evaluation.SyntheticControl.", column: model.School);
        return new(rows);
    }

    /// <summary>The arms of each school, as codes.</summary>
    internal static Dictionary<int, HashSet<int>> SchoolsOfArms(TrialRows rows)
    {
        var arms = new Dictionary<int, HashSet<int>>();
        for (int i = 0; i < rows.Arm.Length; i++)
        {
            if (!arms.TryGetValue(rows.School.Codes[i], out var seen)) arms[rows.School.Codes[i]] = seen = [];
            seen.Add(rows.Arm.Codes[i]);
        }
        return arms;
    }

    internal override double GuidanceDeviation => Math.Sqrt(VariancesOf(EffectBasis.Guidance).Total);

    internal override TrialAnalysis Again(Dataset data) => Fit(Rows.Model, data);

    internal override Fit FitFixed(string formula, Dataset data) => MixedModel.Fit((Rows.Model with { Formula = formula }).WithSchools(), data).With(DegreesOfFreedom.KenwardRoger);

    private protected override IEnumerable<string> Notes =>
    [
        $"Intraclass correlation {Rounding.Text(VariancesOf(EffectBasis.Guidance).Icc, 3)} (arms alone), {Rounding.Text(VariancesOf(EffectBasis.Conditional).Icc, 3)} (with covariates); {Rows.School.Levels.Length} schools.",
        "Guidance: Kenward-Roger errors, t.",
    ];

    private IEnumerable<TrialEffect> EffectsOf((string Name, int Level) arm)
    {
        var sizes = ArmsBySchool.Of(Rows.Arm, Rows.School, arm.Level);
        var guidance = VariancesOf(EffectBasis.Guidance);
        yield return TrialEffect.OfTerm(Adjusted[arm.Name], (arm.Name, EffectScale.Total), Math.Sqrt(guidance.Total), (1, sizes.TotalSdVariance(guidance.Icc)));
        yield return TrialEffect.OfTerm(Adjusted[arm.Name], (arm.Name, EffectScale.Within), Math.Sqrt(guidance.Pupils), (1, sizes.WithinSdVariance));
        foreach (var v in Variances.Skip(1))
        {
            double d = Mixed[arm.Name].Estimate / Math.Sqrt(v.Pupils), total = Mixed[arm.Name].Estimate / Math.Sqrt(v.Total) * sizes.TotalCorrection(v.Icc);
            yield return TrialEffect.Normal((arm.Name, EffectScale.Within, v.Basis), d, sizes.WithinVariance(d, v.Icc));
            yield return TrialEffect.Normal((arm.Name, EffectScale.Total, v.Basis), total, sizes.TotalVariance(total, v.Icc));
        }
    }
}
