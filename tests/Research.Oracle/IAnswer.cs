using System.Collections.Immutable;

namespace Research.Oracle;

/// <summary>Answers the blocks of some kinds with the library. One file a family of kinds, in Answers; every class that implements this is found.</summary>
internal interface IAnswer
{
    /// <summary>The kinds answered, as the cases name them: ols, ols-hc.</summary>
    IReadOnlyCollection<string> Kinds { get; }

    /// <summary>Puts the figures asked for into <paramref name="figures"/>, under the names of the case. Figures that are not put count as not covered.</summary>
    void Answer(Block block, GivenFigures figures);
}

/// <summary>Every <see cref="IAnswer"/> of this program, by kind.</summary>
internal static class AnswerRegistry
{
    private static readonly ImmutableDictionary<string, IAnswer> ByKind = typeof(IAnswer).Assembly.GetTypes()
        .Where(t => t.IsAssignableTo(typeof(IAnswer)) && t is { IsAbstract: false, IsInterface: false })
        .Select(t => (IAnswer)Activator.CreateInstance(t)!)
        .SelectMany(a => a.Kinds.Select(kind => (kind, a)))
        .ToImmutableDictionary(p => p.kind, p => p.a, StringComparer.Ordinal);

    public static IAnswer? For(string kind) => ByKind.GetValueOrDefault(kind);
}
