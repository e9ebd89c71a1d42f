using System.Collections.Immutable;

namespace Research;

public static partial class Measures
{
    /// <summary>Level 4 or above in reading at Key Stage 2.</summary>
    public static Measure Ks2ReadingLevel4 => Find("ks2_reading_4plus");

    /// <summary>Level 4 or above in writing at Key Stage 2.</summary>
    public static Measure Ks2WritingLevel4 => Find("ks2_writing_4plus");

    /// <summary>Level 4 or above in mathematics at Key Stage 2.</summary>
    public static Measure Ks2MathsLevel4 => Find("ks2_maths_4plus");

    /// <summary>Level 4 or above in reading, writing and mathematics at Key Stage 2.</summary>
    public static Measure Ks2ReadingWritingMathsLevel4 => Find("ks2_rwm_4plus");

    /// <summary>Level 4B or above in reading at Key Stage 2.</summary>
    public static Measure Ks2ReadingLevel4B => Find("ks2_reading_4bplus");

    /// <summary>Level 4B or above in mathematics at Key Stage 2.</summary>
    public static Measure Ks2MathsLevel4B => Find("ks2_maths_4bplus");

    /// <summary>Level 4B or above in reading, writing and mathematics at Key Stage 2.</summary>
    public static Measure Ks2ReadingWritingMathsLevel4B => Find("ks2_rwm_4bplus");

    /// <summary>Level 5 or above in reading at Key Stage 2.</summary>
    public static Measure Ks2ReadingLevel5 => Find("ks2_reading_5plus");

    /// <summary>Level 5 or above in mathematics at Key Stage 2.</summary>
    public static Measure Ks2MathsLevel5 => Find("ks2_maths_5plus");

    /// <summary>Level 5 or above in reading, writing and mathematics at Key Stage 2.</summary>
    public static Measure Ks2ReadingWritingMathsLevel5 => Find("ks2_rwm_5plus");

    /// <summary>Two levels of progress in reading from Key Stage 1.</summary>
    public static Measure Ks2ReadingProgress => Find("ks2_reading_progress2");

    /// <summary>Two levels of progress in writing from Key Stage 1.</summary>
    public static Measure Ks2WritingProgress => Find("ks2_writing_progress2");

    /// <summary>Two levels of progress in mathematics from Key Stage 1.</summary>
    public static Measure Ks2MathsProgress => Find("ks2_maths_progress2");

    /// <summary>Expected standard in reading, writing and mathematics at Key Stage 2, from 2016.</summary>
    public static Measure Ks2ReadingWritingMathsExpected => Find("ks2_rwm_expected");

    /// <summary>Mean scaled score in reading, from 2016.</summary>
    public static Measure Ks2ReadingScore => Find("ks2_reading_scaled_score");

    /// <summary>Mean scaled score in mathematics, from 2016.</summary>
    public static Measure Ks2MathsScore => Find("ks2_maths_scaled_score");

    private const string PerformanceTables = "DfE, National curriculum assessments at Key Stage 2 (statistical first release)";

    // From 2012 writing is the teacher's assessment; figures for 2011 rest on the test unless restated.
    private static ImmutableArray<SeriesBreak> WritingMoved =>
        [new(2012, BreakKind.Caution, "writing is teacher assessment from 2012, a test before")];

    private static IEnumerable<Measure> KeyStage2()
    {
        (string Id, string Title, string[] Codes)[] levels =
        [
            ("4plus", "Level 4 or above", ["4C", "4B", "4A", "5", "6"]), ("4bplus", "Level 4B or above", ["4B", "4A", "5", "6"]), ("5plus", "Level 5 or above", ["5", "6"]),
        ];
        foreach (var level in levels)
            foreach (var subject in Subjects)
            {
                var columns = subject.Subjects.Select(s => "ks2_" + s).ToArray();
                yield return Rate($"ks2_{subject.Id}_{level.Id}", Phase.KeyStage2, Every(columns.Select(c => OneOf(c, level.Codes)))) with
                {
                    Title = $"{level.Title} in {subject.Title}, Key Stage 2",
                    ResultSql = Known(Phase.KeyStage2, columns),
                    Source = PerformanceTables,
                    Breaks = subject.Subjects.Contains("writing") ? WritingMoved : [],
                };
            }
        foreach (var subject in Subjects.SkipLast(1)) yield return TwoLevels(subject.Id, subject.Title);
        foreach (var measure in ScaledScores()) yield return measure;
    }

    /// <summary>Two whole levels: from below 1 to 2, from 1 to 3, from 2 to 4, from 3 to 5, from 4 to 6.</summary>
    private static Measure TwoLevels(string subject, string title)
    {
        string prior = "prior_" + subject, now = "ks2_" + subject;
        (string[] From, string[] To)[] steps =
        [
            (["W"], ["2", "3", "4C", "4B", "4A", "5", "6"]), (["1"], ["3", "4C", "4B", "4A", "5", "6"]), (["2C", "2B", "2A"], ["4C", "4B", "4A", "5", "6"]), (["3"], ["5", "6"]), (["4"], ["6"]),
        ];
        string numerator = string.Join(" or ", steps.Select(s => $"({OneOf(prior, s.From)} and {OneOf(now, s.To)})"));
        return Rate($"ks2_{subject}_progress2", Phase.KeyStage2, numerator) with
        {
            Title = $"Two levels of progress in {title}, Key Stage 1 to 2",
            ResultSql = SqlExpression.Read("catalogue", $"{now} is not null and {OneOf(prior, "W", "1", "2C", "2B", "2A", "3", "4")}", Schema.KeyStage2),
            WithoutResult = "without a result or a Key Stage 1 level",
            LastYear = 2015,
            Source = "DfE, expected progress: two levels from Key Stage 1 to 2; absent and disapplied at Key Stage 1 are left out",
            Breaks = subject == "writing" ? WritingMoved : [],
        };
    }

    private static IEnumerable<Measure> ScaledScores()
    {
        const string source = "STA, Scaled scores at Key Stage 2 (2016): 100 is the expected standard, 110 the higher";
        yield return Standard("expected", "Expected standard", "100", ["EXS", "GDS"]);
        yield return Standard("higher", "Higher standard", "110", ["GDS"]);
        foreach (string subject in new[] { "reading", "maths" })
        {
            string title = subject == "maths" ? "mathematics" : subject, column = $"ks2_{subject}_score";
            yield return Rate($"ks2_{subject}_expected", Phase.KeyStage2, $"{column} >= 100") with { Title = $"Expected standard in {title}, Key Stage 2", Source = source, WithoutResult = "without a scaled score" };
            yield return Measure.Entry($"ks2_{subject}_scaled_score", Phase.KeyStage2, MeasureKind.Mean, (column, "true")) with
            {
                Title = $"Mean scaled score in {title}, Key Stage 2",
                Unit = "scaled score",
                Source = source,
                WithoutResult = "without a scaled score",
            };
        }
        yield return Rate("ks2_writing_expected", Phase.KeyStage2, OneOf("ks2_writing", "EXS", "GDS")) with { Title = "Expected standard in writing, Key Stage 2", Source = source };

        static Measure Standard(string id, string title, string score, string[] writing) =>
            Rate($"ks2_rwm_{id}", Phase.KeyStage2, $"ks2_reading_score >= {score} and {OneOf("ks2_writing", writing)} and ks2_maths_score >= {score}") with
            {
                Title = $"{title} in reading, writing and mathematics, Key Stage 2",
                ResultSql = Known(Phase.KeyStage2, "ks2_reading_score", "ks2_writing", "ks2_maths_score"),
                Source = source,
            };
    }
}
