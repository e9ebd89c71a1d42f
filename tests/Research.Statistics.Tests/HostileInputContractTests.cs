namespace Research.Tests;

/// <summary>Every estimator that takes a formula or groups, against every kind of hostile data: it ends in a message that says how to mend it, or in a
/// result that can be shown; never in another exception, and never in a figure that depends on the unit.</summary>
public class HostileInputContractTests
{
    private const int Rows = 48;

    private static readonly Dictionary<string, Func<Dataset, Result>> Estimators = new()
    {
        ["linear"] = d => LinearModel.Fit("y ~ x + f", d),
        ["linear, HC3"] = d => LinearModel.Fit("y ~ x + f", d, Errors.Robust()),
        ["linear, CR2"] = d => LinearModel.Fit("y ~ x + f", d, Errors.Clustered("g")),
        ["linear, weighted"] = d => LinearModel.Fit("y ~ x + f", d, options: new() { Weights = "w" }),
        ["linear, absorbed"] = d => LinearModel.Fit("y ~ x + f", d, options: new() { Absorb = ["g"] }),
        ["wild bootstrap"] = d => LinearModel.Fit("y ~ x + f", d, Errors.Clustered("g")).WildBootstrap("x", new("g", 99, 1)),
        ["analysis of variance"] = d => LinearModel.Fit("y ~ x * f", d).Anova(SumsOfSquares.TypeIII),
        ["instruments"] = d => TwoStageLeastSquares.Fit("y ~ x | z", d),
        ["logistic"] = d => LogisticModel.Fit("b ~ x + f", d),
        ["logistic, CR2"] = d => LogisticModel.Fit("b ~ x + f", d, new() { Errors = Errors.Clustered("g") }),
        ["Firth"] = d => LogisticModel.Firth("b ~ x + f", d),
        ["probit"] = d => GeneralisedModel.Fit("b ~ x", d, ModelFamily.Probit),
        ["Poisson"] = d => GeneralisedModel.Fit("b ~ x + f", d, ModelFamily.Poisson),
        ["quasi-binomial"] = d => GeneralisedModel.Fit("b ~ x", d, ModelFamily.QuasiBinomial),
        ["marginal effects"] = d => LogisticModel.Fit("b ~ x + f", d).MarginalEffects(),
        ["discrimination"] = d => LogisticModel.Fit("b ~ x", d).Discrimination(),
        ["calibration"] = d => LogisticModel.Fit("b ~ x", d).Calibration(4),
        ["mixed"] = d => MixedModel.Fit("y ~ x + f + (1 | g)", d),
        ["mixed, slopes"] = d => MixedModel.Fit("y ~ x + (x | g)", d),
        ["mixed, crossed"] = d => MixedModel.Fit("y ~ x + (1 | g) + (1 | h)", d, Likelihood.Ml),
        ["mixed, Kenward-Roger"] = d => MixedModel.Fit("y ~ x + (1 | g)", d).With(DegreesOfFreedom.KenwardRoger),
        ["mixed logistic"] = d => GeneralisedMixedModel.Logistic("b ~ x + (1 | g)", d),
        ["mixed Poisson"] = d => GeneralisedMixedModel.Poisson("b ~ x + (1 | g)", d),
        ["Oaxaca-Blinder"] = d => OaxacaBlinder.Of("y ~ x", d, "f", ("p", "q")),
        ["bootstrap"] = d => Bootstrap.Cases(d, s => LinearModel.Fit("y ~ x", s), 1, 40),
        ["cluster bootstrap"] = d => Bootstrap.Clusters("y ~ x", d, "g", 1, 40),
        ["imputation"] = d => Imputation.Chained(d, 1, 2, new() { LeaveOut = ["g", "h"], Iterations = 2 }).Fit(s => LinearModel.Fit("y ~ x", s)),
        ["Welch"] = d => Two(d, TTest.Welch),
        ["Mann-Whitney"] = d => Two(d, MannWhitneyTest.Of),
        ["standardised difference"] = d => Two(d, (a, b) => StandardisedDifference.Of(a, b)),
        ["one-way analysis"] = d => OneWayAnova.Of([.. OutcomeGroup.From(d, "y", "g")]),
        ["Kruskal-Wallis"] = d => KSampleTest.KruskalWallis([.. OutcomeGroup.From(d, "y", "g")]),
        ["correlation"] = d => Correlation.Pearson(d.Numbers("y").ToArray(), d.Numbers("x").ToArray()),
        ["rank correlation"] = d => Correlation.Kendall(d.Numbers("y").ToArray(), d.Numbers("x").ToArray()),
        ["paired"] = d => TTest.Paired(d.Numbers("y").ToArray(), d.Numbers("x").ToArray()),
        ["simple trial"] = d => SimpleTrialAnalysis.Fit(new("y ~ f + x", "f"), d),
        ["multisite trial"] = d => MultisiteTrialAnalysis.Fit(new("y ~ f + x", "f", "g"), d),
        ["trial bootstrap"] = d => SimpleTrialAnalysis.Fit(new("y ~ f + x", "f"), d).Bootstrap(new(TrialResampling.Pupils, 1, 20)),
        ["cluster trial"] = d => ClusterTrialAnalysis.Fit(new("y ~ half + x", "half", "g"), d.With(new NumberColumn("half", [.. d.Numbers("g").ToArray().Select(g => g % 2)]))),
        ["differences"] = d => GroupTimeEffects.Fit(new("y", "g", "h", "b") { Records = PanelRecords.RepeatedCrossSections, Covariates = "~ x", Cluster = "g" }, d),
        ["two-way effects"] = d => TwoWayFixedEffects.Fit("y ~ x", d, new("g", "h")),
        ["cut-off"] = d => RegressionDiscontinuity.Fit(new("y", "x", 0), d),
        ["interrupted series"] = d => InterruptedSeries.Fit(new("y", "x", 0) { SlopeChanges = false }, d),
        ["synthetic control"] = d => SyntheticControl.Fit(new("y", "g", "h", 3) { Treated = ["0"] }, d, 1),
        ["Oster's bounds"] = d => OsterBounds.Of("y", "x", "z", d),
        ["meta-analysis"] = d => MetaAnalysis.Fit("y ~ x", Studies.WithVariances(d, "y", "w"), Heterogeneity.Reml),
        ["meta-regression"] = d => MetaAnalysis.Fit("y ~ x + f", Studies.WithVariances(d, "y", "w"), Heterogeneity.PauleMandel, new() { Test = MetaTest.KnappHartung }),
        ["multilevel meta-analysis"] = d => MultilevelMetaAnalysis.Fit("y ~ x + (1 | g)", Studies.WithVariances(d, "y", "w")).With(Errors.Clustered("g")),
        ["permutation"] = d => PermutationTest.Rows(d, "f", s => OutcomeGroup.From(s, "y", "f") is [var a, var b, ..] ? a.Mean - b.Mean : double.NaN, 1, 50),
    };

