namespace Research;

public static partial class Measures
{
    private const string Profile = "DfE, Early Years Foundation Stage Profile handbook (2013): expected is 2, exceeding 3";

    /// <summary>Good level of development: at least expected in the 12 goals of the prime areas, literacy and mathematics.</summary>
    public static Measure EyfsGoodLevelOfDevelopment => Find("eyfs_gld");

    /// <summary>At least expected in every goal of communication and language.</summary>
    public static Measure EyfsCommunication => Find("eyfs_communication");

    /// <summary>At least expected in every goal of literacy.</summary>
    public static Measure EyfsLiteracy => Find("eyfs_literacy");

    /// <summary>At least expected in every goal of mathematics.</summary>
    public static Measure EyfsMathematics => Find("eyfs_maths");

    /// <summary>At least expected in one early learning goal; the id is the goal's column.</summary>
    public static Measure EarlyLearningGoal(EarlyLearningGoal goal) => Find(goal.Column);

    /// <summary>Standard of the phonics check met in Year 1: 32 of 40 words.</summary>
    public static Measure PhonicsYear1 => Find("phonics_y1");

    /// <summary>Standard met at the Year 2 retake, of those who took it again.</summary>
    public static Measure PhonicsYear2Retake => Find("phonics_y2");

    private static IEnumerable<Measure> EarlyYears()
    {
        yield return Goals("eyfs_gld", "Good level of development", EarlyLearningGoals.All.Where(g => g.Counts));
        yield return Goals("eyfs_communication", "At least expected in communication and language", In(EarlyLearningGoals.CommunicationAndLanguage));
        yield return Goals("eyfs_literacy", "At least expected in literacy", In(EarlyLearningGoals.Literacy));
        yield return Goals("eyfs_maths", "At least expected in mathematics", In(EarlyLearningGoals.Mathematics));
        foreach (var goal in EarlyLearningGoals.All) yield return Goals(goal.Column, $"At least expected in {goal.Title.ToLowerInvariant()}", [goal]);

        static IEnumerable<EarlyLearningGoal> In(string area) => EarlyLearningGoals.All.Where(g => g.AreaOfLearning == area);
    }

    private static Measure Goals(string id, string title, IEnumerable<EarlyLearningGoal> goals)
    {
        var columns = goals.Select(g => g.Column).ToArray();
        return Rate(id, Phase.EarlyYears, Every(columns.Select(c => OneOf(c, "2", "3")))) with
        {
            Title = title,
            Source = Profile,
            ResultSql = Known(Phase.EarlyYears, columns),
            WithoutResult = "without a profile",
        };
    }

    private static IEnumerable<Measure> PhonicsCheck()
    {
        const string source = "DfE, Phonics screening check: the standard is 32 of 40 words";
        yield return Rate("phonics_y1", Phase.Phonics, OneOf("phonics_outcome", "Wa"), "phonics_stage = 1") with { Title = "Phonics standard met in Year 1", FirstYear = 2012, Source = source };
        yield return Rate("phonics_y2", Phase.Phonics, OneOf("phonics_outcome", "Wa"), "phonics_stage = 2") with { Title = "Phonics standard met at the Year 2 retake", FirstYear = 2013, Source = source };
    }
}
