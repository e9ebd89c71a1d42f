namespace Research;

/// <summary>Codes from best to worst, and the score needed for each.</summary>
internal sealed class LevelScale
{
    private readonly string[] codes;
    private readonly double[] cuts;

    private LevelScale(string[] codes, double[] cuts) => (this.codes, this.cuts) = (codes, cuts);

    /// <summary>Cuts the scores so that given shares are at or above each code; the last code has no share of its own.</summary>
    public static LevelScale Cut(IReadOnlyList<double> scores, string codes, params double[] sharesAtOrAbove)
    {
        string[] list = codes.Split(' ');
        if (list.Length != sharesAtOrAbove.Length + 1) throw new ArgumentException("One share fewer than codes.", nameof(sharesAtOrAbove));
        return new(list, [.. sharesAtOrAbove.Select(share => Ranking.Cut(scores, Math.Clamp(share, 0, 1)))]);
    }

    public string CodeOf(double score)
    {
        int at = 0;
        while (at < cuts.Length && score < cuts[at]) at++;
        return codes[at];
    }

    /// <summary>Score at which a code begins.</summary>
    public double Threshold(string code) => cuts[Array.IndexOf(codes, code)];
}