    private static readonly Dictionary<string, Func<Dataset, Dataset>> Hostile = new()
    {
        ["no rows"] = d => d.Take([]),
        ["one row"] = d => d.Take([0]),
        ["two rows"] = d => d.Take([0, 1]),
        ["one group"] = d => d.Take([.. Enumerable.Range(0, Rows).Where(i => d.Numbers("g")[i] == 0)]),
        ["one level"] = d => d.Take([.. Enumerable.Range(0, Rows).Where(i => d["f"].TextAt(i) == "p")]),
        ["a constant column"] = d => d.With(new NumberColumn("x", [.. Enumerable.Repeat(3.0, Rows)])),
        ["a constant outcome"] = d => d.With(new NumberColumn("y", [.. Enumerable.Repeat(3.0, Rows)])).With(new NumberColumn("b", new double[Rows])),
        ["all outcomes missing"] = d => d.With(Missing("y")).With(Missing("b")),
        ["all of a column missing"] = d => d.With(Missing("x")),
        ["all groups missing"] = d => d.With(Missing("g")).With(FactorColumn.From("f", new string?[Rows])),
        ["perfect separation"] = d => d.With(new NumberColumn("b", [.. d.Numbers("x").ToArray().Select(v => v > 0 ? 1.0 : 0)])),
        ["a perfect line"] = d => d.With(new NumberColumn("y", [.. d.Numbers("x").ToArray().Select(v => 2 * v + 1)])),
        ["collinear columns"] = d => d.With(new NumberColumn("x", [.. d["f"] is FactorColumn f ? f.Codes.ToArray().Select(c => (double)c) : []])),
        ["text in a number column"] = d => d.With(FactorColumn.From("x", [.. Enumerable.Range(0, Rows).Select(i => i == 7 ? "n/a" : $"{i}")])),
        ["text in the outcome"] = d => d.With(FactorColumn.From("y", [.. Enumerable.Range(0, Rows).Select(i => i % 2 == 0 ? "low" : "high")])).With(FactorColumn.From("b", [.. Enumerable.Range(0, Rows).Select(i => $"w{i % 3}")])),
        ["an infinite value"] = d => d.With(new NumberColumn("x", [.. d.Numbers("x").ToArray().Select((v, i) => i == 5 ? double.PositiveInfinity : v)])),
        ["an infinite outcome"] = d => d.With(new NumberColumn("y", [.. d.Numbers("y").ToArray().Select((v, i) => i == 5 ? double.NegativeInfinity : v)])),
        ["columns of 1e-300"] = d => Scaled(d, 1e-300),
        ["columns of 1e300"] = d => Scaled(d, 1e300),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string estimator in Estimators.Keys)
                foreach (string data in Hostile.Keys) cases.Add(estimator, data);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Hostile_data_end_in_a_message_or_in_a_result_that_can_be_shown(string estimator, string hostile)
    {
        var data = Hostile[hostile](Data);
        Result? result = null;
        try
        {
            result = Estimators[estimator](data);
        }
        catch (DataError error)
        {
            Assert.Contains("expected", error.Message, StringComparison.Ordinal);
            Assert.True(error.Message.Length > 40, error.Message);
        }
        if (result is null) return;
        Assert.NotEmpty(result.ToTable().ToText());
        _ = result.ToChart();
        // A unit is no reason for another answer.
        if (result is Fit fit && hostile.StartsWith("columns of", StringComparison.Ordinal) && Estimators[estimator](Data) is Fit plain)
            Assert.Equal(plain["x"].Statistic, fit["x"].Statistic, 1e-4 * Math.Abs(plain["x"].Statistic) + 1e-6);
    }

