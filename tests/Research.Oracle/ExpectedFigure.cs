using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Research.Oracle;

/// <summary>A figure expected: a value or a list of values, labels where it has them, and its tolerance.</summary>
internal sealed record ExpectedFigure(string Name, bool IsList, ImmutableArray<JsonElement> Values, ImmutableArray<string> Labels, double Relative, double Absolute)
{
    public static ExpectedFigure Read(JsonElement figure)
    {
        var value = figure.GetProperty("value");
        bool list = value.ValueKind == JsonValueKind.Array;
        return new(figure.GetProperty("name").GetString()!, list, list ? [.. value.EnumerateArray()] : [value],
            figure.TryGetProperty("labels", out var labels) && labels.ValueKind == JsonValueKind.Array ? [.. labels.EnumerateArray().Select(l => l.ToString())] : [],
            figure.TryGetProperty("rtol", out var relative) ? relative.GetDouble() : 0, figure.TryGetProperty("atol", out var absolute) ? absolute.GetDouble() : 0);
    }

    /// <summary>What differs, in words; null when every element passes.</summary>
    public string? Difference(GivenFigure given)
    {
        if (given.Labels.IsDefaultOrEmpty || Labels.IsEmpty)
        {
            if (given.Values.Length != Values.Length) return $"{given.Values.Length} values for {Values.Length}";
            for (int i = 0; i < Values.Length; i++)
                if (Difference(Values[i], given.Values[i]) is { } difference)
                    return Labels.IsEmpty ? IsList ? $"[{i}] {difference}" : difference : $"[{Labels[i]}] {difference}";
            return null;
        }
        for (int i = 0; i < Labels.Length; i++)
        {
            // R quotes a name that is not a plain word.
            int at = given.Labels.IndexOf(Labels[i]) is >= 0 and var found ? found : given.Labels.IndexOf(Labels[i].Trim('`'));
            if (at < 0) return $"[{Labels[i]}] not given (given: {string.Join(", ", given.Labels.Take(8))})";
            if (Difference(Values[i], given.Values[at]) is { } difference) return $"[{Labels[i]}] {difference}";
        }
        return null;
    }

    private string? Difference(JsonElement expected, object? given)
    {
        if (given is double d && double.IsNaN(d)) given = null;
        bool passes = (expected.ValueKind, given) switch
        {
            (JsonValueKind.Null, null) => true,
            (JsonValueKind.Null, _) or (_, null) => false,
            (JsonValueKind.Number, double x) => Math.Abs(x - expected.GetDouble()) <= Absolute + (Relative * Math.Abs(expected.GetDouble())),
            (JsonValueKind.True or JsonValueKind.False, bool truth) => expected.GetBoolean() == truth,
            (JsonValueKind.String, double x) => expected.GetString() is "Inf" or "-Inf" && x == (expected.GetString() == "Inf" ? double.PositiveInfinity : double.NegativeInfinity),
            (JsonValueKind.String, string text) => expected.GetString() == text,
            _ => false,
        };
        return passes ? null : $"{GivenFigure.Show(given)} for {expected.GetRawText()}{Distance(expected, given)}";
    }

    private static string Distance(JsonElement expected, object? given) => expected.ValueKind == JsonValueKind.Number && given is double x && expected.GetDouble() != 0
        ? string.Create(CultureInfo.InvariantCulture, $" (relative {Math.Abs((x / expected.GetDouble()) - 1):E1})")
        : "";
}
