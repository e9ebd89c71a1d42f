namespace Research;

/// <summary>Two levels of progress from Key Stage 1 to 2.</summary>
internal static class Progress
{
    /// <summary>Whole level of a code; −1 where there is no level.</summary>
    public static int Level(string? code) => code switch { "W" => 0, null or "A" or "D" => -1, _ when char.IsAsciiDigit(code[0]) => code[0] - '0', _ => -1 };

    /// <summary>True when made, false when not, null when the prior level is not known.</summary>
    public static bool? Made(string? prior, string? level) => Level(prior) < 0 ? null : Level(level) >= Level(prior) + 2;
}
