namespace Research;

/// <summary>Checks of counts given by a user.</summary>
internal static class Counts
{
    /// <summary>Successes out of trials: finite, not negative, no more successes than trials.</summary>
    public static void Check(double successes, double trials)
    {
        if (!(successes >= 0 && successes <= trials && double.IsFinite(trials))) Refuse(successes, trials);
    }

    /// <summary>As <see cref="Check"/>, and whole: exact methods count tables.</summary>
    public static void CheckWhole(double successes, double trials)
    {
        Check(successes, trials);
        if (successes != Math.Floor(successes) || trials != Math.Floor(trials))
            throw new DataError("counts", $"{successes} of {trials}", "whole numbers", "Exact methods need unweighted counts; round them, or use Wilson or Newcombe.");
    }

    private static void Refuse(double successes, double trials) => throw new DataError("counts", $"{successes} of {trials}",
        "0 ≤ successes ≤ trials, both finite", "Give the number with the outcome first and the number asked second.");
}
