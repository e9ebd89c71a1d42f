namespace Research.Cli;

/// <summary>The seed of a method that draws at random: it has no default, so that every published figure can be drawn again.</summary>
internal static class Seed
{
    /// <summary>The seed given.</summary>
    public static long Of(long? given) => given ?? throw new DataError("--seed", "no seed", "a whole number", "Choose one, such as --seed 20240901, and publish it with the figures.");
}
