using System.Collections.Immutable;

namespace Research;

public static partial class Measures
{
    /// <summary>Five or more A* to C including English and mathematics.</summary>
    public static Measure Ks4FiveGoodPassesWithEnglishAndMaths => Find("ks4_5ac_em");

    /// <summary>Three levels of progress in English from Key Stage 2.</summary>
    public static Measure Ks4EnglishProgress => Find("ks4_english_progress3");

    /// <summary>Three levels of progress in mathematics from Key Stage 2.</summary>
    public static Measure Ks4MathsProgress => Find("ks4_maths_progress3");

    /// <summary>Mean Attainment 8, from 2016.</summary>
    public static Measure Ks4Attainment8 => Find("ks4_attainment8");

    /// <summary>Not in education, employment or training in the winter after Year 11, of those whose destination is known.</summary>
    public static Measure NotInEducationEmploymentOrTraining => Find("neet");

    private static string[] Grades => ["A*", "A", "B", "C", "D", "E", "F", "G"];

    private static ImmutableArray<SeriesBreak> WolfReview =>
        [new(2014, BreakKind.NotComparable, "from 2014 fewer qualifications count, two non-GCSEs at most, and the first entry stands (Wolf review)")];

    private static IEnumerable<Measure> KeyStage4()
    {
        string[] good = ["A*", "A", "B", "C"];
        yield return Rate("ks4_5ac_em", Phase.KeyStage4, $"gcse_passes >= 5 and {OneOf("gcse_english", good)} and {OneOf("gcse_maths", good)}") with
        {
            Title = "Five or more A* to C including English and mathematics",
            ResultSql = Known(Phase.KeyStage4, "gcse_passes", "gcse_english", "gcse_maths"),
            LastYear = 2016,
            Breaks = WolfReview,
            Source = "DfE, GCSE and equivalent results (statistical first release)",
        };
        yield return ThreeLevels("english", "English");
        yield return ThreeLevels("maths", "mathematics");
        yield return Measure.Entry("ks4_attainment8", Phase.KeyStage4, MeasureKind.Mean, ("attainment8", "true")) with
        {
            Title = "Mean Attainment 8",
            Unit = "points",
            Source = "DfE, Progress 8 and Attainment 8: guide",
            Breaks = [new(2017, BreakKind.NotComparable, "grades 9 to 1 in English and mathematics from 2017: the scale of points changed"), new(2018, BreakKind.NotComparable, "grades 9 to 1 in most subjects from 2018")],
        };
        yield return Rate("neet", Phase.KeyStage4, "destination = 'NEET'") with
        {
            Title = "Not in education, employment or training",
            ResultSql = SqlExpression.Read("catalogue", OneOf("destination", "EET", "NEET"), Schema.KeyStage4),
            WithoutResult = "without a known destination",
            HigherIsBetter = false,
            Source = "DfE, NCCIS: winter after Year 11",
        };
    }

    /// <summary>Three levels from Key Stage 2: below 1 to G, 1 to F, 2 to E, 3 to D, 4 to C, 5 to B, 6 to A.</summary>
    private static Measure ThreeLevels(string subject, string title)
    {
        string prior = "prior_" + subject, grade = "gcse_" + subject;
        (string[] From, string Lowest)[] steps = [(["W"], "G"), (["1"], "F"), (["2"], "E"), (["3"], "D"), (["4C", "4B", "4A"], "C"), (["5"], "B"), (["6"], "A")];
        string numerator = string.Join(" or ", steps.Select(s => $"({OneOf(prior, s.From)} and {OneOf(grade, Grades.Take(Array.IndexOf(Grades, s.Lowest) + 1))})"));
        return Rate($"ks4_{subject}_progress3", Phase.KeyStage4, numerator) with
        {
            Title = $"Three levels of progress in {title}, Key Stage 2 to 4",
            ResultSql = SqlExpression.Read("catalogue", $"{grade} is not null and {OneOf(prior, "W", "1", "2", "3", "4C", "4B", "4A", "5", "6")}", Schema.KeyStage4),
            WithoutResult = "without a result or a Key Stage 2 level",
            LastYear = 2016,
            Breaks = WolfReview,
            Source = "DfE, expected progress: three levels from Key Stage 2 to 4; absent and disapplied at Key Stage 2 are left out",
        };
    }
}
