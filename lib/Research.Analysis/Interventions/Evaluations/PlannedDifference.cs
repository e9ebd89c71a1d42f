namespace Research;

/// <summary>Difference in differences with one starting year: effects of schools and years, errors by school.</summary>
internal sealed class PlannedDifference(AnalysisPlan plan) : PlannedAnalysis(plan)
{
    private const string Active = "with_programme";

    public override string Method => "Difference in differences with effects of schools and years, CR2 errors by school with Satterthwaite degrees of freedom";

    public override string Estimand => "the schools that had it";

    public override int DesignPadlocks => 4;

    public override void Check(Dataset data)
    {
        var years = data.Numbers(Plan.Year!).ToArray();
        if (!years.Any(y => y < Plan.From)) throw Refused($"no year before {Plan.From}", "a year before the programme", "Name design: matched, with a baseline.");
        if (!years.Any(y => y >= Plan.From)) throw Refused($"no year from {Plan.From} on", "a year with the programme", "Correct 'from', or wait for the results.");
        var bySchool = TreatmentsBy(data, Plan.School);
        int treated = bySchool.Count(s => s.Contains(1));
        if (treated < 5) throw Refused($"{treated} schools with the programme", "5 or more, for errors by school", "Name design: few-units.");
        if (bySchool.Count - treated < 5) throw Refused($"{bySchool.Count - treated} schools without the programme", "5 or more", "Name design: few-units, or add schools.");
    }

    public override Term Estimate(Dataset data)
    {
        double[] year = data.Numbers(Plan.Year!).ToArray(), treated = data.Numbers(Plan.Treatment).ToArray();
        var with = data.With(new NumberColumn(Active, [.. year.Select((y, i) => treated[i] == 1 && y >= Plan.From ? 1.0 : 0)])).AsFactor(Plan.Year!).AsFactor(Plan.School);
        return Named(LinearModel.Fit(Formula(Active), with, Errors.Clustered(Plan.School), new() { Level = Level, Absorb = [Plan.School, Plan.Year!] })[Active]);
    }

    protected override Dataset Before(Dataset data)
    {
        double[] year = data.Numbers(Plan.Year!).ToArray();
        return Where(data, i => year[i] < Plan.From);
    }
}
