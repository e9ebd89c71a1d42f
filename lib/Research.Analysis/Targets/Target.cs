using System.Collections.Immutable;

namespace Research;

/// <summary>One way to read a target's words: the conditions that must all hold.</summary>
/// <param name="Letter">Its letter within the target.</param>
/// <param name="Meaning">How the words are read, in a phrase; empty when they can be read in one way.</param>
/// <param name="IsBridge">True when it stands in for a reading on a scale that ended: the rank-based index.</param>
/// <param name="Conditions">All of them must hold.</param>
public sealed record TargetReading(string Letter, string Meaning, bool IsBridge, ImmutableArray<TargetCondition> Conditions)
{
    /// <summary>The last year in which one of its conditions falls due.</summary>
    public int Due => Conditions.Max(c => c.Due);
}

/// <summary>A success criterion, milestone or ambition, with every reading of its words.</summary>
/// <param name="Id">Its id in the file.</param>
/// <param name="Phase">The phase of school it belongs to, in the strategy's words.</param>
/// <param name="Page">Page of the strategy.</param>
/// <param name="Statement">What it says, paraphrased.</param>
/// <param name="DueStated">The date as stated; empty when none is.</param>
/// <param name="Readings">Its readings, in the file's order; the first is the plainest.</param>
public sealed record Target(string Id, string Phase, string Page, string Statement, string DueStated, ImmutableArray<TargetReading> Readings)
{
    /// <summary>True when it rests on a record of things done and not on pupils' results.</summary>
    public bool IsMilestone => Readings.All(r => r.Conditions.All(c => c.Kind.IsRecord));

    internal IEnumerable<TargetCondition> Conditions => Readings.SelectMany(r => r.Conditions);
}

/// <summary>The targets of a strategy, as a file states them.</summary>
public sealed record TargetRegister : Result
{
    private readonly Dictionary<string, Target> byId;

    internal TargetRegister(string name, ImmutableArray<Target> all)
    {
        (Name, All) = (name, all);
        byId = all.ToDictionary(t => t.Id, StringComparer.Ordinal);
    }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>The targets, in the file's order.</summary>
    public ImmutableArray<Target> All { get; }

    /// <summary>The target of an id.</summary>
    public Target this[string id] => byId.GetValueOrDefault(id) ?? throw new DataError(Name, $"no target '{id}'", "the id of a target in the file",
        $"Use one of {string.Join(", ", byId.Keys)}.{NearestName.Hint(id, byId.Keys)}");

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Name}: {All.Length} targets, {All.Sum(t => t.Readings.Length)} readings of their words",
        [new("target", "Target"), new("phase", "Phase"), new("page", "Page"), new("statement", "Statement"), new("due_stated", "Date stated"), new("reading", "Reading"), new("meaning", "Read as"), new("condition", "What must hold")],
        All.SelectMany(t => t.Readings.SelectMany(r => r.Conditions.Select(c => (IReadOnlyList<Cell>)
            [t.Id, t.Phase, t.Page, t.Statement, t.DueStated.Length > 0 ? t.DueStated : "none", r.Letter, r.Meaning, c.Words]))),
        "A reading is met when all its conditions are. A target without a date is read as due in 2017, the last date the strategy names, or in the last year in which its scale exists.");
}
