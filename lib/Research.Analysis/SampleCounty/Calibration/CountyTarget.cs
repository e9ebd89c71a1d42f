namespace Research;

/// <summary>One figure that pupil records of the sample county must give: achieved and of how many, or a percentage.</summary>
/// <param name="Figure">Id of the appendix's figure, or the publication.</param>
/// <param name="Stage">Year group.</param>
/// <param name="Year">Academic year by the year it ends in.</param>
/// <param name="Outcome">What is achieved: gld, communication, literacy, maths_elg, phonics, ks1_rwm, ks1_reading, ks1_maths, ks1_maths_2b, ks2_rwm, ks4_5ac_em.</param>
/// <param name="Group">Of whom; see <see cref="CountyGroup"/>.</param>
internal sealed record CountyTarget(string Figure, Stage Stage, int Year, string Outcome, string Group)
{
    public int Achieved { get; init; }

    public int Of { get; init; }

    /// <summary>Printed percentage with its decimals, when no count was printed.</summary>
    public decimal? Percent { get; init; }

    /// <summary>What a miss by one pupil costs beside others: the appendix before later publications.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>The counts out of <paramref name="pupils"/> that give the figure: the printed count itself where the group has its printed size,
    /// the same rate where it has another, and every count that rounds to a printed percentage.</summary>
    public (int Low, int High) Counts(int pupils)
    {
        if (Percent is not { } percent)
        {
            int count = pupils == Of ? Achieved : (int)Math.Round(pupils * (decimal)Achieved / Of);
            return (count, count);
        }
        decimal half = 0.5m;
        for (int d = Decimals(percent); d > 0; d--) half /= 10;
        int low = (int)Math.Ceiling(pupils * (percent - half) / 100), high = (int)Math.Ceiling(pupils * (percent + half) / 100) - 1;
        int nearest = (int)Math.Round(pupils * percent / 100);
        return low <= high ? (Math.Max(0, low), Math.Min(pupils, high)) : (nearest, nearest);
    }

    private static int Decimals(decimal value) => (decimal.GetBits(value)[3] >> 16) & 0xFF;
}
