using System.Collections.Immutable;

namespace Research;

/// <summary>Pupils of interest and the peers they are compared with, as data: two SQL conditions over the columns every pupil file begins with.
/// A pupil for whom neither condition holds, because it is not known, is in neither and is counted.</summary>
public sealed record Group
{
    private Group(string id, string condition, string peers, ImmutableArray<Phase> phases)
    {
        (Id, Condition, PeersCondition, Phases) = (id, condition, peers, phases);
        (Title, PeersId, PeersTitle) = (id, "not_" + id, "others");
    }

    /// <summary>Name in files and claims: snake_case.</summary>
    public string Id { get; }

    /// <summary>Name for readers.</summary>
    public string Title { get; init; }

    /// <summary>Condition that holds for a pupil in the group.</summary>
    public string Condition { get; }

    /// <summary>The peers' name in files.</summary>
    public string PeersId { get; init; }

    /// <summary>The peers' name for readers.</summary>
    public string PeersTitle { get; init; }

    /// <summary>Condition that holds for a peer. By default everyone known not to be in the group.</summary>
    public string PeersCondition { get; private init; }

    /// <summary>Phases whose file has the columns.</summary>
    public ImmutableArray<Phase> Phases { get; }

    /// <summary>First academic year in which the group exists.</summary>
    public int FirstYear { get; init; }

    /// <summary>Last academic year in which the group exists.</summary>
    public int LastYear { get; init; } = 9999;

    /// <summary>Years in which it came to mean someone else, in order.</summary>
    public ImmutableArray<SeriesBreak> Breaks { get; init; } = [];

    /// <summary>Official source of the definition.</summary>
    public string Source { get; init; } = "";

    /// <summary>True for the group of all pupils, which has no peers.</summary>
    public bool IsEveryone => PeersCondition == "false";

    /// <summary>A group declared by its condition; its peers are all others for whom it is known. Fails at once, with the column's name, when it
    /// fits no pupil file.</summary>
    /// <param name="id">Name in files: snake_case.</param>
    /// <param name="condition">Condition that holds for a pupil in the group.</param>
    public static Group Where(string id, string condition)
    {
        Measure.CheckName("group", id);
        return Of(id, condition, $"not ({condition})", prepare: true);
    }

    /// <summary>The same group compared with other peers.</summary>
    /// <param name="title">The peers' name for readers.</param>
    /// <param name="condition">Condition that holds for a peer.</param>
    public Group Against(string title, string condition)
    {
        Fit($"group {Id}, peers", condition, prepare: true);
        return this with { PeersTitle = title, PeersCondition = condition };
    }

    /// <summary>Pupils in both groups, compared with all others for whom that is known.</summary>
    public static Group operator &(Group left, Group right) => Both(left, right, $"not (({left.Condition}) and ({right.Condition}))");

    /// <summary>Pupils in both groups, compared with all others for whom that is known.</summary>
    public static Group BitwiseAnd(Group left, Group right) => left & right;

    /// <summary>The group among the pupils of another, compared with its own peers among them: free school meals within girls.</summary>
    public Group Within(Group whole) => Both(this, whole, $"({PeersCondition}) and ({whole.Condition})") with { PeersTitle = $"{PeersTitle}, {whole.Title}", PeersId = $"{PeersId}_and_{whole.Id}" };

    /// <summary>Breaks after the first of two years and up to the second.</summary>
    public IEnumerable<SeriesBreak> BreaksBetween(int earlier, int later) => Breaks.Where(b => b.Year > earlier && b.Year <= later);

    /// <summary>True in a year in which the group exists.</summary>
    public bool IsDefinedIn(int year) => year >= FirstYear && year <= LastYear;

    /// <inheritdoc/>
    public override string ToString() => $"{Id}: {Title}";

    /// <summary>An entry of the catalogue: read against the schema; the tests have the engine prepare each.</summary>
    internal static Group Entry(string id, string condition, string? peers = null) => Of(id, condition, peers ?? $"not ({condition})", prepare: false);

    private static Group Of(string id, string condition, string peers, bool prepare)
    {
        var bear = Fit($"group {id}, peers", peers, prepare).Select(f => f.Phase).ToHashSet();
        var fits = Fit($"group {id}", condition, prepare).Where(f => bear.Contains(f.Phase)).ToArray();
        var group = new Group(id, condition, peers, [.. fits.Select(f => f.Phase)]);
        return group with { FirstYear = fits.Min(f => f.Expression.FirstYear), LastYear = fits.Max(f => f.Expression.LastYear) };
    }

    private static Group Both(Group left, Group right, string peers)
    {
        ImmutableArray<Phase> phases = [.. left.Phases.Intersect(right.Phases)];
        if (phases.IsEmpty) throw new DataError("group", $"{left.Id} and {right.Id}", "two groups of the same phase", "Their columns are in different files: choose groups that one file knows.");
        return new($"{left.Id}_and_{right.Id}", $"({left.Condition}) and ({right.Condition})", peers, phases)
        {
            Title = $"{left.Title}, {right.Title}",
            FirstYear = Math.Max(left.FirstYear, right.FirstYear),
            LastYear = Math.Min(left.LastYear, right.LastYear),
            Breaks = [.. left.Breaks.Union(right.Breaks).OrderBy(b => b.Year)],
        };
    }

    /// <summary>The phases whose file bears the condition; when none does, the complaint of the one that comes nearest.</summary>
    private static List<(Phase Phase, SqlExpression Expression)> Fit(string where, string condition, bool prepare)
    {
        var fits = new List<(Phase, SqlExpression)>();
        DataError? complaint = null;
        foreach (var phase in Enum.GetValues<Phase>())
        {
            try
            {
                var table = Schema.Of(phase);
                fits.Add((phase, prepare ? SqlExpression.Prepare(where, condition, table, boolean: true) : SqlExpression.Read(where, condition, table)));
            }
            catch (DataError error)
            {
                // A column that some file has says more about the slip than a file that lacks it.
                if (complaint is null || complaint.Mend.Contains("is a column of the", StringComparison.Ordinal)) complaint = error;
            }
        }
        return fits.Count > 0 ? fits : throw complaint!;
    }
}
