using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>One condition of a floor: a school's rate of a measure strictly below a threshold.</summary>
/// <param name="Measure">Id of the measure.</param>
/// <param name="Threshold">Per cent; a school at the threshold is not below it.</param>
public sealed record FloorCondition(string Measure, double Threshold);

/// <summary>A floor standard: conditions joined by "and" (below every one) or by "or" (below at least one).</summary>
/// <param name="Conditions">The conditions.</param>
/// <param name="Every">True when a school must be below every one.</param>
public sealed record Floor(ImmutableArray<FloorCondition> Conditions, bool Every)
{
    /// <summary>Reads <c>ks2_rwm_4plus &lt; 60 and ks2_reading_progress2 &lt; 90</c>; null when it is not of that form.</summary>
    public static Floor? Parse(string text)
    {
        bool either = text.Contains(" or ", StringComparison.Ordinal), every = text.Contains(" and ", StringComparison.Ordinal);
        if (either && every) return null;
        var conditions = ImmutableArray.CreateBuilder<FloorCondition>();
        foreach (string part in text.Split(either ? " or " : " and "))
        {
            string[] sides = part.Split('<', StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || sides[0].Length == 0 || !double.TryParse(sides[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double threshold)) return null;
            conditions.Add(new(sides[0], threshold));
        }
        return new(conditions.ToImmutable(), !either);
    }

    /// <summary>The floor in words: Two levels of progress in reading below 91% and ....</summary>
    public string Words =>
        string.Join(Every ? " and " : " or ", Conditions.Select(c => string.Create(CultureInfo.InvariantCulture, $"{Measures.Find(c.Measure).Title} below {c.Threshold}%")));

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(Every ? " and " : " or ", Conditions.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Measure} < {c.Threshold}")));
}
