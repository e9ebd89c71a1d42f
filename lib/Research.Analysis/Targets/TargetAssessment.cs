using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>A reading of a target as of a time: met when all its conditions are.</summary>
public sealed record ReadingAssessment
{
    internal ReadingAssessment(TargetReading reading, ImmutableArray<ConditionAssessment> conditions, Func<ImmutableArray<ConditionAssessment>, double> together, AssessmentPolicy policy)
    {
        (Reading, Conditions) = (reading, conditions);
        // One condition that has failed settles it, whatever becomes of the others.
        if (conditions.Any(c => c.Verdict == TargetVerdict.NotMet)) (Verdict, Probability) = (TargetVerdict.NotMet, 0);
        else if (conditions.Any(c => c.Verdict == TargetVerdict.NotAssessable)) (Verdict, Probability) = (TargetVerdict.NotAssessable, double.NaN);
        else
        {
            bool decided = conditions.All(c => c.IsDecided);
            Probability = decided ? 1 : together(conditions);
            Verdict = TargetVerdicts.OfProbability(Probability, decided, policy);
        }
    }

    /// <summary>The reading.</summary>
    public TargetReading Reading { get; }

    /// <summary>Its conditions.</summary>
    public ImmutableArray<ConditionAssessment> Conditions { get; }

    /// <summary>The verdict.</summary>
    public TargetVerdict Verdict { get; }

    /// <summary>Probability that all conditions hold together; not a number when not assessable.</summary>
    public double Probability { get; }

    /// <summary>The condition that stands furthest from being met: what the board looks at first.</summary>
    public ConditionAssessment Weakest => Conditions.Where(c => !double.IsNaN(c.Probability)).OrderBy(c => c.Probability).FirstOrDefault() ?? Conditions[0];

    /// <summary>Why it is not assessable; empty when it is.</summary>
    public string Reason
    {
        get
        {
            if (Verdict != TargetVerdict.NotAssessable) return "";
            string[] all = [.. Conditions.Select(c => c.Reason).Where(r => r.Length > 0)];
            return all.Distinct().Count() == 1 ? all[0] : string.Create(CultureInfo.InvariantCulture, $"{all[0]} {all.Length - 1} other condition{(all.Length == 2 ? " is" : "s are")} not assessable either.");
        }
    }
}

/// <summary>A target as of a time: its verdict, and where the readings of its words differ.</summary>
public sealed record TargetAssessment
{
    internal TargetAssessment(Target target, ImmutableArray<ReadingAssessment> readings) => (Target, Readings) = (target, readings);

    /// <summary>The target.</summary>
    public Target Target { get; }

    /// <summary>Its readings, in the file's order.</summary>
    public ImmutableArray<ReadingAssessment> Readings { get; }

    /// <summary>The verdict on which all assessable readings agree, or that they differ. A reading on the rank-based index speaks only where no other can.</summary>
    public TargetVerdict Verdict => Speaking.Select(r => r.Verdict).Distinct().ToArray() switch
    {
        [] => TargetVerdict.NotAssessable,
        [var one] => one,
        _ => TargetVerdict.DependsOnReading,
    };

    /// <summary>Smallest and largest probability over the readings that speak; not a number when none does.</summary>
    public (double Low, double High) Probability => Speaking is { Length: > 0 } all ? (all.Min(r => r.Probability), all.Max(r => r.Probability)) : (double.NaN, double.NaN);

    /// <summary>The probability in words and figures, from the lowest to the highest reading; what is not decided is never shown as certain. Empty when no reading can be assessed.</summary>
    public string Chance
    {
        get
        {
            ReadingAssessment[] all = [.. Speaking.OrderBy(r => r.Probability)];
            if (all.Length == 0) return "";
            string low = Text(all[0]), high = Text(all[^1]);
            return low == high ? low : $"{low} to {high}";

            static string Text(ReadingAssessment r) => r.Verdict is TargetVerdict.Met or TargetVerdict.NotMet ? Rounding.Text(r.Probability, 2)
                : r.Probability < 0.01 ? "under 0.01" : r.Probability > 0.99 ? "over 0.99" : Rounding.Text(r.Probability, 2);
        }
    }

    /// <summary>True when the verdict rests on the rank-based index alone.</summary>
    public bool RestsOnBridge => Speaking is { Length: > 0 } all && all.All(r => r.Reading.IsBridge);

    /// <summary>The reading shown first: the plainest that is assessable.</summary>
    public ReadingAssessment Main => Speaking.FirstOrDefault() ?? Readings[0];

    /// <summary>The verdict in words, with the readings where they differ.</summary>
    public string Words => Verdict switch
    {
        TargetVerdict.DependsOnReading => "depends on the reading: " + string.Join("; ", Speaking.Select(r => $"{r.Reading.Letter} {r.Verdict.Title}")),
        var v => v.Title + (RestsOnBridge ? ", on the gap index" : ""),
    };

    /// <summary>One sentence for the board.</summary>
    public string Sentence
    {
        get
        {
            if (Verdict == TargetVerdict.NotAssessable) return Readings[0].Reason;
            var c = Main.Weakest;
            int decimals = c.Condition.Decimals;
            string figure = Rounding.Text(c.Expected, decimals) + Unit(c), goal = Rounding.Text(c.Goal, decimals) + Unit(c);
            if (c.Condition.Kind == TargetKind.Done) return c.Verdict == TargetVerdict.Met ? string.Create(CultureInfo.InvariantCulture, $"Recorded as done in {c.Year}.") : $"{c.Condition.Words}: it is not.";
            if (c.Condition.Kind == TargetKind.Count) return string.Create(CultureInfo.InvariantCulture, $"{figure} recorded by {c.Year}; {goal} asked for by {c.Condition.Due}.");
            return c.IsDecided
                ? $"{c.Condition.Words}: {figure} against {goal}."
                : string.Create(CultureInfo.InvariantCulture, $"{c.Condition.Words}: {Rounding.Text(c.Now, decimals)}{Unit(c)} in {c.Year}, {figure} expected against {goal}.");
        }
    }

    private ReadingAssessment[] Speaking
    {
        get
        {
            ReadingAssessment[] all = [.. Readings.Where(r => r.Verdict != TargetVerdict.NotAssessable)];
            return all.Any(r => !r.Reading.IsBridge) ? [.. all.Where(r => !r.Reading.IsBridge)] : all;
        }
    }

    private static string Unit(ConditionAssessment c) => c.Condition.Unit switch { "" => "", "%" => "%", var u => " " + u };
}
