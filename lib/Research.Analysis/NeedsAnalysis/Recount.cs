using System.Collections.Immutable;

namespace Research;

/// <summary>Counts one reading of a claim again from pupil records.</summary>
internal sealed class Recount(County county, CountBook book, ImmutableArray<Claim> claims)
{
    private readonly SchoolsBelow schools = new(county, claims);

    /// <summary>The reading's numbers, or what the extract lacks for them.</summary>
    public (ImmutableArray<FigureCheck> Checks, string? Missing) Of(Claim claim)
    {
        if (claim.Kind == ClaimKind.None) return ([], claim.Needs.Length > 0 ? claim.Needs : "data that a county extract does not hold");
        if (claim.Kind == ClaimKind.Schools) return schools.Count(claim);
        if (claim.Place.Length > 0 && claim.Kind != ClaimKind.Lowest) return new PublishedFigure(county).Of(claim);
        var measures = claim.Measures.Select(Measures.Find).ToArray();
        var group = GroupText.Find(claim.Group);
        var phases = measures.Length > 0 ? measures.Select(m => m.Phase).ToArray() : AssessedPhases();
        foreach (var phase in phases)
            foreach (int year in claim.FromYear > 0 ? new[] { claim.FromYear, claim.Year } : [claim.Year])
                if (Lacks(phase, year, [group.Condition, .. measures.Where(m => m.Phase == phase).SelectMany(m => new[] { m.Numerator, m.HasResult })]) is { } missing) return ([], missing);
        foreach (var measure in measures)
            if (!measure.IsDefinedIn(claim.Year) || (claim.FromYear > 0 && !measure.IsDefinedIn(claim.FromYear)))
                return ([], $"{measure.Id} to be defined in {(measure.IsDefinedIn(claim.Year) ? claim.FromYear : claim.Year)} (it is from {measure.FirstYear} to {measure.LastYear})");
        return claim.Kind switch
        {
            ClaimKind.Rate => (Rate(claim, measures, group), null),
            ClaimKind.Share => (Share(claim, measures[0], group), null),
            ClaimKind.Overlap => (Overlap(claim, measures, phases, group), null),
            ClaimKind.Gap => (Gap(claim, measures[0], group), null),
            ClaimKind.Lowest => new LowestAgainst(county, this).Of(claim, group),
            _ => (Ratio(claim, measures, group), null),
        };
    }

    /// <summary>Pupils of a group with a result, and those with the outcome, pooled over measures.</summary>
    public (long Part, long Whole) Share(IEnumerable<Measure> measures, string[] members, int year, Outcome outcome)
    {
        long part = 0, whole = 0;
        foreach (var measure in measures)
        {
            whole += book.Count(measure.Phase, year, [.. members, .. Counted(measure)]);
            part += book.Count(measure.Phase, year, [.. members, .. With(measure, outcome)]);
        }
        return (part, whole);
    }

    private ImmutableArray<FigureCheck> Rate(Claim claim, Measure[] measures, Group group)
    {
        string[] members = [group.Condition, .. InSetting(claim.Setting)];
        var (part, whole) = Share(measures, members, claim.Year, claim.Outcome);
        var checks = new List<FigureCheck> { FigureCheck.Of("count", "pupils", claim.Count, part), FigureCheck.Of("of", "pupils", claim.Of, whole), FigureCheck.Of("percentage", "%", claim.Percent, Percent.Of(part, whole).Value, Wilson(part, whole)) };
        // A whole that prints more than have a result may count those without one.
        long everyone = measures.Sum(m => book.Count(m.Phase, claim.Year, [.. members, m.Denominator]));
        if (everyone != whole) checks.Add(FigureCheck.Of("with those without a result", "pupils", claim.Of is { } of && !of.Matches(whole) && of.Matches(everyone) ? of : null, everyone));
        return [.. checks];
    }

    private ImmutableArray<FigureCheck> Share(Claim claim, Measure measure, Group group)
    {
        long part = book.Count(measure.Phase, claim.Year, [group.Condition, .. With(measure, claim.Outcome)]);
        long whole = book.Count(measure.Phase, claim.Year, With(measure, claim.Outcome));
        return [FigureCheck.Of("count", "pupils", claim.Count, part), FigureCheck.Of("of", "pupils", null, whole), FigureCheck.Of("percentage", "%", claim.Percent, Percent.Of(part, whole).Value)];
    }

    private ImmutableArray<FigureCheck> Overlap(Claim claim, Measure[] measures, Phase[] phases, Group group)
    {
        var within = GroupText.Find(claim.Within);
        long Pupils(params string[] members) => measures.Length > 0
            ? measures.Sum(m => book.Count(m.Phase, claim.Year, [.. members, .. With(m, claim.Outcome)]))
            : phases.Sum(p => book.Count(p, claim.Year, members));
        long part = Pupils(group.Condition, within.Condition), whole = Pupils(group.Condition);
        double percent = Percent.Of(part, whole).Value;
        return [FigureCheck.Of("count", "pupils", claim.Count, part), FigureCheck.Of("of", "pupils", claim.Of, whole), Between(claim, "percentage", "%", claim.Percent, percent, Wilson(part, whole))];
    }

