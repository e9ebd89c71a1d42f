using System.Collections.Immutable;
using System.Numerics;

namespace Research;

/// <summary>The cells of one year and place: a range of words of every bitmap, the cells of most pupils first.</summary>
/// <param name="Year">Academic year by the year it ends in.</param>
/// <param name="Place">The area's code or the school's URN; empty for the county.</param>
/// <param name="From">First word.</param>
/// <param name="Ends">For each binary digit of the cells' numbers of pupils, the word after the last in which it is set.</param>
internal readonly record struct CellRange(int Year, string Place, int From, int[] Ends);

/// <summary>Pupils of a phase in cells: those alike in every condition asked about are one cell with their number. A condition is a bitmap over the
/// cells, so that a count for any combination of conditions is a few AND operations, whatever the number of combinations.</summary>
/// <remarks>Numbers of pupils are kept by binary digit, a bitmap each: pupils in both A and B are Σ 2^k |A ∧ B ∧ W_k| (a bit-sliced index: O'Neil and Quass 1997,
/// SIGMOD Record 26(2), 38–49). Whole numbers throughout.</remarks>
internal sealed class Cells
{
    private readonly Dictionary<string, Bitmap> conditions;
    private readonly Dictionary<string, long[]> sums;
    private readonly ulong[][] pupils;

    internal Cells(ImmutableArray<CellRange> ranges, Dictionary<string, Bitmap> conditions, Dictionary<string, long[]> sums, ulong[][] pupils) =>
        (Ranges, this.conditions, this.sums, this.pupils) = (ranges, conditions, sums, pupils);

    /// <summary>Years and places, in order.</summary>
    public ImmutableArray<CellRange> Ranges { get; }

    /// <summary>Where a condition holds; unknown counts as not holding.</summary>
    public Bitmap this[string condition] => conditions[condition];

    /// <summary>Every cell.</summary>
    public Bitmap Everyone => Bitmap.All(pupils[0].Length);

    /// <summary>Pupils of a range in both.</summary>
    public long Pupils(CellRange range, Bitmap a, Bitmap b)
    {
        long total = 0;
        for (int digit = 0; digit < range.Ends.Length; digit++)
        {
            int length = range.Ends[digit] - range.From;
            if (length <= 0) continue;
            ReadOnlySpan<ulong> left = a.Words.Slice(range.From, length), right = b.Words.Slice(range.From, length), these = pupils[digit].AsSpan(range.From, length);
            long count = 0;
            for (int i = 0; i < left.Length; i++) count += BitOperations.PopCount(left[i] & right[i] & these[i]);
            total += count << digit;
        }
        return total;
    }

    /// <summary>Sum of a value over the pupils of a range in a bitmap.</summary>
    public long Sum(CellRange range, Bitmap where, string value)
    {
        long[] values = sums[value];
        long total = 0;
        // Every cell has a pupil, so the smallest digit or a larger one is set in its word.
        int end = range.Ends.Max();
        for (int word = range.From; word < end; word++)
            for (ulong bits = where.Words[word]; bits != 0; bits &= bits - 1)
                total += values[(word << 6) + BitOperations.TrailingZeroCount(bits)];
        return total;
    }
}
