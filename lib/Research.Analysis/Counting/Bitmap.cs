namespace Research;

/// <summary>A bit for each cell: set where a condition holds.</summary>
internal sealed class Bitmap(ulong[] words)
{
    /// <summary>The bits, 64 cells a word.</summary>
    public ReadOnlySpan<ulong> Words => words;

    /// <summary>Every bit set.</summary>
    public static Bitmap All(int length)
    {
        ulong[] all = new ulong[length];
        Array.Fill(all, ulong.MaxValue);
        return new(all);
    }

    /// <summary>Where both hold.</summary>
    public static Bitmap operator &(Bitmap left, Bitmap right) => Combine(left, right, (a, b) => a & b);

    /// <summary>Where this holds and the other does not.</summary>
    public Bitmap Without(Bitmap other) => Combine(this, other, (a, b) => a & ~b);

    private static Bitmap Combine(Bitmap left, Bitmap right, Func<ulong, ulong, ulong> combine)
    {
        ulong[] result = new ulong[left.Words.Length];
        for (int i = 0; i < result.Length; i++) result[i] = combine(left.Words[i], right.Words[i]);
        return new(result);
    }
}
