using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Research;

/// <summary>The keys of a plan, read one by one; a key nobody asked for is answered with the nearest that is known.</summary>
internal sealed class PlanMap
{
    private readonly string name;
    private readonly Dictionary<string, (YamlNode Value, long Line)> byKey = new(StringComparer.Ordinal);
    private readonly List<string> known = [];

    public PlanMap(string name, YamlMappingNode root)
    {
        this.name = name;
        foreach (var (key, value) in root.Children)
            byKey[Name(key)] = (value, key.Start.Line);
    }

    public string? Text(string key)
    {
        known.Add(key);
        if (!byKey.TryGetValue(key, out var found)) return null;
        return found.Value is YamlScalarNode { Value: { Length: > 0 } value } ? value : throw Error(key, "nothing, or a list", "one value", $"Write {key}: value, or leave the line out.");
    }

    /// <summary>Whether the plan has a key.</summary>
    public bool Has(string key)
    {
        known.Add(key);
        return byKey.ContainsKey(key);
    }

    public string Need(string key) => Text(key) ?? throw new DataError(name, $"no '{key}'", $"the line {key}: ...", Likely(key) is { } meant
        ? $"Did you write '{meant}' for '{key}'?" : "Add the line; docs/interventions.md lists them.");

    public double? Number(string key, double above = double.NegativeInfinity, double below = double.PositiveInfinity)
    {
        if (Text(key) is not { } text) return null;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) throw Error(key, $"'{text}'", "a number", "Write digits, with a point before decimals.");
        return value > above && value < below ? value
            : throw Error(key, $"{text}", double.IsInfinity(below) ? $"a number above {above}" : $"a number above {above} and below {below}", "Mend the number.");
    }

    public T Choice<T>(string key, IReadOnlyDictionary<string, T> choices)
    {
        string text = Need(key);
        return choices.TryGetValue(text, out var choice) ? choice
            : throw Error(key, $"'{text}'", "one of " + string.Join(", ", choices.Keys), $"Use one of these names.{NearestName.Hint(text, choices.Keys)}");
    }

    public ImmutableArray<string> List(string key)
    {
        known.Add(key);
        if (!byKey.TryGetValue(key, out var found)) return [];
        return found.Value switch
        {
            YamlSequenceNode list when list.Children.All(c => c is YamlScalarNode) => [.. list.Children.Select(c => ((YamlScalarNode)c).Value ?? "")],
            YamlScalarNode { Value: { Length: > 0 } one } => [one],
            _ => throw Error(key, "something else", "a list of columns", $"Write {key}: [fsm, sen]."),
        };
    }

    public ImmutableArray<(string, string)> Pairs(string key, string[]? allowed = null)
    {
        known.Add(key);
        if (!byKey.TryGetValue(key, out var found)) return [];
        if (found.Value is not YamlMappingNode map) throw Error(key, "no pairs", "pairs of name: value", $"Write {key}: {{ fsm: ever6 }}.");
        var pairs = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var (left, right) in map.Children)
        {
            string value = (right as YamlScalarNode)?.Value ?? "";
            if (allowed is not null && !allowed.Contains(value))
                throw new DataError(name, $"'{value}'", "one of " + string.Join(", ", allowed), $"Use one of these words.{NearestName.Hint(value, allowed)}", left.Start.Line, key);
            pairs.Add((Name(left), value));
        }
        return pairs.ToImmutable();
    }

    /// <summary>A mapping of numbers: counts that must be there, and shares (0 where left out); null where the key is not there.</summary>
    public IReadOnlyDictionary<string, double>? Shares(string key, string[] counts, string[] shares)
    {
        var pairs = Pairs(key);
        if (pairs.IsEmpty) return null;
        foreach (var (name, _) in pairs.Where(p => !counts.Contains(p.Item1) && !shares.Contains(p.Item1)))
            throw Error(key, $"'{name}'", "some of " + string.Join(", ", counts.Concat(shares)), $"Mend the name.{NearestName.Hint(name, counts.Concat(shares))}");
        if (counts.FirstOrDefault(c => !pairs.Any(p => p.Item1 == c)) is { } missing) throw Error(key, $"no '{missing}'", $"{string.Join(" and ", counts)} at the least", $"Write {key}: {{ {string.Join(", ", counts.Select(c => c + ": 40"))}, icc: 0.15 }}.");
        return pairs.Select(p => (p.Item1, double.TryParse(p.Item2, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) && (counts.Contains(p.Item1) ? v >= 1 && double.IsFinite(v) : v is >= 0 and < 1)
                ? v : throw Error(key, $"{p.Item1}: {p.Item2}", counts.Contains(p.Item1) ? "a count of 1 or more" : "a share of 0 or more and below 1", "Mend the number.")))
            .Concat(shares.Where(s => !pairs.Any(p => p.Item1 == s)).Select(s => (s, 0.0))).ToDictionary(p => p.Item1, p => p.Item2);
    }

    /// <summary>A key that the plan's design cannot do without.</summary>
    public void Require(string key, string what)
    {
        if (!byKey.ContainsKey(key))
            throw new DataError(name, $"no '{key}'", $"the line {key}: ... for {what}", Likely(key) is { } meant ? $"Did you write '{meant}' for '{key}'?" : "Add the line, or name another design.");
    }

    /// <summary>Ends with an error when the plan has a key that means nothing: a slip there would change what is run.</summary>
    public void RefuseOthers()
    {
        foreach (var (key, (_, line)) in byKey.Where(k => !known.Contains(k.Key)).OrderBy(k => k.Value.Line))
            throw new DataError(name, $"the key '{key}'", "one of " + string.Join(", ", known), $"Mend the key, or take the line out.{NearestName.Hint(key, known)}", line);
    }

    private string Name(YamlNode key) => (key as YamlScalarNode)?.Value ?? throw new DataError(name, "a list or a mapping for a key", "a word", "Write key: value.", key.Start.Line);

    private string? Likely(string key) => byKey.Keys.FirstOrDefault(k => !known.Contains(k) && NearestName.Hint(k, [key]).Length > 0);

    private DataError Error(string key, string found, string expected, string mend) => new(name, found, expected, mend, byKey[key].Line, key);
}
