namespace Research;

/// <summary>The complier average causal effect of a two-arm trial without covariates, taken apart: intention to treat over difference in take-up.</summary>
/// <remarks>CACE = (ȳ₁ − ȳ₀)/(d̄₁ − d̄₀), Wald's ratio. Source: Bloom (1984), Evaluation Review 8(2); Angrist, Imbens and Rubin (1996). For its error fit
/// <see cref="TwoStageLeastSquares"/>, <c>y ~ d | z</c>, which gives the same number.</remarks>
public sealed record ComplierEffect : Result
{
    private ComplierEffect(Sample sample, (double Treated, double Control) outcome, (double Treated, double Control) takeup) =>
        (Sample, IntentionToTreat, TakeupTreated, TakeupControl) = (sample, outcome.Treated - outcome.Control, takeup.Treated, takeup.Control);

    /// <summary>Rows used and dropped.</summary>
    public Sample Sample { get; }

    /// <summary>Difference of mean outcomes between those assigned and those not.</summary>
    public double IntentionToTreat { get; }

    /// <summary>Mean take-up of those assigned.</summary>
    public double TakeupTreated { get; }

    /// <summary>Mean take-up of those not assigned.</summary>
    public double TakeupControl { get; }

    /// <summary>What assignment does to take-up.</summary>
    public double FirstStage => TakeupTreated - TakeupControl;

    /// <summary>The effect on compliers; not a number when assignment does not move take-up.</summary>
    public double Estimate => FirstStage == 0 ? double.NaN : IntentionToTreat / FirstStage;

    /// <summary>Works the ratio out.</summary>
    /// <param name="data">The data.</param>
    /// <param name="outcome">The outcome's column.</param>
    /// <param name="takeup">The column of take-up: 0 and 1, or a dose.</param>
    /// <param name="assignment">The column of assignment: 0 and 1.</param>
    public static ComplierEffect Of(Dataset data, string outcome, string takeup, string assignment)
    {
        var frame = ModelFrame.From(Formula.Parse($"`{outcome}` ~ `{takeup}` + `{assignment}`"), data);
        double[] y = frame.Response!.Values, d = frame.Numbers($"`{takeup}`"), z = frame.Numbers($"`{assignment}`");
        if (Array.Exists(z, v => v is not (0 or 1)))
            throw new DataError("assignment", "a value that is neither 0 nor 1", "0 for control, 1 for assigned", "Recode the arms.", column: assignment);
        return new(frame.Sample, (Mean(y, 1), Mean(y, 0)), (Mean(d, 1), Mean(d, 0)));

        double Mean(double[] values, double arm) => values.Where((_, i) => z[i] == arm).DefaultIfEmpty(double.NaN).Average();
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Effect on compliers. {Sample}.",
        [new("quantity", "Quantity"), new("value", "Value")],
        [["Intention to treat", IntentionToTreat], ["Take-up, assigned", TakeupTreated], ["Take-up, control", TakeupControl], ["First stage", FirstStage], ["Effect on compliers", Estimate]]);
}
