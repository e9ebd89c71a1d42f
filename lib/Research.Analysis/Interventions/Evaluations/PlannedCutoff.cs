namespace Research;

/// <summary>Places by a mark: lines on both sides of it, within the planned distance.</summary>
internal sealed class PlannedCutoff(AnalysisPlan plan) : PlannedAnalysis(plan)
{
    private const string FromMark = "from_mark";

    public override string Method => $"Jump at the mark between straight lines within {Cell.Of(Plan.Bandwidth).Show(null)} of it, HC3 errors (Imbens and Lemieux 2008)";

    public override string Estimand => "pupils at the mark";

    public override int DesignPadlocks => 4;

    public override void Check(Dataset data)
    {
        double[] running = data.Numbers(Plan.Running!).ToArray(), treated = data.Numbers(Plan.Treatment).ToArray();
        int against = Enumerable.Range(0, data.Count).Count(i => !double.IsNaN(running[i]) && (running[i] < Plan.Cutoff) != (treated[i] == 1));
        if (against > 0.02 * data.Count) throw Refused($"{against} of {data.Count} pupils whose place does not go by the mark", "a place for everybody below it and for nobody above", "Name design: matched.");
        foreach (bool below in (bool[])[true, false])
            if (running.Count(r => Math.Abs(r - Plan.Cutoff!.Value) <= Plan.Bandwidth && r < Plan.Cutoff == below) is var near && near < 20)
                throw Refused($"{near} pupils {(below ? "below" : "above")} the mark within the bandwidth", "20 or more on each side", "Widen the bandwidth, or name design: matched.");
    }

    public override Term Estimate(Dataset data)
    {
        var near = Before(data);
        return LinearModel.Fit(Formula($"{Plan.Treatment} * {FromMark}"), near, Errors.Robust(), new() { Level = Level })[Plan.Treatment];
    }

    protected override Dataset Before(Dataset data)
    {
        double[] from = [.. data.Numbers(Plan.Running!).ToArray().Select(r => r - Plan.Cutoff!.Value)];
        return Where(data.With(new NumberColumn(FromMark, from)), i => Math.Abs(from[i]) <= Plan.Bandwidth);
    }
}
