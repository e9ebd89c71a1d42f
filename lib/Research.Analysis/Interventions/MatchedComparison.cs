namespace Research;

/// <summary>An effect from matched or weighted groups, with the checks it cannot go without.</summary>
public sealed record MatchedComparison : Result
{
    private readonly Result model;

    internal MatchedComparison(Result model, BalanceTable balance, Overlap overlap, Term effect) => (this.model, Balance, Overlap, Effect) = (model, balance, overlap, effect);

    /// <summary>The effect in the outcome's unit.</summary>
    public Term Effect { get; }

    /// <summary>Balance before and after, with its love plot.</summary>
    public BalanceTable Balance { get; }

    /// <summary>Where the groups' scores overlap.</summary>
    public Overlap Overlap { get; }

    /// <inheritdoc/>
    public override Table ToTable() => model.ToTable().WithNotes(
        Balance.Unbalanced.IsEmpty ? "Every covariate differs by at most 0.1 standard deviations." : $"Still above 0.1 standard deviations: {string.Join(", ", Balance.Unbalanced)}.",
        $"{Rounding.Text(100 * Overlap.TreatedOutside, 1)}% of the treated have a score that nobody of the comparison group reaches.",
        "What no file holds, motivation above all, may still differ.");

    /// <summary>The love plot.</summary>
    public override Chart? ToChart() => Balance.ToChart();
}
