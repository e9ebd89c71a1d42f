using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Schools' gaps and rates on a county.</summary>
public static class CountySchools
{
    extension(County county)
    {
        /// <summary>Mainstream schools ranked by their shrunken gap.</summary>
        /// <param name="measure">The measure: a share of pupils.</param>
        /// <param name="group">The group.</param>
        /// <param name="years">A year, or years whose pupils are taken together.</param>
        public SchoolGaps SchoolGaps(Measure measure, Group group, Years years) => Pooled(county, measure, group, Count(county, measure, group, years));

        /// <summary>Schools above the county's gap in every year, ranked by the shrunken gap of all the years together.</summary>
        /// <param name="measure">The measure: a share of pupils.</param>
        /// <param name="group">The group.</param>
        /// <param name="years">Two years or more, of one definition.</param>
        public StubbornGaps StubbornGaps(Measure measure, Group group, Years years)
        {
            var counts = Count(county, measure, group, years);
            if (Counted(counts).Count() < 2)
                throw new DataError("stubborn gaps", $"the one year {Counted(counts)}", "two years or more in the file", "Name more years, such as 2011..2013; for one year use SchoolGaps.");
            return new(Pooled(county, measure, group, counts), counts);
        }

        /// <summary>Each mainstream school's rate of a group against its size, with exact binomial control limits about the county's mainstream rate.</summary>
        /// <param name="measure">The measure: a share of pupils.</param>
        /// <param name="group">The group, or <see cref="Groups.AllPupils"/>.</param>
        /// <param name="year">Academic year by the year it ends in.</param>
        public Funnel SchoolFunnel(Measure measure, Group group, int year)
        {
            CheckRate(measure);
            var counts = county.Counts([measure], [group], year, Level.School).All;
            var names = MainstreamSchools.Names(county);
            var mainstream = counts.Where(c => names.ContainsKey(c.Place)).ToArray();
            ImmutableArray<(string, Tally)> schools = [.. mainstream.Where(c => c.InGroup.Used > 0).Select(c => (names[c.Place], c.InGroup))];
            var all = mainstream.Aggregate(default(Tally), (t, c) => t + c.InGroup);
            if (all.Used == 0 || all.Sum == 0 || all.Failed == 0)
                throw new DataError("funnel", $"{all.Sum} of {all.Used} pupils", "a rate above 0 and below 100%", "Choose a measure in which schools can differ, or a larger group.");
            return Funnel.OfRates(measure, group, year, (schools, (double)all.Sum / all.Used, new(all.Used,
                [new(measure.WithoutResult, all.Dropped), new("in special schools", counts.Sum(c => c.InGroup.Asked) - all.Asked), .. county.QuarantinedRows(measure.Phase, year)])));
        }
    }

    private static ImmutableArray<GroupCount> Count(County county, Measure measure, Group group, Years years)
    {
        CheckRate(measure);
        if (group.IsEveryone) throw new DataError("school gaps", "the group of all pupils", "a group with peers", "Name a group, such as Groups.FreeSchoolMeals.");
        var counts = county.Counts([measure], [group], years, Level.School).All;
        int first = counts.Min(c => c.Year), last = counts.Max(c => c.Year);
        if (measure.BreaksBetween(first, last).Concat(group.BreaksBetween(first, last)).FirstOrDefault(b => b.Kind == BreakKind.NotComparable) is { } broken)
            throw new DataError("school gaps", string.Create(CultureInfo.InvariantCulture, $"years on the two sides of {broken.Year}: {broken.Why}"), "years of one definition", "Take years before it, or from it on.");
        return counts;
    }

    private static SchoolGaps Pooled(County county, Measure measure, Group group, ImmutableArray<GroupCount> counts)
    {
        var pooled = new SchoolGaps(measure, group, Counted(counts), counts, MainstreamSchools.Names(county));
        return pooled with { Sample = pooled.Sample with { DroppedRows = [.. pooled.Sample.DroppedRows, .. Quarantined(county, measure, counts)] } };
    }

    private static void CheckRate(Measure measure)
    {
        if (measure.Kind != MeasureKind.Rate) throw new DataError("school gaps", $"{measure.Id}, not a share of pupils", "a rate", "Use a rate, such as Measures.Ks2ReadingWritingMathsLevel4.");
    }

    private static Years Counted(ImmutableArray<GroupCount> counts) => [.. counts.Select(c => c.Year).Distinct().Order()];

    private static IEnumerable<Dropped> Quarantined(County county, Measure measure, ImmutableArray<GroupCount> counts) => Counted(counts).SelectMany(y => county.QuarantinedRows(measure.Phase, y))
        .GroupBy(d => d.Reason, StringComparer.Ordinal).Select(d => new Dropped(d.Key, d.Sum(x => x.Count)));
}