    private ImmutableArray<FigureCheck> Gap(Claim claim, Measure measure, Group group)
    {
        var now = GapIn(claim.Year);
        var checks = new List<FigureCheck> { FigureCheck.Of("gap", "ppt", claim.Gap, now.Gap, now.Interval) };
        if (claim.FromYear > 0)
        {
            var before = GapIn(claim.FromYear);
            double change = now.Gap - before.Gap;
            // A change is printed from rounded ends as often as from full values: either may make it.
            double ofRounded = Rounding.FiveUp(now.Gap, 0) - Rounding.FiveUp(before.Gap, 0);
            bool roundedEnds = claim.Change is { } printed && !printed.Matches(change) && printed.Matches(ofRounded);
            checks.Add(FigureCheck.Of($"gap in {claim.FromYear}", "ppt", null, before.Gap, before.Interval));
            checks.Add(FigureCheck.Of(roundedEnds ? "change of the rounded gaps" : "change", "ppt", claim.Change, roundedEnds ? ofRounded : change));
        }
        return [.. checks];

        (double Gap, Interval Interval) GapIn(int year)
        {
            var (x1, n1) = Share([measure], [group.PeersCondition], year, claim.Outcome);
            var (x2, n2) = Share([measure], [group.Condition], year, claim.Outcome);
            double sign = measure.HigherIsBetter ? 1 : -1;
            var interval = n1 > 0 && n2 > 0 ? ProportionDifference.Newcombe(x1, n1, x2, n2).Scale(100 * sign) : Interval.None;
            return (sign * (Percent.Of(x1, n1) - Percent.Of(x2, n2)).Value, interval);
        }
    }

    private ImmutableArray<FigureCheck> Ratio(Claim claim, Measure[] measures, Group group)
    {
        var (x1, n1) = Share(measures, [group.Condition], claim.Year, claim.Outcome);
        var (x2, n2) = Share(measures, [group.PeersCondition], claim.Year, claim.Outcome);
        bool odds = claim.Kind == ClaimKind.Odds, countable = x1 > 0 && x2 > 0 && x1 < n1 && x2 < n2;
        double ratio = !countable ? double.NaN : odds ? OddsRatio.Estimate(x1, n1, x2, n2) : RiskRatio.Estimate(x1, n1, x2, n2);
        Interval? interval = !countable ? null : odds ? OddsRatio.Woolf(x1, n1, x2, n2) : RiskRatio.Katz(x1, n1, x2, n2);
        return
        [
            Between(claim, odds ? "odds ratio" : "risk ratio", "", null, ratio, interval),
            FigureCheck.Of("group", "%", null, Percent.Of(x1, n1).Value), FigureCheck.Of("peers", "%", null, Percent.Of(x2, n2).Value),
        ];
    }

    private static FigureCheck Between(Claim claim, string what, string unit, PrintedNumber? printed, double computed, Interval? interval) => claim is { Low: { } low, High: { } high }
        ? new(what, unit, $"{Cell.Of(low).Show(null)} to {Cell.Of(high).Show(null)}", computed, computed >= low && computed <= high, interval)
        : FigureCheck.Of(what, unit, printed, computed, interval);

    private static Interval? Wilson(long part, long whole) => whole > 0 ? Proportion.Wilson(part, whole).Scale(100) : null;

    private static string[] Counted(Measure measure) => [measure.Denominator, measure.HasResult, $"({measure.Numerator}) IS NOT NULL"];

    private static string[] With(Measure measure, Outcome outcome) => outcome switch
    {
        Outcome.Achieved => [.. Counted(measure), measure.Numerator],
        Outcome.NotAchieved => [.. Counted(measure), $"NOT ({measure.Numerator})"],
        _ => Counted(measure),
    };

    private static string[] InSetting(string setting) => setting switch
    {
        "special" => ["urn IN (SELECT urn FROM schools WHERE kind = 'special')"],
        "mainstream" => ["urn IN (SELECT urn FROM schools WHERE kind <> 'special')"],
        "county_school" => ["urn IN (SELECT urn FROM schools WHERE kind <> 'special' AND maintained = 1)"],
        _ => [],
    };

    private Phase[] AssessedPhases() => [.. Enum.GetValues<Phase>().Where(p => p != Phase.Phonics && county.Has(p))];

    private string? Lacks(Phase phase, int year, string[] conditions)
    {
        var schema = Schema.Of(phase);
        if (!county.Has(phase)) return $"the {schema.Name} file";
        if (!county.Years(phase).Contains(year)) return $"pupils of {year} in the {schema.Name} file";
        var absent = conditions.SelectMany(c => SqlExpression.Read("claim", c, schema).Columns).FirstOrDefault(c => !county.Has(phase, c.Name));
        return absent is null ? null : $"column {absent.Name} of the {schema.Name} file";
    }
}
