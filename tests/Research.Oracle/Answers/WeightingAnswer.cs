namespace Research.Oracle;

/// <summary>Weights from the propensity score and the effect under them.</summary>
internal sealed class WeightingAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["ipw"];

    public void Answer(Block block, GivenFigures figures)
    {
        string outcome = block.Args.Need("outcome");
        foreach (var (name, estimand) in ((string, Estimand)[])[("ATT", Estimand.Treated), ("ATE", Estimand.All), ("ATC", Estimand.Controls), ("ATO", Estimand.Overlap)])
        {
            var sample = Weighting.Propensity(block.Args.Need("formula"), block.Data, estimand);
            var plain = sample.Effect(outcome, Errors.Robust(ErrorKind.Hc0)).Terms[1];
            double rows = sample.Weights.Length;
            figures.Add($"{name}.estimate", plain.Estimate);
            figures.Add($"{name}.HC0_se", plain.StandardError);
            figures.Add($"{name}.HC1_se", sample.Effect(outcome).Terms[1].StandardError);
            // A survey's linearised variance has n/(n - 1) in front.
            figures.Add($"{name}.svy_se", plain.StandardError * Math.Sqrt(rows / (rows - 1)));
            figures.Add($"{name}.ess_treated", sample.EffectiveSampleSize(treated: true));
            figures.Add($"{name}.ess_control", sample.EffectiveSampleSize(treated: false));
            figures.Add($"{name}.max_weight", sample.LargestWeight);
        }
    }
}
