namespace Research;

/// <summary>What a trial's bootstrap draws again.</summary>
public enum TrialResampling
{
    /// <summary>Whole schools: as they were sampled and randomised. The choice for trials of schools.</summary>
    Schools,

    /// <summary>Pupils within their schools, the schools kept.</summary>
    Pupils,

    /// <summary>Schools, then pupils within each.</summary>
    SchoolsAndPupils,

    /// <summary>Residuals and school effects of the fitted model (of a multisite trial level and effect of each school together), spread out to the estimated variances (Carpenter, Goldstein and Rasbash 2003).</summary>
    Residuals,
}

/// <summary>How a trial's bootstrap is drawn.</summary>
/// <param name="Units">What is drawn.</param>
/// <param name="Seed">Named seed.</param>
/// <param name="Draws">How many.</param>
public sealed record TrialBootstrapPlan(TrialResampling Units, long Seed, int Draws = 1000)
{
    /// <summary>True makes a school drawn twice one school of double size, as eefAnalytics does; false two schools. The first overstates how alike schools are.</summary>
    public bool MergeRepeatedSchools { get; init; }

    /// <summary>The name of an effect among the bootstrap's estimates.</summary>
    public static string NameOf(string arm, EffectScale scale = EffectScale.Total, EffectBasis basis = EffectBasis.Guidance) => $"{arm}, {scale} SD, {basis}";

    internal static IEnumerable<EffectBasis> Bases { get; } = [EffectBasis.Guidance, EffectBasis.Unconditional, EffectBasis.Conditional];

    internal static IEnumerable<EffectScale> Scales { get; } = [EffectScale.Within, EffectScale.Total];
}
