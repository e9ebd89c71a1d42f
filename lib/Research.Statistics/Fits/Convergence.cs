namespace Research;

/// <summary>Whether an iterative fit reached its optimum. Travels with the fit, so that a failed fit cannot look like a good one.</summary>
/// <param name="Reached">True when the method's own criterion was met (always true for closed forms).</param>
/// <param name="Iterations">Iterations, or evaluations of the objective.</param>
/// <param name="Message">In words: "closed form", "converged in 6 iterations", "singular: the variance of school is zero".</param>
public sealed record Convergence(bool Reached, int Iterations, string Message)
{
    /// <summary>There was nothing to iterate.</summary>
    public static Convergence ClosedForm { get; } = new(true, 0, "closed form");

    /// <inheritdoc/>
    public override string ToString() => Message;
}
