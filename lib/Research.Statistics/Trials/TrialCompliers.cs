namespace Research;

/// <summary>The effect on those who took up the programme because they were offered it, where some did not.</summary>
/// <remarks>CACE: two-stage least squares, take-up instrumented by the arm, covariates kept; errors CR2 by school, with an effect for each school where
/// pupils were randomised within them. The effect in SDs is over the guidance SD. Source: Angrist, Imbens and Rubin (1996), JASA 91(434); EEF (2022),
/// Statistical analysis guidance. R: <c>eefAnalytics::caceSRTBoot</c>, <c>ivreg</c>.</remarks>
public sealed record TrialCompliers : Result
{
    private TrialCompliers(TwoStageLeastSquares model, Term effect, TrialEffect standardised, (double Treated, double Control) takeup) =>
        (Model, Effect, Standardised, TakeupTreated, TakeupControl) = (model, effect, standardised, takeup.Treated, takeup.Control);

    /// <summary>The regression, with its diagnostics.</summary>
    public TwoStageLeastSquares Model { get; }

    /// <summary>The effect in the outcome's unit.</summary>
    public Term Effect { get; }

    /// <summary>The effect over the guidance SD.</summary>
    public TrialEffect Standardised { get; }

    /// <summary>Mean take-up of those offered.</summary>
    public double TakeupTreated { get; }

    /// <summary>Mean take-up of the others.</summary>
    public double TakeupControl { get; }

    internal static TrialCompliers Of(TrialAnalysis trial, string takeup)
    {
        var (rows, model) = (trial.Rows, trial.Rows.Model);
        if (rows.Arm.Levels.Length > 2) throw new DataError("compliers", $"{rows.Arm.Levels.Length} arms", "two arms", "Take one arm and the control.", column: model.Arm);
        var formula = Formula.Parse(model.Formula);
        string others = string.Concat(formula.Fixed.Labels.Where(l => l != model.ArmName).Select(l => $" + {l}")), schools = trial is MultisiteTrialAnalysis ? $" + factor({model.SchoolName})" : "";
        string took = NameExpression.Quoted(takeup);
        var errors = model.School is { } && trial is not SimpleTrialAnalysis ? Errors.Clustered(model.SchoolName) : Errors.Robust(ErrorKind.Hc1);
        var fit = TwoStageLeastSquares.Fit($"{model.Outcome} ~ {took}{others}{schools} | {model.ArmName}{others}{schools}", rows.Data, errors);
        var effect = fit[took];
        double[] share = rows.Data.Numbers(takeup).ToArray();
        double Mean(int arm) => share.Where((v, i) => rows.Arm.Codes[i] == arm && !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Average();
        return new(fit, effect, TrialEffect.OfTerm(effect, (takeup, EffectScale.Total), trial.GuidanceDeviation, (1, 0)), (Mean(1), Mean(0)));
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Effect on compliers, {Model.Errors}. {Model.Sample}.",
        [new("quantity", "Quantity"), new("estimate", "Estimate"), new("conf_low", "Low"), new("conf_high", "High")],
        [["Effect, in the outcome's unit", Effect.Estimate, Effect.Interval.Low, Effect.Interval.High], ["Effect, SD", Standardised.G, Standardised.Interval.Low, Standardised.Interval.High],
            ["Take-up, offered", TakeupTreated, Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable)], ["Take-up, control", TakeupControl, Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable)]],
        "Holds where the offer moves the outcome through take-up alone, and nobody does the opposite of the offer.");

    /// <inheritdoc/>
    public override Chart ToChart() => EstimateChart.Of("Effect on compliers with 95% interval", "standard deviations", [new("compliers", Standardised.G, Standardised.Interval)], 0);
}
