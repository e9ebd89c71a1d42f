namespace Research;

/// <summary>A condition as of a time: the verdict and the figures behind it, in the condition's own unit.</summary>
public sealed record ConditionAssessment
{
    internal ConditionAssessment(TargetCondition condition) => Condition = condition;

    /// <summary>The condition.</summary>
    public TargetCondition Condition { get; }

    /// <summary>The verdict.</summary>
    public TargetVerdict Verdict { get; internal init; } = TargetVerdict.NotAssessable;

    /// <summary>Why it is not assessable; empty when it is.</summary>
    public string Reason { get; internal init; } = "";

    /// <summary>Probability that it is met: 0 or 1 once its year has come; not a number when not assessable.</summary>
    public double Probability { get; internal init; } = double.NaN;

    /// <summary>The last year with a figure.</summary>
    public int Year { get; internal init; }

    /// <summary>The figure of that year.</summary>
    public double Now { get; internal init; } = double.NaN;

    /// <summary>What must be reached; of a goal that moves, the middle of its forecast.</summary>
    public double Goal { get; internal init; } = double.NaN;

    /// <summary>The figure of the year it is due, or the middle of its forecast.</summary>
    public double Expected { get; internal init; } = double.NaN;

    /// <summary>90% interval of the forecast.</summary>
    public Interval ExpectedInterval { get; internal init; } = Interval.None;

    /// <summary>How far the expected figure is on the right side of the goal; negative falls short.</summary>
    public double Distance => Condition.IsDownwards ? Goal - Expected : Expected - Goal;

    /// <summary>Improvement a year that would just reach the goal; 0 when it is reached, not a number when the year has come.</summary>
    public double YearlyNeeded { get; internal init; } = double.NaN;

    /// <summary>Best improvement a year kept up over the policy's years or more before; not a number when the series is shorter.</summary>
    public double BestSustained { get; internal init; } = double.NaN;

    /// <summary>Smallest change from one cohort to another that could be told from chance in a group of this size.</summary>
    public double SmallestTellable { get; internal init; } = double.NaN;

    /// <summary>Pupils of the group in the last year with a figure.</summary>
    public long Pupils { get; internal init; }

    /// <summary>What the size of the group allows, in words; empty when it is not known.</summary>
    public string NoiseWords => Pupils == 0 ? ""
        : double.IsNaN(SmallestTellable) ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Pupils:N0} pupils ({Condition.GroupItself.Title}) are too few to show any change")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Pupils:N0} pupils ({Condition.GroupItself.Title}) cannot show a change of less than {Rounding.Text(SmallestTellable, Math.Max(1, Condition.Decimals))} {(Condition.Unit == "%" ? "ppt" : Condition.Unit)}");

    /// <summary>True once the results of its year are known.</summary>
    public bool IsDecided => Verdict is TargetVerdict.Met or TargetVerdict.NotMet;

    /// <summary>By how much each future meets it, negative when it does not; one figure once its year has come; empty when not assessable.</summary>
    internal double[] Margins { get; init; } = [];
}
