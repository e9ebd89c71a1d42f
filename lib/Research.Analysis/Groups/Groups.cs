using System.Collections.Immutable;

namespace Research;

/// <summary>The catalogue of groups: those of the strategy, with their peers. Any two join with <c>&amp;</c>.</summary>
public static partial class Groups
{
    /// <summary>Every group with peers, in the strategy's order: poverty, need, care, background, sex and age, place, early help.</summary>
    public static ImmutableArray<Group> All { get; } = [.. Poverty(), .. Needs(), .. Care(), .. Background(), .. Others(), .. Areas()];

    /// <summary>All pupils: a whole, without peers.</summary>
    public static Group AllPupils { get; } = Group.Entry("all", "true", "false") with { Title = "All pupils", PeersTitle = "none", PeersId = "none" };

    private static readonly Dictionary<string, Group> ById = All.Prepend(AllPupils).ToDictionary(g => g.Id, StringComparer.Ordinal);

    /// <summary>The group of an id; an unknown id is answered with the nearest.</summary>
    public static Group Find(string id) => ById.TryGetValue(id, out var group) ? group : throw new DataError("group", $"'{id}'",
        "the id of a group in the catalogue", $"See Groups.All, or declare one with Group.Where.{NearestName.Hint(id, ById.Keys)}");

    /// <summary>True when the catalogue has the id.</summary>
    public static bool Has(string id) => ById.ContainsKey(id);

    /// <summary>The county's areas, each compared with the rest of the county.</summary>
    public static IEnumerable<Group> ByArea => Codes.Area.Values.Select(LivingIn);

    /// <summary>Those that a phase's file knows.</summary>
    public static IEnumerable<Group> Of(Phase phase) => All.Where(g => g.Phases.Contains(phase));
}
