namespace Research;

/// <summary>What a condition of a target asks for. Gaps are positive when the group is behind.</summary>
public enum TargetKind
{
    /// <summary>The group's rate is the baseline and so many points more.</summary>
    AttainmentUpPpt,

    /// <summary>The group's rate is the baseline and so many per cent of itself more.</summary>
    AttainmentUpPercent,

    /// <summary>The group's rate is at least a fixed level.</summary>
    ValueTo,

    /// <summary>The group's rate is at least England's in the same year: a goal that moves.</summary>
    ValueToNational,

    /// <summary>The group's rate is above England's in the same year.</summary>
    ValueAboveNational,

    /// <summary>The gap is the baseline less so many points.</summary>
    GapDownPpt,

    /// <summary>The gap is the baseline less so many per cent of itself.</summary>
    GapDownPercent,

    /// <summary>The gap is at most a fixed level.</summary>
    GapTo,

    /// <summary>The gap is at most England's in the same year: a goal that moves.</summary>
    GapToNational,

    /// <summary>The group's rate rises so many points a year faster than its peers', so the gap is the baseline less that for every year since.</summary>
    FasterThanPeers,

    /// <summary>At most so many schools are below a floor.</summary>
    SchoolsBelow,

    /// <summary>At least so many things are done: schools visited, packages sold. It rests on a record, not on pupils' results.</summary>
    Count,

    /// <summary>A thing is done. It rests on a record, not on pupils' results.</summary>
    Done,

    /// <summary>A reading that cannot be put to the test as worded; the line says why.</summary>
    Undefined,
}

/// <summary>What the kinds have in common.</summary>
internal static class TargetKinds
{
    extension(TargetKind kind)
    {
        public bool IsGap => kind is TargetKind.GapDownPpt or TargetKind.GapDownPercent or TargetKind.GapTo or TargetKind.GapToNational or TargetKind.FasterThanPeers;

        public bool IsRate => kind is TargetKind.AttainmentUpPpt or TargetKind.AttainmentUpPercent or TargetKind.ValueTo or TargetKind.ValueToNational or TargetKind.ValueAboveNational;

        public bool IsNational => kind is TargetKind.ValueToNational or TargetKind.ValueAboveNational or TargetKind.GapToNational;

        public bool IsRecord => kind is TargetKind.Count or TargetKind.Done;

        public bool NeedsBaseline => kind is TargetKind.AttainmentUpPpt or TargetKind.AttainmentUpPercent or TargetKind.GapDownPpt or TargetKind.GapDownPercent or TargetKind.FasterThanPeers;

        public bool NeedsAmount => kind.NeedsBaseline || kind is TargetKind.SchoolsBelow or TargetKind.Count;

        public bool NeedsLevel => kind is TargetKind.ValueTo or TargetKind.GapTo;
    }
}
