using System.Collections.Immutable;
using System.Globalization;

namespace Research.Oracle;

/// <summary>A figure given: one value or several, with labels where it has them. A value is a double, a bool, a text or null (not defined).</summary>
internal sealed record GivenFigure(ImmutableArray<object?> Values, ImmutableArray<string> Labels)
{
    public static string Show(object? value) => value switch
    {
        null => "null",
        double x => x.ToString("R", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        _ => $"\"{value}\"",
    };

    public override string ToString() => string.Join(", ", Values.Select((v, i) => Labels.IsDefaultOrEmpty ? Show(v) : $"{Labels[i]} {Show(v)}"));
}

/// <summary>The figures a block was answered with, by the names the case uses.</summary>
internal sealed class GivenFigures
{
    private readonly Dictionary<string, GivenFigure> byName = new(StringComparer.Ordinal);

    /// <summary>What a reader should know of the reference where a figure differs; null for nothing. Printed, never counted.</summary>
    public string? Remark { get; set; }

    public GivenFigure? this[string name] => byName.GetValueOrDefault(name);

    /// <summary>A number; not-a-number stands for "not defined".</summary>
    public void Add(string name, double value) => byName[name] = new([value], []);

    /// <summary>A truth value.</summary>
    public void Add(string name, bool value) => byName[name] = new([value], []);

    /// <summary>A text, or null for "not defined".</summary>
    public void Add(string name, string? value) => byName[name] = new([value], []);

    /// <summary>Numbers in the order of the case.</summary>
    public void Add(string name, IEnumerable<double> values) => byName[name] = new([.. values.Select(v => (object?)v)], []);

    /// <summary>Texts in the order of the case.</summary>
    public void Add(string name, IEnumerable<string?> values) => byName[name] = new([.. values], []);

    /// <summary>Truth values in the order of the case.</summary>
    public void Add(string name, IEnumerable<bool> values) => byName[name] = new([.. values.Select(v => (object?)v)], []);

    /// <summary>Numbers by label: they are compared label by label, in whatever order.</summary>
    public void Add(string name, IEnumerable<string> labels, IEnumerable<double> values) => byName[name] = new([.. values.Select(v => (object?)v)], [.. labels]);

    /// <summary>Anything by label: doubles, bools, texts, nulls.</summary>
    public void AddMixed(string name, IEnumerable<string> labels, IEnumerable<object?> values) => byName[name] = new([.. values], [.. labels]);
}
