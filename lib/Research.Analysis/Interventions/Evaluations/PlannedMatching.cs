namespace Research;

/// <summary>Volunteers beside pupils matched to them, within the school where it has any.</summary>
internal sealed class PlannedMatching(AnalysisPlan plan) : PlannedAnalysis(plan)
{
    public override string Method => $"One comparison pupil for each by propensity score, within {Cell.Of(Plan.Caliper).Show(null)} standard deviations and the school where possible (Rickles and Seltzer 2014), then regression, errors by pair";

    public override string Estimand => "those who took part and have a match";

    public override int DesignPadlocks => 3;

    public override void Check(Dataset data)
    {
        int treated = data.Numbers(Plan.Treatment).ToArray().Count(t => t == 1);
        if (treated < 20) throw Refused($"{treated} pupils with the programme", "20 or more", "Pool years or schools, or describe them without an estimate.");
        if (Plan.Baseline is null) throw Refused("no baseline in the plan", "the outcome before the programme", "Add baseline: to the plan; without it matching cannot see who was ahead.");
    }

    public override Term Estimate(Dataset data)
    {
        var sample = Match(data);
        return sample.Effect(Plan.Outcome, adjusted: true)[Plan.Treatment] is var term && Plan.Alpha == 0.05 ? term
            : LinearModel.Fit(Formula(Plan.Treatment), sample.Data, Errors.Clustered("subclass", ErrorKind.Cr1), new() { Weights = "weights", Level = Level })[Plan.Treatment];
    }

    public override BalanceTable Balance(Dataset data) => Match(data).Balance;

    public override Overlap? Overlap(Dataset data) => Match(data).Overlap;

    public override (int Treated, int Control)? Matched(Dataset data)
    {
        var sample = Match(data);
        int Side(bool treated) => Enumerable.Range(0, sample.Weights.Length).Count(i => sample.Weights[i] > 0 && sample.Treated[i] == treated);
        return (Side(true), Side(false));
    }

    public override IReadOnlyList<double>? PairDifferences(Dataset data) => Match(data).Differences(Plan.Outcome);

    private MatchedSample Match(Dataset data)
    {
        double[] outcome = data.Numbers(Plan.Outcome).ToArray();
        return Matching.Nearest(Groups, Where(data, i => !double.IsNaN(outcome[i])).AsFactor(Plan.School), new() { Caliper = Caliper.Deviations(Plan.Caliper), Preferred = Plan.School });
    }
}
