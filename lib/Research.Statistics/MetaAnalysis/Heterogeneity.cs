namespace Research;

/// <summary>How much true effects vary between studies: the estimator of the between-study variance τ². R: <c>metafor::rma(method = )</c>.</summary>
public enum Heterogeneity
{
    /// <summary>Effects are taken as equal, or only the studies at hand are spoken of: τ² = 0. R: <c>"FE"</c>, <c>"EE"</c>.</summary>
    None,

    /// <summary>Moments of Q (DerSimonian and Laird 1986). R: <c>"DL"</c>.</summary>
    DerSimonianLaird,

    /// <summary>Unweighted moments (Hedges 1983). R: <c>"HE"</c>.</summary>
    Hedges,

    /// <summary>Hunter and Schmidt (2004); too low with few studies. R: <c>"HS"</c>.</summary>
    HunterSchmidt,

    /// <summary>Sidik and Jonkman (2005): never 0 while effects differ. R: <c>"SJ"</c>.</summary>
    SidikJonkman,

    /// <summary>Maximum likelihood (Hardy and Thompson 1996); too low with few studies. R: <c>"ML"</c>.</summary>
    Ml,

    /// <summary>Restricted maximum likelihood (Raudenbush 2009): the usual choice. R: <c>"REML"</c>.</summary>
    Reml,

    /// <summary>Empirical Bayes (Morris 1983); the same value as <see cref="PauleMandel"/>. R: <c>"EB"</c>.</summary>
    EmpiricalBayes,

    /// <summary>The τ² at which Q equals its degrees of freedom (Paule and Mandel 1982). R: <c>"PM"</c>.</summary>
    PauleMandel,
}

/// <summary>How the pooled effect and its moderators are tested.</summary>
public enum MetaTest
{
    /// <summary>Normal, with τ² taken as known: too narrow with few studies. R: <c>test = "z"</c>.</summary>
    Wald,

    /// <summary>Knapp and Hartung (2003): variance scaled by the weighted residuals, t on k − p degrees of freedom. R: <c>test = "knha"</c>.</summary>
    KnappHartung,

    /// <summary>t on k − p degrees of freedom, the variance not scaled. R: <c>test = "t"</c>.</summary>
    StudentT,
}

/// <summary>What a meta-analysis is asked beside its formula and estimator.</summary>
public sealed record MetaOptions
{
    /// <summary>The tests of effects.</summary>
    public MetaTest Test { get; init; }

    /// <summary>Coverage of the intervals.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Fisher scoring for ML and REML stops when τ² moves by less; null goes on to the optimum. R: <c>control = list(threshold = )</c>, 1e-5 unless set, so that
    /// its τ² can be off in the fifth decimal.</summary>
    public double? Threshold { get; init; }
}

/// <summary>How an estimator is named.</summary>
internal static class HeterogeneityNames
{
    public static string Title(this Heterogeneity method) => method switch
    {
        Heterogeneity.None => "one common effect",
        Heterogeneity.DerSimonianLaird => "random effects, τ² by DerSimonian and Laird",
        Heterogeneity.Hedges => "random effects, τ² by Hedges",
        Heterogeneity.HunterSchmidt => "random effects, τ² by Hunter and Schmidt",
        Heterogeneity.SidikJonkman => "random effects, τ² by Sidik and Jonkman",
        Heterogeneity.Ml => "random effects, τ² by maximum likelihood",
        Heterogeneity.Reml => "random effects, τ² by restricted maximum likelihood",
        Heterogeneity.EmpiricalBayes => "random effects, τ² by empirical Bayes",
        _ => "random effects, τ² by Paule and Mandel",
    };

    public static string Citation(this Heterogeneity method) => method switch
    {
        Heterogeneity.None => "Hedges and Olkin 1985",
        Heterogeneity.DerSimonianLaird => "DerSimonian and Laird 1986",
        Heterogeneity.Hedges => "Hedges 1983",
        Heterogeneity.HunterSchmidt => "Hunter and Schmidt 2004",
        Heterogeneity.SidikJonkman => "Sidik and Jonkman 2005",
        Heterogeneity.Ml => "Hardy and Thompson 1996",
        Heterogeneity.Reml => "Raudenbush 2009",
        Heterogeneity.EmpiricalBayes => "Morris 1983",
        _ => "Paule and Mandel 1982",
    };

    public static string Title(this MetaTest test) => test switch
    {
        MetaTest.Wald => "normal tests",
        MetaTest.KnappHartung => "Knapp–Hartung tests",
        _ => "t tests",
    };
}
