using System.Collections.Immutable;

namespace Research;

/// <summary>How far apart two pupils are.</summary>
public enum MatchDistance
{
    /// <summary>Difference of propensity scores, from a logistic regression of treatment on the covariates. R: <c>distance = "glm"</c>.</summary>
    Propensity,

    /// <summary>Difference of the log odds of treatment. R: <c>distance = "glm", link = "linear.logit"</c>.</summary>
    LinearPropensity,

    /// <summary>Mahalanobis distance of the covariates, with the covariance pooled within groups. R: <c>distance = "mahalanobis"</c>.</summary>
    Mahalanobis,
}

/// <summary>Whose turn comes first in nearest-neighbour matching.</summary>
public enum MatchOrder
{
    /// <summary>From the highest score down, as those are hardest to match; in the order of the data where there is no score. R: <c>m.order = "largest"</c>.</summary>
    Largest,

    /// <summary>From the lowest score up. R: <c>"smallest"</c>.</summary>
    Smallest,

    /// <summary>The closest pair first. R: <c>"closest"</c> (MatchIt 4.6).</summary>
    Closest,

    /// <summary>In random order, by <see cref="MatchingOptions.Seed"/>. R: <c>"random"</c>.</summary>
    Random,

    /// <summary>In the order of the data. R: <c>"data"</c>.</summary>
    Data,
}

/// <summary>The widest difference of scores that is still a match.</summary>
public sealed record Caliper
{
    private Caliper(double width, bool inDeviations) => (Width, InDeviations) = (width, inDeviations);

    /// <summary>The width as given.</summary>
    public double Width { get; }

    /// <summary>True when <see cref="Width"/> counts standard deviations of the score over all rows.</summary>
    public bool InDeviations { get; }

    /// <summary>So many standard deviations of the score; 0.2 is usual (Austin 2011). R: <c>caliper = 0.2</c>.</summary>
    public static Caliper Deviations(double width) => new(Checked(width), true);

    /// <summary>So much on the score's own scale. R: <c>caliper = 0.05, std.caliper = FALSE</c>.</summary>
    public static Caliper Of(double width) => new(Checked(width), false);

    private static double Checked(double width) => width > 0 && double.IsFinite(width) ? width
        : throw new DataError("caliper", $"{width}", "a number above 0", "Write a width such as 0.2 standard deviations.");
}

/// <summary>Choices of a matching beyond its formula.</summary>
public sealed record MatchingOptions
{
    /// <summary>The distance.</summary>
    public MatchDistance Distance { get; init; }

    /// <summary>Comparison pupils for each treated pupil.</summary>
    public int Ratio { get; init; } = 1;

    /// <summary>Whether a comparison pupil may serve several treated pupils.</summary>
    public bool Replace { get; init; }

    /// <summary>The widest difference allowed; null for any.</summary>
    public Caliper? Caliper { get; init; }

    /// <summary>Whose turn comes first.</summary>
    public MatchOrder Order { get; init; }

    /// <summary>Columns on which a match must agree exactly: year group, sex.</summary>
    public ImmutableArray<string> Exact { get; init; } = [];

    /// <summary>A column on which a match agrees where it can: the school. Matches inside it (and the caliper) come first, the others after.
    /// Source: Rickles and Seltzer (2014), JEBS 39(6), two-stage matching.</summary>
    public string? Preferred { get; init; }

    /// <summary>For whom the effect is to be.</summary>
    public Estimand Estimand { get; init; }

    /// <summary>The seed of a random order.</summary>
    public long? Seed { get; init; }

    /// <summary>What MatchIt 4.5.1 does as Debian ships it, to compare with it and for nothing else: differences of scores are cut to whole numbers, and in a second or later round the row after
    /// one already matched to a row is passed over (its list of matches counts from 1, the rows from 0). See <c>docs/oracle/matching.md</c>.</summary>
    internal bool AsMatchIt451 { get; init; }
}
