namespace Research;

/// <summary>Answers data that cannot bear a design: why, and the nearest design they could.</summary>
internal static class DesignRefusal
{
    /// <summary>A refusal.</summary>
    /// <param name="design">The design asked for.</param>
    /// <param name="reason">What was found, and what the design needs.</param>
    /// <param name="nearest">The nearest design the data could bear; null where no design could.</param>
    /// <param name="mend">What else would mend it, as a sentence; empty for nothing.</param>
    public static DataError Of(PlannedDesign design, (string Found, string Expected) reason, PlannedDesign? nearest, string mend = "")
    {
        string instead = nearest is { } n ? $"Name design: {PlanText.NameOf(n)} (in code Evaluation.{CallOf(n)})." : "No design here could bear them: describe the pupils, and claim no effect.";
        return new($"design {PlanText.NameOf(design)}", reason.Found, reason.Expected, mend.Length == 0 ? instead : $"{mend} {instead}");
    }

    private static string CallOf(PlannedDesign design) => design == PlannedDesign.StaggeredAdoption ? nameof(PlannedDesign.DifferenceInDifferences) : design.ToString();
}
