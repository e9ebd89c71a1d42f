namespace Research;

/// <summary>What smallest changes mean, in sentences for those who plan a pilot.</summary>
internal static class SmallestChangeWords
{
    private const double Worthwhile = 0.2;

    public static IEnumerable<string> Of(SmallestChange found)
    {
        if (found.Rows.IsEmpty)
        {
            yield return "No group has pupils in enough schools to plan a trial with.";
            yield break;
        }
        foreach (var row in found.Rows.Take(1).Concat(found.Rows.Where(r => r.Group.Id == "fsm")).Distinct())
        {
            var seen = found.Options.Schools.Zip(row.BySchools).Where(b => !double.IsNaN(b.Second) && !row.IsBeyondReach(b.Second)).ToList();
            if (seen.Count > 0)
                yield return $"{row.Group.Title}, whose rate is {Rounding.Text(100 * row.Rate, 1)}%: the smallest effect a trial could tell from chance is "
                    + $"{string.Join(", ", seen.Select(b => $"{Points(b.Second)} ({Rounding.Text(b.Second / row.Deviation, 2)} standard deviations) with {b.First} schools"))}.";
            yield return $"{row.Group.Title}: a change from one year to the next below {Points(row.YearOnYear)} is within what chance does.";
        }
        var enough = found.Rows.Where(r => r.EffectSizes.Any(e => e <= Worthwhile)).Select(r => r.Group.Title).ToList();
        yield return enough.Count == 0 ? $"For no group could a trial of so many schools see {Rounding.Text(Worthwhile, 1)} standard deviations, the effect EEF's highest rating asks a design to detect."
            : $"Of {found.Rows.Length} groups {enough.Count} could see {Rounding.Text(Worthwhile, 1)} standard deviations, the effect EEF's highest rating asks a design to detect, with some of these numbers of schools"
                + $"{(enough.Count <= 6 ? $": {string.Join(", ", enough)}" : "")}.";
        yield return OfCovariates(found);
    }

    /// <summary>What covariates explain, and who says so.</summary>
    public static string OfCovariates(SmallestChange found)
    {
        var (within, between, measured) = found.Explained;
        string shares = $"{Rounding.Text(100 * within, 0)}% of the differences within schools and {Rounding.Text(100 * between, 0)}% between";
        return measured ? $"Prior attainment explains {shares}, measured over all pupils of {found.Year}; a trial is taken to adjust for it."
            : within == 0 && between == 0 ? "Nothing is adjusted for: the phase has no attainment before it in the extract, or none was asked for."
            : $"Covariates, such as prior attainment, explain {shares}.";
    }

    private static string Points(double value) => $"{Rounding.Text(value, 1)} percentage points";
}
