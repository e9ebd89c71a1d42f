using System.Collections.Immutable;
using System.Globalization;

namespace Research;

public sealed partial class FactorColumn
{
    /// <summary>A factor from numbers: a level for each distinct value, by size. R: <c>factor(x)</c>.</summary>
    public static FactorColumn From(NumberColumn numbers)
    {
        var values = numbers.Values;
        var place = new Dictionary<double, int>();
        foreach (double value in values)
            if (!double.IsNaN(value))
                place[value] = 0;
        double[] distinct = [.. place.Keys.Order()];
        for (int k = 0; k < distinct.Length; k++) place[distinct[k]] = k;
        var codes = new int[values.Length];
        for (int i = 0; i < codes.Length; i++) codes[i] = double.IsNaN(values[i]) ? -1 : place[values[i]];
        return new(numbers.Name, codes, [.. distinct.Select(v => v.ToString("R", CultureInfo.InvariantCulture))]);
    }

    /// <summary>The pairs of two factors that occur, in the order of the first, then the second, named <c>a:b</c>. R: <c>a:b</c> with unused levels dropped.</summary>
    public static FactorColumn Interaction(FactorColumn first, FactorColumn second)
    {
        long width = second.Levels.Length;
        var place = new Dictionary<long, int>();
        var pairs = new long[first.Length];
        for (int i = 0; i < pairs.Length; i++)
        {
            pairs[i] = first.Codes[i] < 0 || second.Codes[i] < 0 ? -1 : (first.Codes[i] * width) + second.Codes[i];
            if (pairs[i] >= 0) place[pairs[i]] = 0;
        }
        long[] present = [.. place.Keys.Order()];
        for (int k = 0; k < present.Length; k++) place[present[k]] = k;
        var codes = new int[pairs.Length];
        for (int i = 0; i < codes.Length; i++) codes[i] = pairs[i] < 0 ? -1 : place[pairs[i]];
        return new($"{first.Name}:{second.Name}", codes, [.. present.Select(p => $"{first.Levels[(int)(p / width)]}:{second.Levels[(int)(p % width)]}")]);
    }

    /// <summary>The factor without levels that no row has. R: <c>droplevels</c>.</summary>
    public FactorColumn WithoutUnusedLevels()
    {
        var used = new bool[Levels.Length];
        foreach (int code in codes)
            if (code >= 0)
                used[code] = true;
        if (Array.TrueForAll(used, u => u)) return this;
        var place = new int[used.Length];
        var left = ImmutableArray.CreateBuilder<string>();
        for (int k = 0; k < used.Length; k++)
            if (used[k])
            {
                place[k] = left.Count;
                left.Add(Levels[k]);
            }
        var moved = new int[codes.Length];
        for (int i = 0; i < moved.Length; i++) moved[i] = codes[i] < 0 ? -1 : place[codes[i]];
        return new(Name, moved, left.ToImmutable());
    }
}
