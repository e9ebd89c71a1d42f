using System.Collections.Immutable;
using System.Numerics;

namespace Research;

/// <summary>Turns the answer to a <see cref="CellQuery"/> into bitmaps.</summary>
internal static class CellReader
{
    /// <summary>Bits of a mask: it travels as a double, which holds whole numbers up to 2^53.</summary>
    public const int BitsOfMask = 50;

    /// <summary>Reads the cells.</summary>
    /// <param name="data">Columns year, place, pupils, m0, m1, ... and s0, s1, ..., in order of year, place and most pupils.</param>
    /// <param name="conditions">The conditions, in the order of their bits.</param>
    /// <param name="sums">The values summed, in order.</param>
    public static Cells Read(Dataset data, ImmutableArray<string> conditions, ImmutableArray<string> sums)
    {
        double[] numbers = data.Numbers("pupils").ToArray();
        var (ranges, places, words) = Ranges(data, numbers);
        ulong[][] bits = [.. conditions.Select(_ => new ulong[words])];
        for (int m = 0; m * BitsOfMask < conditions.Length; m++) Spread(data.Numbers($"m{m}").ToArray(), places, bits.AsSpan(m * BitsOfMask));
        var values = sums.Select((_, i) => Place(data.Numbers($"s{i}").ToArray(), places, words)).ToArray();
        return new(ranges, conditions.Select((c, i) => (c, i)).ToDictionary(c => c.c, c => new Bitmap(bits[c.i]), StringComparer.Ordinal),
            sums.Select((s, i) => (s, i)).ToDictionary(s => s.s, s => values[s.i], StringComparer.Ordinal), Digits(numbers, places, words));
    }

    // Each year and place begins a word of its own, so that it is a range of whole words.
    private static (ImmutableArray<CellRange> Ranges, int[] Places, int Words) Ranges(Dataset data, double[] numbers)
    {
        double[] years = data.Numbers("year").ToArray();
        var place = data["place"];
        var ranges = ImmutableArray.CreateBuilder<CellRange>();
        int[] places = new int[numbers.Length];
        int words = 0;
        for (int from = 0, to; from < numbers.Length; from = to)
        {
            string where = place.TextAt(from) ?? "";
            for (to = from; to < numbers.Length && years[to] == years[from] && (place.TextAt(to) ?? "") == where; to++) places[to] = (words << 6) + to - from;
            int[] ends = new int[BitOperations.Log2((ulong)numbers[from]) + 1];
            for (int row = from; row < to; row++)
                for (ulong left = (ulong)numbers[row]; left != 0; left &= left - 1)
                    ends[BitOperations.TrailingZeroCount(left)] = (places[row] >> 6) + 1;
            ranges.Add(new((int)years[from], where, words, ends));
            words += (to - from + 63) >> 6;
        }
        return (ranges.ToImmutable(), places, words);
    }

    private static void Spread(double[] masks, int[] places, Span<ulong[]> bits)
    {
        for (int row = 0; row < masks.Length; row++)
        {
            // A value outside the dictionary finds no row in a lookup; the check stops such data before they come here.
            if (double.IsNaN(masks[row])) throw new InvalidOperationException("A cell outside the dictionary was counted.");
            for (ulong left = (ulong)masks[row]; left != 0; left &= left - 1)
                bits[BitOperations.TrailingZeroCount(left)][places[row] >> 6] |= 1UL << (places[row] & 63);
        }
    }

    private static ulong[][] Digits(double[] numbers, int[] places, int words)
    {
        ulong[][] digits = [.. Enumerable.Range(0, numbers.Length == 0 ? 1 : BitOperations.Log2((ulong)numbers.Max()) + 1).Select(_ => new ulong[words])];
        Spread(numbers, places, digits);
        return digits;
    }

    private static long[] Place(double[] values, int[] places, int words)
    {
        long[] placed = new long[words << 6];
        for (int row = 0; row < values.Length; row++) placed[places[row]] = (long)values[row];
        return placed;
    }
}
