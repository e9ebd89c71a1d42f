namespace Research;

/// <summary>The design a plan names: how it came about who had the programme.</summary>
public enum PlannedDesign
{
    /// <summary>Pupils drawn by lot.</summary>
    SimpleTrial,

    /// <summary>Whole schools drawn by lot.</summary>
    ClusterTrial,

    /// <summary>Pupils drawn by lot within each school.</summary>
    MultisiteTrial,

    /// <summary>Schools with and without, before and after one starting year.</summary>
    DifferenceInDifferences,

    /// <summary>Schools that start in different years.</summary>
    StaggeredAdoption,

    /// <summary>A handful of areas or schools, among others, before and after.</summary>
    FewUnits,

    /// <summary>A place for everybody on one side of a mark.</summary>
    RegressionDiscontinuity,

    /// <summary>One series, or a group's beside a comparison's, before and after a start.</summary>
    InterruptedSeries,

    /// <summary>One school, or a handful, beside a weighted average of others that was like it before.</summary>
    SyntheticControl,

    /// <summary>Volunteers, beside pupils matched to them.</summary>
    Matched,

    /// <summary>Volunteers, beside pupils weighted to be like them.</summary>
    Weighted,
}
