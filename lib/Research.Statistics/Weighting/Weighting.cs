using System.Collections.Immutable;

namespace Research;

/// <summary>Weights from the propensity score, so that the groups are alike without leaving anybody out.</summary>
/// <remarks>With e the chance of treatment — treated: 1, e/(1 − e); controls: (1 − e)/e, 1; all: 1/e, 1/(1 − e); overlap: 1 − e, e. Sources: Hirano, Imbens and Ridder (2003), Econometrica
/// 71(4); Li, Morgan and Zaslavsky (2018), JASA 113(521), for overlap weights, whose means balance exactly. R: <c>WeightIt::weightit</c>, <c>PSweight</c>.</remarks>
public static class Weighting
{
    /// <summary>Weights by a logistic regression of treatment on the covariates.</summary>
    /// <param name="formula">The treatment (1 and 0, or two categories) and the covariates.</param>
    /// <param name="data">The data.</param>
    /// <param name="estimand">For whom the effect is to be.</param>
    public static WeightedSample Propensity(string formula, Dataset data, Estimand estimand = Estimand.Treated)
    {
        var frame = TreatmentFrame.Of(formula, data);
        double[] score = PropensityScore.Of(frame);
        return new(frame, estimand, [.. score], [.. score.Select((e, i) => Weight(estimand, frame.Treated[i], e))]);
    }

    private static double Weight(Estimand estimand, bool treated, double e) => (estimand, treated) switch
    {
        (Estimand.Treated, true) or (Estimand.Controls, false) => 1,
        (Estimand.Treated, false) => e / (1 - e),
        (Estimand.Controls, true) => (1 - e) / e,
        (Estimand.All, true) => 1 / e,
        (Estimand.All, false) => 1 / (1 - e),
        (_, true) => 1 - e,
        (_, false) => e,
    };
}
