namespace Research;

/// <summary>How the degrees of freedom of a mixed model's t tests are found.</summary>
public enum DegreesOfFreedom
{
    /// <summary>Satterthwaite's: from the precision of the variance of each coefficient. R: <c>lmerTest::summary</c>.</summary>
    Satterthwaite,

    /// <summary>Kenward and Roger's, with their larger standard errors: for few groups. Takes the REML fit. R: <c>pbkrtest::vcovAdj</c>, <c>Lb_ddf</c>.</summary>
    KenwardRoger,

    /// <summary>Infinite: a z test. For many groups, or to agree with other software. R: <c>lme4::confint(method = "Wald")</c>.</summary>
    Infinite,
}
