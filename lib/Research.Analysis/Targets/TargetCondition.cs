using System.Globalization;

namespace Research;

/// <summary>One thing that must hold in one year for a reading of a target to be met.</summary>
public sealed record TargetCondition
{
    internal const string IndexPrefix = "gap_index_";

    /// <summary>What is asked for.</summary>
    public required TargetKind Kind { get; init; }

    /// <summary>Id of a measure; <c>gap_index_ks2</c> and the like for the rank-based index; a floor's conditions for schools; empty for a record.</summary>
    public string Measure { get; init; } = "";

    /// <summary>Id of the group, or "where" and a condition; empty for a record.</summary>
    public string Group { get; init; } = "";

    /// <summary>England's group to compare with; the same group unless the file names another.</summary>
    public string Against { get; init; } = "";

    /// <summary>Points, per cent, schools or things, as the kind says; of <see cref="TargetKind.FasterThanPeers"/> points a year.</summary>
    public double Amount { get; init; } = double.NaN;

    /// <summary>The level to reach, or the level the wording says a change leads to; not a number when none is printed.</summary>
    public double Level { get; init; } = double.NaN;

    /// <summary>Year the change is counted from.</summary>
    public int BaselineYear { get; init; }

    /// <summary>The printed baseline; not a number when it is taken from the data.</summary>
    public double Baseline { get; init; } = double.NaN;

    /// <summary>Academic year whose results decide it, by the year it ends in.</summary>
    public required int Due { get; init; }

    /// <summary>What would have to be recorded, or why it cannot be tested.</summary>
    public string Needs { get; init; } = "";

    /// <summary>Line in the file.</summary>
    public long Line { get; init; }

    /// <summary>True for the rank-based index.</summary>
    public bool IsIndex => Measure.StartsWith(IndexPrefix, StringComparison.Ordinal);

    /// <summary>The phase ranked by the index.</summary>
    internal Phase IndexPhase => Enum.GetValues<Phase>().First(p => Schema.Of(p).Name == Measure[IndexPrefix.Length..]);

    internal Group GroupItself => GroupOf(Group);

    /// <summary>Unit of the quantity asked about.</summary>
    public string Unit => Kind switch
    {
        TargetKind.SchoolsBelow => "schools",
        TargetKind.Count => "",
        TargetKind.Done or TargetKind.Undefined => "",
        _ when IsIndex => "index points",
        _ when Kind.IsGap => Measures.Find(Measure).Kind == MeasureKind.Mean ? Measures.Find(Measure).Unit : "ppt",
        _ => "%",
    };

    /// <summary>Decimals in which its figures are shown: two for the index, none for schools and things.</summary>
    public int Decimals => IsIndex ? 2 : Kind == TargetKind.SchoolsBelow || Kind.IsRecord ? 0 : 1;

    /// <summary>True when the quantity must come down to the threshold.</summary>
    public bool IsDownwards => Kind.IsGap || Kind == TargetKind.SchoolsBelow;

    /// <summary>Threshold from a baseline, for kinds whose goal does not move with England; not a number for the others.</summary>
    internal double ThresholdFrom(double baseline) => Kind switch
    {
        TargetKind.AttainmentUpPpt => baseline + Amount,
        TargetKind.AttainmentUpPercent => baseline * (1 + (Amount / 100)),
        TargetKind.GapDownPpt => baseline - Amount,
        TargetKind.GapDownPercent => baseline * (1 - (Amount / 100)),
        TargetKind.FasterThanPeers => baseline - (Amount * (Due - BaselineYear)),
        TargetKind.ValueTo or TargetKind.GapTo => Level,
        TargetKind.SchoolsBelow => Amount,
        _ => double.NaN,
    };

    /// <summary>The figure it asks about, in words.</summary>
    public string Quantity => Kind == TargetKind.SchoolsBelow ? $"Schools with {Floor.Parse(Measure)!.Words}"
        : Kind.IsRecord || Kind == TargetKind.Undefined ? ""
        : $"{GroupItself.Title}: " + (IsIndex ? $"gap index, {IndexPhase.Title}" : (Kind.IsGap ? "gap in " : "") + Measures.Find(Measure).Title);

    /// <summary>The group's title, then the measure's, then what is asked.</summary>
    public string Words
    {
        get
        {
            string due = string.Create(CultureInfo.InvariantCulture, $" in {Due}");
            if (Kind.IsRecord) return string.Create(CultureInfo.InvariantCulture, $"{(Kind == TargetKind.Count ? $"At least {Amount:0.#} recorded" : "Recorded as done")} by {Due}");
            if (Kind == TargetKind.Undefined) return "cannot be tested as worded";
            if (Kind == TargetKind.SchoolsBelow) return string.Create(CultureInfo.InvariantCulture, $"{(Amount == 0 ? "No school" : $"At most {Amount:0} schools")} with {Floor.Parse(Measure)!.Words}{due}");
            string asked = string.Create(CultureInfo.InvariantCulture, $"{Kind switch
            {
                TargetKind.AttainmentUpPpt => $"up {Amount:0.##} ppt on {BaselineYear}",
                TargetKind.AttainmentUpPercent => $"up {Amount:0.##}% of itself on {BaselineYear}",
                TargetKind.GapDownPpt => $"down {Amount:0.##} {Unit} on {BaselineYear}",
                TargetKind.GapDownPercent => $"down {Amount:0.##}% of itself on {BaselineYear}",
                TargetKind.FasterThanPeers => $"down {Amount:0.##} {Unit} a year from {BaselineYear}",
                TargetKind.ValueTo => $"at least {Level:0.##}%",
                TargetKind.GapTo => $"at most {Level:0.##} {Unit}",
                TargetKind.GapToNational => "at most England's",
                TargetKind.ValueAboveNational => "above England's" + (Against == Group ? "" : $" ({GroupOf(Against).Title})"),
                _ => "at least England's" + (Against == Group ? "" : $" ({GroupOf(Against).Title})"),
            }}");
            return $"{Quantity} {asked}{due}";
        }
    }

    internal static Group GroupOf(string text) => text.StartsWith("where ", StringComparison.Ordinal)
        ? Research.Group.Where("stated_" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..12], text["where ".Length..]) with { Title = text["where ".Length..] }
        : Groups.Find(text);
}
