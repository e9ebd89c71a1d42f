using System.Collections.Immutable;

namespace Research;

/// <summary>The smallest changes of a measure that could be told from chance in this county, for one group.</summary>
/// <param name="Group">The group.</param>
/// <param name="Pupils">Its pupils with a result, in mainstream schools.</param>
/// <param name="Schools">Mainstream schools that have any.</param>
/// <param name="PupilsPerSchool">Pupils a school, weighted as unequal schools need: (N − Σn²/N)/(k − 1).</param>
/// <param name="Rate">Share with the outcome.</param>
/// <param name="Icc">Intraclass correlation, 0 where schools differ no more than chance.</param>
/// <param name="BySchools">For each number of schools in a trial the smallest effect in percentage points; not a number where the county has too few.</param>
/// <param name="YearOnYear">The smallest change from one year to the next, all schools together, in percentage points.</param>
/// <param name="Paired">Whether that change's error was measured on this year and the one before, school by school; else it is computed as if the two years' schools were others.</param>
public sealed record SmallestChangeRow(Group Group, long Pupils, int Schools, double PupilsPerSchool, double Rate, double Icc, ImmutableArray<double> BySchools, double YearOnYear, bool Paired)
{
    /// <summary>The standard deviation of the outcome, in percentage points: what turns points into effect sizes.</summary>
    public double Deviation => 100 * Math.Sqrt(Rate * (1 - Rate));

    /// <summary>The smallest effects in standard deviations.</summary>
    public ImmutableArray<double> EffectSizes => [.. BySchools.Select(b => b / Deviation)];

    /// <summary>A change of that many points cannot be: the rate has not so far to go.</summary>
    internal bool IsBeyondReach(double points) => points > 100 * Math.Max(Rate, 1 - Rate);
}
