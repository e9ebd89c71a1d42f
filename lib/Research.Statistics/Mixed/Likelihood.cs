namespace Research;

/// <summary>Which likelihood a mixed model maximises.</summary>
public enum Likelihood
{
    /// <summary>Restricted maximum likelihood: variances without the bias that comes of estimating the fixed effects. R: <c>REML = TRUE</c>.</summary>
    Reml,

    /// <summary>Maximum likelihood: needed to compare models with different fixed terms. R: <c>REML = FALSE</c>.</summary>
    Ml,
}
