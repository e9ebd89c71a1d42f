namespace Research;

/// <summary>The numbers a design was planned with: what its smallest detectable effect is computed from.</summary>
/// <param name="Schools">Schools in all; pupils drawn one by one may stand in one.</param>
/// <param name="Pupils">Pupils a school.</param>
/// <param name="Icc">Share of the variance between schools.</param>
/// <param name="ExplainedWithin">Share of the variance within schools that covariates explain.</param>
/// <param name="ExplainedBetween">Share of the variance between schools that covariates explain.</param>
public sealed record PlannedNumbers(double Schools, double Pupils, double Icc, double ExplainedWithin = 0, double ExplainedBetween = 0)
{
    /// <summary>The plan of the trial.</summary>
    internal TrialDesign Of(PlannedDesign design, double treatedShare, double alpha) => design switch
    {
        PlannedDesign.SimpleTrial => new IndividualTrial(Schools * Pupils) { Explained = ((1 - Icc) * ExplainedWithin) + (Icc * ExplainedBetween), TreatedShare = treatedShare, Alpha = alpha },
        PlannedDesign.MultisiteTrial => new FixedMultisiteTrial(Schools, Pupils) { Explained = 1 - ((1 - Icc) * (1 - ExplainedWithin)), TreatedShare = treatedShare, Alpha = alpha },
        _ => new ClusterTrial(Schools, Pupils, Icc) { ExplainedWithin = ExplainedWithin, ExplainedBetween = ExplainedBetween, TreatedShare = treatedShare, Alpha = alpha },
    };

    /// <summary>The numbers in words.</summary>
    internal string InWords => $"{Rounding.Text(Schools, 0)} schools of {Rounding.Text(Pupils, 1)} pupils, ICC {Rounding.Text(Icc, 2)}, R² {Rounding.Text(ExplainedWithin, 2)} within and {Rounding.Text(ExplainedBetween, 2)} between schools";
}
