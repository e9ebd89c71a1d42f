namespace Research.Cli;

/// <summary>How a permutation test is drawn.</summary>
/// <param name="Given">The seed, where one was named.</param>
/// <param name="Draws">Deals at most.</param>
/// <param name="Cluster">A column of clusters dealt whole; null for none.</param>
/// <param name="Block">A column of blocks within which values are dealt; null for none.</param>
internal sealed record ChanceOptions(long? Given, int Draws, string? Cluster, string? Block)
{
    /// <summary>The seed, which has no default.</summary>
    public long Seed => Research.Cli.Seed.Of(Given);

    /// <summary>The column that says how values are dealt; null for rows.</summary>
    public string? Unit => Cluster is not null && Block is not null
        ? throw new DataError("options", "--cluster and --block", "one of them", "Leave one out.")
        : Cluster ?? Block;
}
