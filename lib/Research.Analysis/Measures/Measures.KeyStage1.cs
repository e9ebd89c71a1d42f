namespace Research;

public static partial class Measures
{
    /// <summary>Level 2 or above in reading at Key Stage 1.</summary>
    public static Measure Ks1ReadingLevel2 => Find("ks1_reading_2plus");

    /// <summary>Level 2 or above in writing at Key Stage 1.</summary>
    public static Measure Ks1WritingLevel2 => Find("ks1_writing_2plus");

    /// <summary>Level 2 or above in mathematics at Key Stage 1.</summary>
    public static Measure Ks1MathsLevel2 => Find("ks1_maths_2plus");

    /// <summary>Level 2 or above in reading, writing and mathematics at Key Stage 1.</summary>
    public static Measure Ks1ReadingWritingMathsLevel2 => Find("ks1_rwm_2plus");

    /// <summary>Level 2B or above in reading at Key Stage 1.</summary>
    public static Measure Ks1ReadingLevel2B => Find("ks1_reading_2bplus");

    /// <summary>Level 2B or above in writing at Key Stage 1.</summary>
    public static Measure Ks1WritingLevel2B => Find("ks1_writing_2bplus");

    /// <summary>Level 2B or above in mathematics at Key Stage 1.</summary>
    public static Measure Ks1MathsLevel2B => Find("ks1_maths_2bplus");

    /// <summary>Level 2B or above in reading, writing and mathematics at Key Stage 1.</summary>
    public static Measure Ks1ReadingWritingMathsLevel2B => Find("ks1_rwm_2bplus");

    /// <summary>Level 3 or above in reading at Key Stage 1.</summary>
    public static Measure Ks1ReadingLevel3 => Find("ks1_reading_3plus");

    /// <summary>Level 3 or above in writing at Key Stage 1.</summary>
    public static Measure Ks1WritingLevel3 => Find("ks1_writing_3plus");

    /// <summary>Level 3 or above in mathematics at Key Stage 1.</summary>
    public static Measure Ks1MathsLevel3 => Find("ks1_maths_3plus");

    /// <summary>Level 3 or above in reading, writing and mathematics at Key Stage 1.</summary>
    public static Measure Ks1ReadingWritingMathsLevel3 => Find("ks1_rwm_3plus");

    /// <summary>Expected standard in reading, writing and mathematics at Key Stage 1, from 2016.</summary>
    public static Measure Ks1ReadingWritingMathsExpected => Find("ks1_rwm_expected");

    private static (string Id, string Title, string[] Subjects)[] Subjects =>
    [
        ("reading", "reading", ["reading"]), ("writing", "writing", ["writing"]), ("maths", "mathematics", ["maths"]),
        ("rwm", "reading, writing and mathematics", ["reading", "writing", "maths"]),
    ];

    private static IEnumerable<Measure> KeyStage1()
    {
        (string Id, string Title, string[] Codes)[] levels =
        [
            ("2plus", "Level 2 or above", ["2C", "2B", "2A", "3", "4"]), ("2bplus", "Level 2B or above", ["2B", "2A", "3", "4"]), ("3plus", "Level 3 or above", ["3", "4"]),
            ("expected", "Expected standard", ["EXS", "GDS"]), ("greater_depth", "Greater depth", ["GDS"]),
        ];
        foreach (var level in levels)
            foreach (var subject in Subjects)
            {
                var columns = subject.Subjects.Select(s => "ks1_" + s).ToArray();
                yield return Rate($"ks1_{subject.Id}_{level.Id}", Phase.KeyStage1, Every(columns.Select(c => OneOf(c, level.Codes)))) with
                {
                    Title = $"{level.Title} in {subject.Title}, Key Stage 1",
                    ResultSql = Known(Phase.KeyStage1, columns),
                    Source = "STA, Key Stage 1 assessment and reporting arrangements: teacher assessment, level 2 expected to 2015",
                };
            }
    }
}
