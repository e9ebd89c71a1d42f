namespace Research;

/// <summary>Trials: the outcome by offer, with baseline and covariates; errors by what was drawn by lot.</summary>
internal sealed class PlannedTrial(AnalysisPlan plan) : PlannedAnalysis(plan)
{
    public override string Method => Plan.Design switch
    {
        PlannedDesign.ClusterTrial => "Regression on offer, baseline and covariates, CR2 errors by school with Satterthwaite degrees of freedom (Bell and McCaffrey 2002)",
        PlannedDesign.MultisiteTrial => "Regression on offer, baseline and covariates with an effect for each school, CR2 errors by school (Bell and McCaffrey 2002)",
        _ => "Regression on offer, baseline and covariates, HC2 errors (MacKinnon and White 1985)",
    };

    public override string Estimand => "those offered it (intention to treat)";

    public override int DesignPadlocks => 5;

    public override void Check(Dataset data)
    {
        var bySchool = TreatmentsBy(data, Plan.School);
        int mixed = bySchool.Count(s => s.Count() > 1);
        if (Plan.Design == PlannedDesign.ClusterTrial && mixed > 0)
            throw Refused($"{mixed} of {bySchool.Count} schools with pupils offered and not offered", "one arm a school", "Name design: multisite-trial.");
        if (Plan.Design == PlannedDesign.MultisiteTrial && mixed == 0)
            throw Refused("no school with both arms", "pupils of both arms in each school", "Name design: cluster-trial.");
        if (Plan.Design == PlannedDesign.ClusterTrial && bySchool.Where(s => s.First() == 1).Count() is var treated && (treated < 2 || bySchool.Count - treated < 2))
            throw Refused($"{treated} schools offered and {bySchool.Count - treated} not", "two or more of each", "Name design: few-units, with years before and after.");
    }

    public override Term Estimate(Dataset data)
    {
        var options = new LinearOptions { Level = Level, Absorb = Plan.Design == PlannedDesign.MultisiteTrial ? [Plan.School] : [] };
        var errors = Plan.Design == PlannedDesign.SimpleTrial ? Errors.Robust(ErrorKind.Hc2) : Errors.Clustered(Plan.School);
        return LinearModel.Fit(Formula(Plan.Treatment), data, errors, options)[Plan.Treatment];
    }
}
