namespace Research;

/// <summary>Volunteers beside pupils weighted to be like them, with a model of the outcome: right when either model is.</summary>
internal sealed class PlannedWeighting(AnalysisPlan plan) : PlannedAnalysis(plan)
{
    public override string Method => "Doubly robust effect on those who took part (Robins, Rotnitzky and Zhao 1994), errors by school";

    public override string Estimand => "those who took part";

    public override int DesignPadlocks => 3;

    public override void Check(Dataset data)
    {
        int treated = data.Numbers(Plan.Treatment).ToArray().Count(t => t == 1);
        if (treated < 20) throw Refused($"{treated} pupils with the programme", "20 or more", "Pool years or schools, or describe them without an estimate.");
        if (Plan.Baseline is null) throw Refused("no baseline in the plan", "the outcome before the programme", "Add baseline: to the plan; without it weights cannot see who was ahead.");
    }

    public override Term Estimate(Dataset data) => DoublyRobust.Fit(Groups, Plan.Outcome, data.AsFactor(Plan.School), new() { Cluster = Plan.School, Level = Level }).Effect;

    public override BalanceTable Balance(Dataset data) => Weight(data).Balance;

    public override Overlap? Overlap(Dataset data) => Weight(data).Overlap;

    private WeightedSample Weight(Dataset data)
    {
        double[] outcome = data.Numbers(Plan.Outcome).ToArray();
        return Weighting.Propensity(Groups, Where(data, i => !double.IsNaN(outcome[i])));
    }
}
