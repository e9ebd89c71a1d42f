namespace Research;

/// <summary>Whether a test looks for effects in both directions or in the expected one only.</summary>
public enum Sides
{
    /// <summary>Both directions: the convention.</summary>
    Two,

    /// <summary>The expected direction only.</summary>
    One,
}

/// <summary>Checks of the numbers every power calculation asks for.</summary>
internal static class PowerArguments
{
    /// <summary>Refuses shares outside (0, 1).</summary>
    public static void Check(string what, double share)
    {
        if (!(share is > 0 and < 1)) throw new DataError(what, $"{share}", "a share between 0 and 1", "Write 0.8 for 80%.");
    }
}
