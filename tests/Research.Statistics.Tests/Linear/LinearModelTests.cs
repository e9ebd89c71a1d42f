namespace Research.Tests;

public class LinearModelTests
{
    private const string Formula = "score ~ prior * band + treat";

    public static TheoryData<string, ErrorKind> Kinds => new(
        from weighting in (string[])["plain", "weighted"]
        from kind in Enum.GetValues<ErrorKind>()
        where kind != ErrorKind.Classical
        select (weighting, kind));

    [Theory, InlineData("plain"), InlineData("weighted")]
    public void Estimates_and_fit_are_those_of_lm(string weighting)
    {
        var model = Fit(weighting, Errors.Classical);
        LinearReference.Check(weighting, "estimate", t => model[t].Estimate);
        LinearReference.Check(weighting, "classical", t => model[t].StandardError);
        LinearReference.Check(weighting, "r_squared", _ => model.Summary.RSquared);
        LinearReference.Check(weighting, "log_lik", _ => model.Summary.LogLikelihood);
        LinearReference.Check(weighting, "f_statistic", _ => model.Summary.FStatistic);
        LinearReference.Check(weighting, "cooks_distance", _ => model.Rows.Numbers("cooks_distance").ToArray().Max());
        LinearReference.Check(weighting, "studentised", _ => model.Rows.Numbers("studentised").ToArray().Max(Math.Abs));
        Assert.Equal("157 used, 3 dropped (2 without score; 1 without prior)", model.Sample.ToString());
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Robust_errors_are_those_of_sandwich_and_clubSandwich(string weighting, ErrorKind kind)
    {
        var model = Fit(weighting, kind >= ErrorKind.Cr0 ? Errors.Clustered("school", kind) : Errors.Robust(kind));
        string name = kind switch { ErrorKind.Hc4m => "HC4m", ErrorKind.Cr1p => "CR1p", _ => kind.ToString().ToUpperInvariant() };
        LinearReference.Check(weighting, name, t => model[t].StandardError);
    }

    [Theory, InlineData("plain"), InlineData("weighted")]
    public void CR2_has_Satterthwaite_degrees_and_the_HTZ_test(string weighting)
    {
        var model = Fit(weighting, Errors.Clustered("school"));
        LinearReference.Check(weighting, "CR2.df", t => model[t].DegreesOfFreedom);
        var test = model.Test("bandmid", "bandtop");
        LinearReference.Check(weighting, "HTZ.F", _ => test.Statistic);
        LinearReference.Check(weighting, "HTZ.df", _ => test.DenominatorDegreesOfFreedom);
    }

    [Theory, InlineData("plain"), InlineData("weighted")]
    public void Sums_of_squares_are_those_of_car(string weighting)
    {
        var model = Fit(weighting, Errors.Classical);
        LinearReference.Check(weighting, "typeII.ss", t => model.Anova(SumsOfSquares.TypeII).Rows.Single(r => r.Term == t).SumOfSquares);
        LinearReference.Check(weighting, "typeIII.ss", t => model.Anova(SumsOfSquares.TypeIII).Rows.Single(r => r.Term == t).SumOfSquares);
    }

    [Theory, InlineData("plain"), InlineData("weighted")]
    public void Predictions_and_adjusted_means_are_those_of_R(string weighting)
    {
        var model = Fit(weighting, Errors.Classical);
        var rows = new Dataset(new NumberColumn("prior", [90, 120]), FactorColumn.From("band", ["top", "low"]), new NumberColumn("treat", [1, 0]));
        var mean = model.Predict(rows).Rows;
        LinearReference.Check(weighting, "fit", t => mean.Numbers("fitted")[t[0] - '1']);
        LinearReference.Check(weighting, "mean.low", t => mean.Numbers("conf_low")[t[0] - '1']);
        LinearReference.Check(weighting, "new.high", t => model.Predict(rows, PredictionInterval.NewRow).Rows.Numbers("conf_high")[t[0] - '1']);
        var adjusted = model.AdjustedMeans("band");
        LinearReference.Check(weighting, "adjusted", t => adjusted.Means.Single(m => m.Level == t).Mean.Estimate);
        LinearReference.Check(weighting, "adjusted.se", t => adjusted.Means.Single(m => m.Level == t).Mean.StandardError);
    }

    [Fact]
    public void A_missing_predictor_gives_a_missing_prediction()
    {
        var rows = new Dataset(new NumberColumn("prior", [double.NaN, 100]), FactorColumn.From("band", ["top", null]), new NumberColumn("treat", [1, 0]));
        Assert.All(Fit("plain", Errors.Classical).Predict(rows).Rows.Numbers("fitted").ToArray(), v => Assert.True(double.IsNaN(v)));
    }

    [Fact]
    public void A_combination_has_the_error_of_its_covariance()
    {
        var model = Fit("plain", Errors.Robust());
        var sum = model.Combination(("prior", 1), ("prior:bandmid", 1));
        var v = model.Covariance;
        Assert.Equal(model["prior"].Estimate + model["prior:bandmid"].Estimate, sum.Estimate, 1e-12);
        Assert.Equal(v["prior", "prior"] + v["prior:bandmid", "prior:bandmid"] + (2 * v["prior", "prior:bandmid"]), sum.StandardError * sum.StandardError, 1e-12);
    }

    [Fact]
    public void Coefficients_do_not_depend_on_the_order_of_rows()
    {
        var reversed = LinearReference.Data.Take([.. Enumerable.Range(0, LinearReference.Data.Count).Reverse()]);
        var (one, other) = (Fit("weighted", Errors.Clustered("school")), LinearModel.Fit(Formula, reversed, Errors.Clustered("school"), new() { Weights = "pupils" }));
        foreach (var term in one.Terms)
        {
            Assert.Equal(term.Estimate, other[term.Name].Estimate, 1e-9);
            Assert.Equal(term.StandardError, other[term.Name].StandardError, 1e-9);
        }
    }

    [Fact]
    public void Nested_models_are_compared_by_F_and_others_refused()
    {
        var (smaller, larger) = (LinearModel.Fit("y ~ x", Toy.Data), LinearModel.Fit("y ~ x * f", Toy.Data));
        var test = LinearModel.Compare(smaller, larger);
        Assert.Equal(larger.Test("fb", "fc", "x:fb", "x:fc").Statistic, test.Statistic, 1e-9);
        Assert.Equal(4, test.NumeratorDegreesOfFreedom);
        Assert.Throws<DataError>(() => LinearModel.Compare(LinearModel.Fit("y ~ z", Toy.Data), larger));
        Assert.Throws<DataError>(() => LinearModel.Compare(LinearModel.Fit("y ~ x", Toy.Data.Take([0, 1, 2, 3, 4, 5, 6, 7])), larger));
        Assert.Throws<DataError>(() => LinearModel.Compare(larger, smaller));
    }

    [Fact]
    public void Offsets_are_taken_off_the_outcome_and_put_back_in_fitted_values()
    {
        var model = LinearModel.Fit("y ~ x + offset(2 * z)", Toy.Data);
        var by = LinearModel.Fit("I(y - 2 * z) ~ x", Toy.Data);
        Assert.Equal(by["x"].Estimate, model["x"].Estimate, 1e-12);
        Assert.Equal(model.Rows.Numbers("fitted")[3], model.Predict(Toy.Data).Rows.Numbers("fitted")[3], 1e-12);
        // R² is a share of the outcome's own variation, as summary.lm has it, not of what the offset leaves.
        double[] fitted = model.Rows.Numbers("fitted").ToArray();
        double explained = fitted.Sum(f => Math.Pow(f - fitted.Average(), 2)), left = model.Summary.ResidualSumOfSquares;
        Assert.Equal(explained / (explained + left), model.Summary.RSquared, 1e-12);
    }

    [Fact]
    public void Rows_of_weight_0_are_dropped_and_counted()
    {
        var data = Toy.Data.With(new NumberColumn("w", [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]));
        Assert.Equal("10 used, 2 dropped (2 with w 0)", LinearModel.Fit("y ~ x", data, options: new() { Weights = "w" }).Sample.ToString());
    }

    [Fact]
    public void The_title_says_estimator_errors_and_rows() =>
        Assert.StartsWith("Least squares weighted by pupils, CR2 errors by school: score ~ prior * band + treat. 157 used, 3 dropped (2 without score; 1 without prior); closed form.",
            Fit("weighted", Errors.Clustered("school")).ToTable().Title, StringComparison.Ordinal);

    [Fact]
    public void The_report_names_errors_clusters_and_sources()
    {
        string report = Fit("plain", Errors.Clustered("school")).Report();
        Assert.Contains("cluster-robust by school (8 clusters; CR2, Satterthwaite degrees of freedom; Bell and McCaffrey (2002)", report, StringComparison.Ordinal);
        Assert.Contains("CR2 or a wild cluster bootstrap is safer", Fit("plain", Errors.Clustered("school", ErrorKind.Cr1)).Report(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_chart_leaves_the_intercept_out() =>
        Assert.DoesNotContain("(Intercept)", Fit("plain", Errors.Classical).ToChart()!.Data.ToText(), StringComparison.Ordinal);

    private static LinearModel Fit(string weighting, Errors errors) =>
        LinearModel.Fit(Formula, LinearReference.Data, errors, new() { Weights = weighting == "weighted" ? "pupils" : null });
}
