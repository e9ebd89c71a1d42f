using System.Collections.Immutable;

namespace Research;

/// <summary>The outcome of a model, for the rows kept.</summary>
/// <param name="Name">As R prints it: <c>score</c>, <c>log(score)</c>, <c>cbind(passed, failed)</c>.</param>
/// <param name="Values">The outcome; for a grouped outcome the number of successes; for a factor 0 for its first level, else 1.</param>
/// <param name="Trials">Successes and failures together, for <c>cbind(successes, failures)</c>; null when there is one value a row.</param>
/// <param name="Levels">The levels of a factor outcome, the first being 0; empty for numbers.</param>
public sealed record ResponseVariable(string Name, double[] Values, double[]? Trials, ImmutableArray<string> Levels);
