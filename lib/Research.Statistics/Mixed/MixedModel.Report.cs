using System.Globalization;

namespace Research;

public sealed partial record MixedModel
{
    /// <inheritdoc/>
    public override string Report()
    {
        string groups = string.Join(" and ", Groups.Select(g => $"{g.Groups.ToString(CultureInfo.InvariantCulture)} groups of {g.Factor}"));
        string tests = Degrees switch
        {
            DegreesOfFreedom.Satterthwaite => "Tests of coefficients use Satterthwaite's degrees of freedom (Satterthwaite, 1946; Kuznetsova et al., 2017).",
            DegreesOfFreedom.KenwardRoger => "Standard errors and degrees of freedom are those of Kenward and Roger (1997).",
            _ => "Tests of coefficients are z tests.",
        };
        string likelihood = Likelihood == Likelihood.Reml ? "restricted maximum likelihood" : "maximum likelihood";
        string singular = IsSingular ? $" The fit is singular: {string.Join("; ", Singularities)}." : "";
        string reached = Convergence.Reached ? "" : " The search did not converge; the figures must not be used.";
        return $"A linear mixed model, {Formula}, was fitted by {likelihood} (Bates et al., 2015) to {Sample.Used} rows in {groups}; {Sample.TotalDropped} rows were dropped for missing values. "
            + $"The fixed terms explain {Percent.Of(RSquared.Marginal, 1)} of the variance, fixed and random terms together {Percent.Of(RSquared.Conditional, 1)} (Nakagawa and Schielzeth, 2013; Johnson, 2014). "
            + tests + singular + reached
            + "\n\nBates, D., Mächler, M., Bolker, B. and Walker, S. (2015). Fitting linear mixed-effects models using lme4. Journal of Statistical Software, 67(1).\n"
            + "Johnson, P. C. D. (2014). Extension of Nakagawa and Schielzeth's R²GLMM to random slopes models. Methods in Ecology and Evolution, 5(9), 944-946.\n"
            + (Degrees == DegreesOfFreedom.KenwardRoger
                ? "Kenward, M. G. and Roger, J. H. (1997). Small sample inference for fixed effects from restricted maximum likelihood. Biometrics, 53(3), 983-997.\n" : "")
            + (Degrees == DegreesOfFreedom.Satterthwaite
                ? "Kuznetsova, A., Brockhoff, P. B. and Christensen, R. H. B. (2017). lmerTest package: tests in linear mixed effects models. Journal of Statistical Software, 82(13).\n" : "")
            + "Nakagawa, S. and Schielzeth, H. (2013). A general and simple method for obtaining R² from generalized linear mixed-effects models. Methods in Ecology and Evolution, 4(2), 133-142.\n"
            + (Degrees == DegreesOfFreedom.Satterthwaite
                ? "Satterthwaite, F. E. (1946). An approximate distribution of estimates of variance components. Biometrics Bulletin, 2(6), 110-114.\n" : "");
    }

    /// <summary>The coefficients with their intervals, the intercept left out.</summary>
    public override Chart? ToChart() => Terms.Where(t => t.Name != "(Intercept)").ToArray() is { Length: > 0 } drawn
        ? EstimateChart.Of($"Coefficients of {Formula}", "coefficient", drawn.Select(t => new EstimateRow(t.Name, t.Estimate, t.Interval)), reference: 0)
        : null;
}