    private static Result Two(Dataset data, Func<OutcomeGroup, OutcomeGroup, Result> test) => OutcomeGroup.From(data, "y", "f") is [var a, var b, ..]
        ? test(a, b) : throw new DataError("groups", "one group", "two groups", "Take the rows of two groups.");

    private static NumberColumn Missing(string name) => new(name, [.. Enumerable.Repeat(double.NaN, Rows)]);

    // The outcome of counts stays what it is.
    private static Dataset Scaled(Dataset data, double by)
    {
        foreach (string name in (string[])["x", "y", "z"]) data = data.With(new NumberColumn(name, [.. data.Numbers(name).ToArray().Select(v => v * by)]));
        return data;
    }

    private static Dataset Data
    {
        get
        {
            var random = RandomStream.FromSeed(7);
            double[] x = [.. Enumerable.Range(0, Rows).Select(_ => random.Normal())], z = [.. x.Select(v => v + random.Normal())], g = [.. Enumerable.Range(0, Rows).Select(i => (double)(i % 6))];
            double[] effects = [.. Enumerable.Range(0, 6).Select(_ => random.Normal())], y = [.. x.Select((v, i) => 5 + v + effects[i % 6] + random.Normal())];
            return new(new NumberColumn("x", x), new NumberColumn("z", z), new NumberColumn("y", y), new NumberColumn("b", [.. y.Select(v => v + random.Normal() > 5 ? 1.0 : 0)]),
                new NumberColumn("g", g), new NumberColumn("h", [.. g.Select((_, i) => (double)(i / 12))]), new NumberColumn("w", [.. y.Select(_ => 1 + random.Below(4))]),
                FactorColumn.From("f", [.. Enumerable.Range(0, Rows).Select(i => i % 3 == 0 ? "q" : "p")], ["p", "q"]));
        }
    }
}
