namespace Research;

/// <summary>What can be said of a target at a time.</summary>
public enum TargetVerdict
{
    /// <summary>The year has come and its results meet the target.</summary>
    Met,

    /// <summary>The year has come and its results do not meet the target.</summary>
    NotMet,

    /// <summary>Green: likely to be met.</summary>
    OnTrack,

    /// <summary>Amber: it may go either way.</summary>
    AtRisk,

    /// <summary>Red: unlikely to be met.</summary>
    OffTrack,

    /// <summary>It cannot be said, and the reason is given.</summary>
    NotAssessable,

    /// <summary>The readings of the words lead to different verdicts.</summary>
    DependsOnReading,
}

/// <summary>Verdicts in words.</summary>
public static class TargetVerdicts
{
    extension(TargetVerdict verdict)
    {
        /// <summary>For readers: the colour is named, not only shown.</summary>
        public string Title => verdict switch
        {
            TargetVerdict.Met => "met",
            TargetVerdict.NotMet => "not met",
            TargetVerdict.OnTrack => "on track (green)",
            TargetVerdict.AtRisk => "at risk (amber)",
            TargetVerdict.OffTrack => "off track (red)",
            TargetVerdict.NotAssessable => "not assessable",
            _ => "depends on the reading",
        };

        /// <summary>Name in files: snake_case.</summary>
        public string Id => verdict switch
        {
            TargetVerdict.Met => "met",
            TargetVerdict.NotMet => "not_met",
            TargetVerdict.OnTrack => "on_track",
            TargetVerdict.AtRisk => "at_risk",
            TargetVerdict.OffTrack => "off_track",
            TargetVerdict.NotAssessable => "not_assessable",
            _ => "depends_on_reading",
        };
    }

    internal static TargetVerdict OfProbability(double probability, bool decided, AssessmentPolicy policy) => (probability, decided) switch
    {
        ( >= 0.5, true) => TargetVerdict.Met,
        (_, true) => TargetVerdict.NotMet,
        var (p, _) when p >= policy.OnTrackFrom => TargetVerdict.OnTrack,
        var (p, _) when p >= policy.AtRiskFrom => TargetVerdict.AtRisk,
        _ => TargetVerdict.OffTrack,
    };
}
