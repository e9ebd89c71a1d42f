namespace Research;

/// <summary>What is asked of volunteers beside others.</summary>
/// <param name="Formula">Who had it (1 and 0) and what made that likely, the baseline among it: <c>tutored ~ prior + fsm + sen</c>.</param>
/// <param name="Outcome">The outcome's column.</param>
/// <param name="School">The school's column: matches inside it come first, weighted errors go by it; null for pupils as one pool.</param>
public sealed record MatchedQuestion(string Formula, string Outcome, string? School = null)
{
    /// <summary>Widest difference of matched scores, in standard deviations.</summary>
    public double Caliper { get; init; } = 0.2;
}
