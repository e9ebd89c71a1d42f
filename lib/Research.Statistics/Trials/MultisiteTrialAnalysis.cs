using System.Collections.Immutable;

namespace Research;

/// <summary>A trial that randomised pupils within schools: a mixed model in which schools differ in level and in effect.</summary>
/// <remarks>eefAnalytics' conditional variance weighs the schools that have both arms by the precision of their differences; its unconditional basis
/// takes the formulas of cluster trials, a school with both arms counting in both. Source: Hedges (2011); Xiao, Kasim and Higgins (2016), Int. J. Educ.
/// Research 77; EEF (2022). R: <c>eefAnalytics::mstFREQ</c>.</remarks>
public sealed record MultisiteTrialAnalysis : TrialAnalysis
{
    private MultisiteTrialAnalysis(TrialRows rows) : base(rows)
    {
        (Mixed, Variances) = Models(rows);
        Effects = [.. rows.Treated.SelectMany(EffectsOf)];
    }

    /// <inheritdoc/>
    public override string Design => "Trial of pupils within schools";

    /// <inheritdoc/>
    public override Fit Model => Mixed;

    /// <summary>The mixed model.</summary>
    public MixedModel Mixed { get; }

    /// <summary>Variances and intraclass correlation on each basis.</summary>
    public ImmutableArray<TrialVariances> Variances { get; }

    /// <inheritdoc/>
    public override ImmutableArray<TrialEffect> Effects { get; }

    /// <summary>Variances on a basis.</summary>
    public TrialVariances VariancesOf(EffectBasis basis) => Variances.First(v => v.Basis == basis);

    /// <summary>Analyses a trial of pupils within schools.</summary>
    /// <param name="model">Formula, arm and school.</param>
    /// <param name="data">A row a pupil.</param>
    /// <exception cref="DataError">No school has pupils of two arms, or no school column is named.</exception>
    public static MultisiteTrialAnalysis Fit(TrialModel model, Dataset data)
    {
        if (model.School is null) throw new DataError("multisite trial", "no column of schools", "the column of the schools pupils were randomised in", "Name it: new TrialModel(formula, arm, school).");
        var rows = TrialRows.Of(model, data);
        int both = ClusterTrialAnalysis.SchoolsOfArms(rows).Values.Count(s => s.Count > 1);
        if (both < 2)
            throw new DataError("multisite trial", $"{both} school(s) with pupils of two arms", "at least two", "Where whole schools were randomised use ClusterTrialAnalysis.", column: model.Arm);
        return new(rows);
    }

    /// <summary>The mixed model and the variances on each basis, without what is inferred from them.</summary>
    internal static (MixedModel Mixed, ImmutableArray<TrialVariances> Variances) Models(TrialRows rows)
    {
        var model = rows.Model;
        var mixed = MixedModel.Fit(model.WithSchools($"1 + {model.ArmName}"), rows.Data);
        var arms = MixedModel.Fit($"{model.Outcome} ~ {model.ArmName} + (1 | {model.SchoolName})", rows.Data);
        var alone = MixedModel.Fit($"{model.Outcome} ~ 1 + (1 | {model.SchoolName})", rows.Data);
        return (mixed, [TrialVariances.Of(EffectBasis.Guidance, arms, model.SchoolName), TrialVariances.Of(EffectBasis.Unconditional, alone, model.SchoolName), TrialVariances.OfSlopes(mixed, rows)]);
    }

    internal override double GuidanceDeviation => Math.Sqrt(VariancesOf(EffectBasis.Guidance).Total);

    internal override TrialAnalysis Again(Dataset data) => Fit(Rows.Model, data);

    internal override Fit FitFixed(string formula, Dataset data) => LinearModel.Fit(formula, data, Errors.Clustered(Rows.Model.SchoolName), new() { Absorb = [Rows.Model.SchoolName] });

    private protected override IEnumerable<string> Notes =>
    [
        $"{Rows.School.Levels.Length} schools, of which {ClusterTrialAnalysis.SchoolsOfArms(Rows).Values.Count(s => s.Count > 1)} have pupils of more than one arm.",
        "Guidance: Satterthwaite's degrees of freedom, the school count less one where they are not defined.",
    ];

    private IEnumerable<TrialEffect> EffectsOf((string Name, int Level) arm)
    {
        var sizes = ArmsBySchool.Of(Rows.Arm, Rows.School, arm.Level);
        var (guidance, plain, fitted) = (VariancesOf(EffectBasis.Guidance), VariancesOf(EffectBasis.Unconditional), VariancesOf(EffectBasis.Conditional));
        var term = Mixed[arm.Name];
        if (!(term.DegreesOfFreedom >= 1)) term = term with { DegreesOfFreedom = Rows.School.Levels.Length - 1 };
        yield return TrialEffect.OfTerm(term, (arm.Name, EffectScale.Total), Math.Sqrt(guidance.Total), (1, sizes.WithinSdVariance));
        yield return TrialEffect.OfTerm(term, (arm.Name, EffectScale.Within), Math.Sqrt(guidance.Pupils), (1, sizes.WithinSdVariance));
        double w = term.Estimate / Math.Sqrt(plain.Pupils), t = term.Estimate / Math.Sqrt(plain.Total) * sizes.TotalCorrection(plain.Icc);
        yield return TrialEffect.Normal((arm.Name, EffectScale.Within, EffectBasis.Unconditional), w, sizes.WithinVariance(w, plain.Icc));
        yield return TrialEffect.Normal((arm.Name, EffectScale.Total, EffectBasis.Unconditional), t, sizes.TotalVariance(t, plain.Icc));
        double slope = fitted.SchoolCovariance[(Rows.Arm.Levels.Length + 1) * arm.Level];
        foreach (var scale in (EffectScale[])[EffectScale.Within, EffectScale.Total])
        {
            double d = term.Estimate / Math.Sqrt(fitted.Of(scale));
            yield return TrialEffect.Normal((arm.Name, scale, EffectBasis.Conditional), d, sizes.MultisiteVariance(d, fitted.Of(scale), fitted.Pupils, slope));
        }
    }
}
