using System.Collections.Immutable;

namespace Research;

/// <summary>What is asked of a trial.</summary>
/// <param name="Outcome">The outcome's column.</param>
/// <param name="Arm">The arm's column; the lowest number or first level is the control.</param>
/// <param name="School">The school's column; needed where schools, or pupils within them, were randomised.</param>
public sealed record TrialQuestion(string Outcome, string Arm, string? School = null)
{
    /// <summary>The baseline and other covariates measured before.</summary>
    public ImmutableArray<string> Covariates { get; init; } = [];

    /// <summary>Columns of 0 and 1 whose pupils' effect is asked for apart; EEF asks for free school meals.</summary>
    public ImmutableArray<string> Subgroups { get; init; } = [];

    /// <summary>The column of take-up, for the effect on compliers; null for none.</summary>
    public string? TookPart { get; init; }

    /// <summary>A named seed: adds the permutation test, the bootstrap and the sensitivity to missing outcomes; null leaves them out.</summary>
    public long? Seed { get; init; }

    internal TrialModel Model => new($"{Outcome} ~ {string.Join(" + ", Covariates.Prepend(Arm))}", Arm, School);
}
