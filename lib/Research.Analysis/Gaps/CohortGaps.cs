namespace Research;

/// <summary>Rates and gaps on a cohort.</summary>
public static class CohortGaps
{
    extension(Cohort cohort)
    {
        /// <summary>The gap of a group in this cohort.</summary>
        public Gap Gap(Measure measure, Group group) => new(cohort.County.Counts([InPhase(cohort, measure)], [group], cohort.Year).All[0], cohort.County);

        /// <summary>What the measure comes to for a group in this cohort.</summary>
        public SideEstimate Rate(Measure measure, Group group) => new(measure, cohort.County.Counts([InPhase(cohort, measure)], [group], cohort.Year).All[0].InGroup);
    }

    private static Measure InPhase(Cohort cohort, Measure measure) => measure.Phase == cohort.Phase ? measure : throw new DataError("measure", $"{measure.Id}, a measure of {Schema.Of(measure.Phase).Name}",
        $"a measure of {Schema.Of(cohort.Phase).Name}", "Use the cohort of the measure's phase, or another measure.");
}
