namespace Research;

/// <summary>Checks of the numbers every interval and test asks for.</summary>
internal static class ConfidenceLevel
{
    /// <summary>A confidence level inside (0, 1).</summary>
    public static double Checked(double level) => level is > 0 and < 1
        ? level
        : throw new DataError("confidence level", $"{level}", "a share between 0 and 1", "Write 0.95 for 95%.");
}
