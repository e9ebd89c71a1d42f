namespace Research;

/// <summary>The latent scale, on which a pupil reaches a standard when his place lies above it: chances by table, and normal draws by table.</summary>
internal static class LatentScale
{
    private const double Far = 8;
    private const int PerUnit = 256;
    private static readonly double[] Chances = [.. Enumerable.Range(0, (int)(2 * Far * PerUnit) + 2).Select(i => StandardNormal.Lower((i / (double)PerUnit) - Far))];
    private static readonly float[] Quantiles = [.. Enumerable.Range(0, 1 << 16).Select(i => (float)StandardNormal.Quantile((i + 0.5) / (1 << 16)))];

    /// <summary>Φ(x), to 10⁻⁶.</summary>
    public static double Chance(double x)
    {
        double at = (Math.Clamp(x, -Far, Far) + Far) * PerUnit;
        int i = (int)at;
        return Chances[i] + ((at - i) * (Chances[i + 1] - Chances[i]));
    }

    /// <summary>Normal draw number 0 to 3 of 64 random bits: its chances are multiples of 2⁻¹⁶.</summary>
    public static float Normal(ulong bits, int number) => Quantiles[(ushort)(bits >> (16 * number))];
}
