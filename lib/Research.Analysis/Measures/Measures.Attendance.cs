namespace Research;

public static partial class Measures
{
    /// <summary>Sessions missed of sessions possible, among the pupils of a phase's file.</summary>
    public static Measure AbsenceRate(Phase phase) => Find(Schema.Of(phase).Name + "_absence_rate");

    /// <summary>Share of pupils who missed 15 per cent of sessions or more to 2015, 10 per cent from 2016.</summary>
    public static Measure PersistentAbsence(Phase phase) => Find(Schema.Of(phase).Name + "_persistent_absence");

    /// <summary>Share of pupils with a fixed-period exclusion in the year.</summary>
    public static Measure FixedExclusion(Phase phase) => Find(Schema.Of(phase).Name + "_exclusion_fixed");

    /// <summary>Share of pupils permanently excluded in the year.</summary>
    public static Measure PermanentExclusion(Phase phase) => Find(Schema.Of(phase).Name + "_exclusion_permanent");

    private static IEnumerable<Measure> Attendance(Phase phase)
    {
        const string missed = "(sessions_authorised + sessions_unauthorised)", guide = "DfE, A guide to absence statistics (2016)";
        string file = Schema.Of(phase).Name, among = $", {Schema.Of(phase).Title["A pupil".Length..].TrimStart('\'', 's', ' ')}";
        yield return Measure.Entry(file + "_absence_rate", phase, MeasureKind.Ratio, (missed, "sessions_possible")) with
        {
            Title = "Sessions missed" + among,
            WithoutResult = "without attendance",
            HigherIsBetter = false,
            Source = guide,
        };
        yield return Rate(file + "_persistent_absence", phase, $"case when year <= 2015 then {missed} * 100 >= sessions_possible * 15 else {missed} * 10 >= sessions_possible end", "sessions_possible is null or sessions_possible > 0") with
        {
            Title = "Persistent absence" + among,
            WithoutResult = "without attendance",
            HigherIsBetter = false,
            Breaks = [new(2016, BreakKind.NotComparable, "the threshold is 15 per cent of sessions to 2015, 10 per cent from 2016")],
            Source = guide + ": to 2015 counted as 46 sessions or more over five half terms, about 15 per cent of those possible; here 15 per cent of the pupil's own",
        };
        yield return Rate(file + "_exclusion_fixed", phase, "exclusions_fixed > 0") with { Title = "Fixed-period exclusion" + among, WithoutResult = "without a record of exclusions", HigherIsBetter = false, Source = "DfE, A guide to exclusion statistics" };
        yield return Rate(file + "_exclusion_permanent", phase, "exclusions_permanent > 0") with { Title = "Permanent exclusion" + among, Decimals = 2, WithoutResult = "without a record of exclusions", HigherIsBetter = false, Source = "DfE, A guide to exclusion statistics" };
    }
}
