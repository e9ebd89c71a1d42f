namespace Research;

/// <summary>Which estimator of a difference-in-differences a report quotes.</summary>
/// <remarks>What each covers with few schools: docs/simulations/did.md and docs/simulations/programmes.md.</remarks>
public enum DifferenceRule
{
    /// <summary>By the number of starts and schools. One start: the two-way model, CR2 errors. Several: Wooldridge's extended two-way model, CR2 errors, where fewer than 40 schools stand on either side; else Callaway and Sant'Anna.</summary>
    BySchools,

    /// <summary>Two-way fixed effects, CR2 errors: mixes in comparisons with the already treated where starts differ.</summary>
    TwoWay,

    /// <summary>An effect for each cohort and year in one regression, averaged over the treated (Wooldridge 2021), CR2 errors.</summary>
    Wooldridge,

    /// <summary>Callaway and Sant'Anna (2021): no assumption on years long before the start, but errors too small with few schools.</summary>
    CallawaySantAnna,
}
