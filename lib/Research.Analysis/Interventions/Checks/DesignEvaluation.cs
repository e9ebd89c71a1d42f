using System.Collections.Immutable;
using System.Text;

namespace Research;

/// <summary>A check that goes with an estimate.</summary>
/// <param name="Name">What is checked.</param>
/// <param name="IsOtherEstimate">True for the same effect by another method: a report marks it exploratory, as its plan did not choose it.</param>
/// <param name="Result">What was found; a note in its place where the data cannot bear the check.</param>
public sealed record EvaluationCheck(string Name, bool IsOtherEstimate, Result Result);

/// <summary>An evaluation by any design: the effect a report quotes, in the outcome's unit and in standard deviations, with the checks it cannot go without.</summary>
public abstract record DesignEvaluation : Result
{
    private protected DesignEvaluation()
    {
    }

    /// <summary>The design.</summary>
    public required PlannedDesign Design { get; init; }

    /// <summary>The effect a report quotes, in the outcome's unit, with a 95% interval.</summary>
    public required Term Effect { get; init; }

    /// <summary>The same in standard deviations.</summary>
    public abstract StandardisedEffect Standardised { get; }

    /// <summary>The method in words, with its source, and the rule that chose it where there was a choice.</summary>
    public required string Method { get; init; }

    /// <summary>For whom the estimate is.</summary>
    public required string Estimand { get; init; }

    /// <summary>Share of rows without an outcome, 0 to 1.</summary>
    public abstract double Attrition { get; }

    /// <summary>Largest standardised difference between the groups before the programme, after matching or weighting; not a number without covariates, and at a mark, where their jumps tell.</summary>
    public abstract double Imbalance { get; }

    /// <summary>The checks; worked out when first asked for.</summary>
    public abstract ImmutableArray<EvaluationCheck> Checks { get; }

    /// <summary>The design's own result.</summary>
    public abstract Result Found { get; }

    /// <summary>A check by name.</summary>
    public Result this[string name] => Checks.FirstOrDefault(c => c.Name == name)?.Result
        ?? throw new DataError("evaluation", $"no check '{name}'", "one of " + string.Join(", ", Checks.Select(c => c.Name)), $"Use a check's name.{NearestName.Hint(name, Checks.Select(c => c.Name))}");

    /// <inheritdoc/>
    public override Table ToTable() => Found.ToTable();

    /// <inheritdoc/>
    public override Chart? ToChart() => Found.ToChart();

    /// <summary>The estimate, then every check.</summary>
    public override string ToHtml()
    {
        var html = new StringBuilder(Found.ToHtml());
        foreach (var check in Checks) html.Append(check.Result.ToHtml());
        return html.ToString();
    }
}

/// <summary>An evaluation by a design.</summary>
/// <typeparam name="TEstimate">The design's own result.</typeparam>
public sealed record DesignEvaluation<TEstimate> : DesignEvaluation where TEstimate : Result
{
    private readonly Lazy<ImmutableArray<EvaluationCheck>> checks;
    private readonly Lazy<StandardisedEffect> standardised;
    private readonly ComparedGroups groups;

    internal DesignEvaluation(TEstimate estimate, ComparedGroups groups, IEnumerable<(string Name, bool IsOther, Func<Result> Check)> own)
    {
        (Estimate, this.groups) = (estimate, groups);
        standardised = new(() => groups.Standardised ?? StandardisedEffect.Of(Effect!, groups));
        checks = new(() => [.. groups.Checks(this).Select(c => (c.Name, IsOther: false, c.Check)).Concat(own).Select(c => new EvaluationCheck(c.Name, c.IsOther, CheckTable.Tried(c.Check)))]);
    }

    /// <summary>The design's own result.</summary>
    public TEstimate Estimate { get; }

    /// <inheritdoc/>
    public override Result Found => Estimate;

    /// <inheritdoc/>
    public override StandardisedEffect Standardised => standardised.Value;

    /// <inheritdoc/>
    public override double Attrition => groups.Attrition;

    /// <inheritdoc/>
    // At a mark groups may differ by as much as the score makes them: the jumps of covariates tell, not their means.
    public override double Imbalance => Design == PlannedDesign.RegressionDiscontinuity ? double.NaN : groups.Balance?.LargestDifference ?? double.NaN;

    /// <inheritdoc/>
    public override ImmutableArray<EvaluationCheck> Checks => checks.Value;
}

/// <summary>A check that is a table and no more.</summary>
/// <param name="Table">The table.</param>
internal sealed record CheckTable(Table Table) : Result
{
    /// <summary>A check that the data cannot bear says why, and does not take the estimate with it.</summary>
    public static Result Tried(Func<Result> check)
    {
        try { return check(); }
        catch (DataError error) { return new CheckTable(new Table("Not checked: the data cannot bear it", [new("reason", "Reason")], [[$"Found {error.Found}; expected {error.Expected}."]])); }
    }

    /// <inheritdoc/>
    public override Table ToTable() => Table;
}
