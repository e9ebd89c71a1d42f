using System.Collections.Immutable;
using System.Text;

namespace Research;

/// <summary>A check that goes with an estimate.</summary>
/// <param name="Name">What is checked.</param>
/// <param name="Result">What was found; a note in its place where the data cannot bear the check.</param>
public sealed record EvaluationCheck(string Name, Result Result);

/// <summary>An estimate by a design, with the checks it cannot go without; they are worked out when asked for.</summary>
/// <typeparam name="TEstimate">The design's own result.</typeparam>
public sealed record DesignEvaluation<TEstimate> : Result where TEstimate : Result
{
    private readonly Lazy<ImmutableArray<EvaluationCheck>> checks;

    internal DesignEvaluation(TEstimate estimate, Term effect, IEnumerable<(string Name, Func<Result> Check)> checks) => (Estimate, Effect, this.checks) =
        (estimate, effect, new(() => [.. checks.Select(c => new EvaluationCheck(c.Name, Tried(c.Check)))]));

    /// <summary>The design's own result.</summary>
    public TEstimate Estimate { get; }

    /// <summary>The effect a report quotes.</summary>
    public Term Effect { get; }

    /// <summary>The checks.</summary>
    public ImmutableArray<EvaluationCheck> Checks => checks.Value;

    /// <summary>A check by name.</summary>
    public Result this[string name] => Checks.FirstOrDefault(c => c.Name == name)?.Result
        ?? throw new DataError("evaluation", $"no check '{name}'", "one of " + string.Join(", ", Checks.Select(c => c.Name)), $"Use a check's name.{NearestName.Hint(name, Checks.Select(c => c.Name))}");

    /// <inheritdoc/>
    public override Table ToTable() => Estimate.ToTable();

    /// <inheritdoc/>
    public override Chart? ToChart() => Estimate.ToChart();

    /// <summary>The estimate, then every check.</summary>
    public override string ToHtml()
    {
        var html = new StringBuilder(Estimate.ToHtml());
        foreach (var check in Checks) html.Append(check.Result.ToHtml());
        return html.ToString();
    }

    // A check that the data cannot bear says why, and does not take the estimate with it.
    private static Result Tried(Func<Result> check)
    {
        try { return check(); }
        catch (DataError error) { return new CheckTable(new("Not checked", [new("reason", "Reason")], [[error.Message]])); }
    }
}

/// <summary>A check that is a table and no more.</summary>
/// <param name="Table">The table.</param>
internal sealed record CheckTable(Table Table) : Result
{
    /// <inheritdoc/>
    public override Table ToTable() => Table;
}
