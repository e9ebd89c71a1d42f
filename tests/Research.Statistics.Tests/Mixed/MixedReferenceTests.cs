using System.Globalization;

namespace Research.Tests;

public class MixedReferenceTests
{
    private static readonly (string Case, string Quantity, string Term, double Value, double Tolerance)[] Reference =
        [.. File.ReadLines(ReferenceFile.Path("mixed.csv")).Where(l => !l.StartsWith('#')).Skip(1).Select(l => l.Split(','))
            .Select(f => (f[0], f[1], f[2], double.Parse(f[3], CultureInfo.InvariantCulture), double.Parse(f[4], CultureInfo.InvariantCulture)))];

    private static Dataset Sleep => Dataset.FromCsv(ReferenceFile.Path("mixed-sleepstudy.csv"));

    [Theory]
    [InlineData("slope", "Reaction ~ Days + (Days | Subject)", Likelihood.Reml)]
    [InlineData("uncorrelated", "Reaction ~ Days + (Days || Subject)", Likelihood.Ml)]
    [InlineData("offset", "Reaction ~ Days + offset(2 * Days) + (1 | Subject)", Likelihood.Reml)]
    public void Repeated_measures_agree_with_lme4(string name, string formula, Likelihood likelihood) => Agrees(name, MixedModel.Fit(formula, Sleep, likelihood));

    [Fact]
    public void Crossed_factors_agree_with_lme4() =>
        Agrees("crossed", MixedModel.Fit("diameter ~ 1 + (1 | plate) + (1 | sample)", Dataset.FromCsv(ReferenceFile.Path("mixed-penicillin.csv"))));

    [Fact]
    public void Weights_of_rows_agree_with_lme4()
    {
        var sleep = Sleep;
        var weights = new NumberColumn("w", [.. sleep.Numbers("Days").ToArray().Select(d => 1 + d / 9)]);
        Agrees("weighted", MixedModel.Fit("Reaction ~ Days + (1 | Subject)", sleep.With(weights), weights: "w"));
    }

    [Fact]
    public void Tests_of_terms_held_in_interactions_agree_with_lmerTest()
    {
        var tests = MixedModel.Fit("angle ~ recipe * temp2 + (1 | recipe:replicate)", Dataset.FromCsv(ReferenceFile.Path("mixed-cake.csv"))).TermTests().Tests;
        Check("type3", "F", t => tests.Single(x => x.Term == t).F);
        Check("type3", "df", t => tests.Single(x => x.Term == t).DenominatorDf);
        Check("type3", "p", t => tests.Single(x => x.Term == t).PValue);
    }

    [Fact]
    public void Counts_with_an_exposure_agree_with_glmer()
    {
        var fit = GeneralisedMixedModel.Poisson("incidence ~ period + offset(log(size)) + (1 | herd)", Dataset.FromCsv(ReferenceFile.Path("mixed-cbpp.csv"), "period"));
        Check("poisson", "loglik", _ => fit.LogLikelihood);
        Check("poisson", "estimate", t => fit[t].Estimate);
        Check("poisson", "se", t => fit[t].StandardError);
    }

    [Fact]
    public void Quadrature_agrees_with_glmer()
    {
        var fit = GeneralisedMixedModel.Logistic("cbind(incidence, rest) ~ period + (1 | herd)", Dataset.FromCsv(ReferenceFile.Path("mixed-cbpp.csv"), "period"), 9);
        Check("logistic", "estimate", t => fit[t].Estimate);
        Check("logistic", "se", t => fit[t].StandardError);
    }

    [Fact]
    public void Quadrature_weights_integrate_even_powers_of_a_standard_normal()
    {
        var rule = GaussHermite.Rule(9);
        Assert.Equal(1, rule.Sum(p => Math.Exp(p.LogWeight) * Math.Pow(p.Node, 2)), 1e-12);
        Assert.Equal(15, rule.Sum(p => Math.Exp(p.LogWeight) * Math.Pow(p.Node, 6)), 1e-10);
    }

    private static void Agrees(string name, MixedModel fit)
    {
        Check(name, "loglik", _ => fit.LogLikelihood);
        Check(name, "sigma", _ => fit.Sigma);
        Check(name, "estimate", t => fit[t].Estimate);
        Check(name, "se", t => fit[t].StandardError);
        Check(name, "df", t => fit[t].DegreesOfFreedom);
        Check(name, "p", t => fit[t].PValue);
        var adjusted = fit.With(DegreesOfFreedom.KenwardRoger);
        Check(name, "kr_se", t => adjusted[t].StandardError, optional: true);
        Check(name, "kr_df", t => adjusted[t].DegreesOfFreedom, optional: true);
    }

    private static void Check(string name, string quantity, Func<string, double> found, bool optional = false)
    {
        var rows = Reference.Where(r => r.Case == name && r.Quantity == quantity).ToArray();
        if (!optional) Assert.NotEmpty(rows);
        foreach (var row in rows) Assert.Equal(row.Value, found(row.Term), row.Tolerance * Math.Max(Math.Abs(row.Value), 1e-12));
    }
}
