using System.Numerics;

namespace Research;

/// <summary>A stream of random numbers that is the same on every machine, for every thread count, for ever.
/// Bits come from xoshiro256++; the seed is spread by SplitMix64. <see cref="Fork(long)"/> gives a stream of its own to each replicate, school or
/// pupil, so that work may be shared out among threads in any order. Numbers other than bits use only IEEE operations (no platform's
/// own logarithm), so that a draw from the normal distribution is the same to the last bit everywhere.</summary>
/// <remarks>Source: Blackman and Vigna (2021), Scrambled linear pseudorandom number generators; Steele, Lea and Flood (2014), Fast
/// splittable pseudorandom number generators. Not for secrets. One stream serves one thread: fork for others. R: <c>set.seed</c>,
/// <c>parallel::nextRNGStream</c>.</remarks>
public sealed partial class RandomStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly ulong identity;
    private ulong s0, s1, s2, s3;
    private double spare = double.NaN;

    private RandomStream(ulong identity)
    {
        this.identity = identity;
        // Four successive SplitMix64 outputs, as the authors of xoshiro advise: never all zero.
        (s0, s1, s2, s3) = (Mix(identity += Golden), Mix(identity += Golden), Mix(identity += Golden), Mix(identity + Golden));
    }

    /// <summary>The stream of a named seed. Equal seeds give equal streams.</summary>
    /// <param name="seed">Any whole number; write it in the methods section.</param>
    public static RandomStream FromSeed(long seed) => new(Mix((ulong)seed ^ 0xD1B54A32D192ED03));

    /// <summary>A stream of its own for the numbered part of the work. It depends on this stream's seed and path of forks only, not on how
    /// many numbers were drawn; forks of one stream with different numbers never coincide. Forks may be forked again.</summary>
    /// <param name="stream">Number of the replicate, school, pupil ...</param>
    // Times an odd constant, then a bijective mix: different numbers cannot give the same identity.
    public RandomStream Fork(long stream) => new(Mix(identity ^ Mix((unchecked((ulong)stream) * 0xA0761D6478BD642F) + 0xE7037ED1A0B428DB)));

    /// <summary>A stream of its own for a named part of the work, such as "schools" or "absence".</summary>
    /// <param name="name">The name; case matters.</param>
    public RandomStream Fork(string name)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char c in name) hash = (hash ^ c) * 0x100000001B3;
        return Fork(unchecked((long)hash));
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Bits()
    {
        ulong result = BitOperations.RotateLeft(s0 + s3, 23) + s0;
        ulong shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform on [0, 1), a multiple of 2⁻⁵³.</summary>
    public double Uniform() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform on [low, high).</summary>
    public double Uniform(double low, double high) => low + ((high - low) * Uniform());

    /// <summary>A whole number from 0 up to but not including <paramref name="count"/>, each equally likely without bias (Lemire 2019).</summary>
    public int Below(int count)
    {
        if (count <= 0) throw new ArgumentOutOfRangeException(nameof(count), count, "There must be something to choose from: count of at least 1.");
        ulong range = (ulong)count;
        ulong high = Math.BigMul(Bits(), range, out ulong low);
        if (low < range)
        {
            ulong threshold = unchecked(0UL - range) % range;
            while (low < threshold) high = Math.BigMul(Bits(), range, out low);
        }
        return (int)high;
    }

    /// <summary>True with the given probability.</summary>
    /// <param name="probability">0 to 1.</param>
    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>Puts the values in random order, each order equally likely (Fisher and Yates). R: <c>sample(x)</c>.</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>The numbers 0 to <paramref name="count"/> − 1 in random order. R: <c>sample.int(n)</c>.</summary>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (int i = 0; i < count; i++) order[i] = i;
        Shuffle(order.AsSpan());
        return order;
    }

    /// <summary>Fills the span with numbers from 0 up to <paramref name="count"/>, drawn with replacement. R: <c>sample.int(n, replace = TRUE)</c>.</summary>
    public void Resample(Span<int> into, int count)
    {
        for (int i = 0; i < into.Length; i++) into[i] = Below(count);
    }

    /// <summary>The index of one of the weights, chosen in proportion to it. R: <c>sample(prob = )</c>.</summary>
    /// <param name="weights">Not negative, not all zero.</param>
    public int Choose(ReadOnlySpan<double> weights)
    {
        double total = 0;
        foreach (double weight in weights)
            total += weight >= 0 ? weight : throw new ArgumentException("A weight is negative or not a number.", nameof(weights));
        if (!(total > 0) || double.IsInfinity(total)) throw new ArgumentException("Weights must add up to a finite number above zero.", nameof(weights));
        double left = Uniform() * total;
        int last = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] == 0) continue;
            last = i;
            left -= weights[i];
            if (left < 0) return i;
        }
        return last;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
