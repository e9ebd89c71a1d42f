using System.Text.Json.Nodes;

namespace Research.Cli.Tests;

[Collection(ConsoleTests.Name)]
public sealed class FitCommandTests
{
    private static readonly string Linear = CommandRun.Reference("linear-data.csv");
    private static readonly string Sleep = CommandRun.Reference("mixed-sleepstudy.csv");
    private static readonly string Herds = CommandRun.Reference("mixed-cbpp.csv");

    private static readonly Dictionary<string, (string[] Args, Func<Fit> Fit)> Models = new()
    {
        ["ordinary least squares"] = ([Linear, "--formula", "score ~ prior + treat"], () => LinearModel.Fit("score ~ prior + treat", Dataset.FromCsv(Linear))),
        ["declared factor, HC3"] = ([Linear, "--formula", "score ~ prior + year", "--factor", "year", "--errors", "hc3"],
            () => LinearModel.Fit("score ~ prior + year", Dataset.FromCsv(Linear, "year"), Errors.Robust())),
        ["clusters, 90%"] = ([Linear, "--formula", "score ~ prior + treat", "--cluster", "school", "--level", "0.9"],
            () => LinearModel.Fit("score ~ prior + treat", Dataset.FromCsv(Linear), Errors.Clustered("school"), new() { Level = 0.9 })),
        ["weights, CR1S"] = ([Linear, "--formula", "score ~ prior", "--weights", "pupils", "--cluster", "school", "--errors", "cr1s"],
            () => LinearModel.Fit("score ~ prior", Dataset.FromCsv(Linear), Errors.Clustered("school", ErrorKind.Cr1S), new() { Weights = "pupils" })),
        ["absorbed"] = ([Linear, "--formula", "score ~ prior", "--absorb", "school"], () => LinearModel.Fit("score ~ prior", Dataset.FromCsv(Linear), null, new() { Absorb = ["school"] })),
        ["instruments"] = ([Linear, "--formula", "score ~ treat + prior | z1 + prior"], () => TwoStageLeastSquares.Fit("score ~ treat + prior | z1 + prior", Dataset.FromCsv(Linear))),
        ["logistic"] = ([Linear, "--formula", "treat ~ prior", "--family", "binomial"], () => LogisticModel.Fit("treat ~ prior", Dataset.FromCsv(Linear))),
        ["Firth"] = ([Linear, "--formula", "treat ~ prior", "--family", "binomial", "--firth"], () => LogisticModel.Firth("treat ~ prior", Dataset.FromCsv(Linear))),
        ["probit"] = ([Linear, "--formula", "treat ~ prior", "--family", "probit"], () => GeneralisedModel.Fit("treat ~ prior", Dataset.FromCsv(Linear), ModelFamily.Probit)),
        ["Poisson"] = ([Linear, "--formula", "pupils ~ treat", "--family", "poisson"], () => GeneralisedModel.Fit("pupils ~ treat", Dataset.FromCsv(Linear), ModelFamily.Poisson)),
        ["quasi-Poisson"] = ([Linear, "--formula", "pupils ~ treat", "--family", "quasipoisson"], () => GeneralisedModel.Fit("pupils ~ treat", Dataset.FromCsv(Linear), ModelFamily.QuasiPoisson)),
        ["mixed, REML"] = ([Sleep, "--formula", "Reaction ~ Days + (1 | Subject)", "--reml"], () => MixedModel.Fit("Reaction ~ Days + (1 | Subject)", Dataset.FromCsv(Sleep))),
        ["mixed, ML"] = ([Sleep, "--formula", "Reaction ~ Days + (Days | Subject)", "--ml"], () => MixedModel.Fit("Reaction ~ Days + (Days | Subject)", Dataset.FromCsv(Sleep), Likelihood.Ml)),
        ["mixed, Kenward-Roger"] = ([Sleep, "--formula", "Reaction ~ Days + (1 | Subject)", "--df", "kenward-roger"],
            () => MixedModel.Fit("Reaction ~ Days + (1 | Subject)", Dataset.FromCsv(Sleep)).With(DegreesOfFreedom.KenwardRoger)),
        ["mixed logistic"] = ([Herds, "--formula", "cbind(incidence, rest) ~ factor(period) + (1 | herd)", "--family", "binomial", "--quadrature", "9"],
            () => GeneralisedMixedModel.Logistic("cbind(incidence, rest) ~ factor(period) + (1 | herd)", Dataset.FromCsv(Herds), 9)),
        ["mixed Poisson"] = ([Herds, "--formula", "incidence ~ offset(log(size)) + (1 | herd)", "--family", "poisson"],
            () => GeneralisedMixedModel.Poisson("incidence ~ offset(log(size)) + (1 | herd)", Dataset.FromCsv(Herds))),
    };

    public static TheoryData<string> ModelNames => [.. Models.Keys];

    [Theory, MemberData(nameof(ModelNames))]
    public void Json_agrees_with_the_library(string model)
    {
        var (args, fitted) = Models[model];
        var fit = fitted();
        var json = CommandRun.Of(FitCommand.Create(), [.. args, "--json"]).Json();
        Assert.Equal(["method", "formula", "sample", "convergence", "terms", "overview", "variance_components"], json.Select(p => p.Key));
        Assert.Equal(fit.Method, (string?)json["method"]);
        Assert.Equal(fit.Formula, (string?)json["formula"]);
        Assert.Equal(fit.Sample.Used, (long)json["sample"]!["used"]!);
        Assert.Equal(fit.Sample.TotalDropped, json["sample"]!["dropped"]!.AsArray().Sum(d => (long)d!["count"]!));
        Assert.Equal(fit.Convergence.Reached, (bool)json["convergence"]!["reached"]!);
        var terms = json["terms"]!.AsArray();
        Assert.Equal(fit.Terms.Select(t => t.Name), terms.Select(t => (string)t!["term"]!));
        foreach (var (expected, term) in fit.Terms.Zip(terms))
        {
            Assert.Equal(["term", "estimate", "std_error", "statistic", "df", "p_value", "conf_low", "conf_high"], term!.AsObject().Select(p => p.Key));
            Same(expected.Estimate, term["estimate"]);
            Same(expected.StandardError, term["std_error"]);
            Same(expected.Statistic, term["statistic"]);
            Same(expected.DegreesOfFreedom, term["df"]);
            Same(expected.PValue, term["p_value"]);
            Same(expected.Interval.Low, term["conf_low"]);
            Same(expected.Interval.High, term["conf_high"]);
        }
        Assert.Equal(fit.Overview.Select(f => f.Name), json["overview"]!.AsObject().Select(p => p.Key));
        foreach (var figure in fit.Overview) Same(figure.Value, json["overview"]![figure.Name]);
    }

    [Fact]
    public void Json_of_a_mixed_model_has_its_variances()
    {
        var expected = MixedModel.Fit("Reaction ~ Days + (Days | Subject)", Dataset.FromCsv(Sleep)).VarianceComponents.Components;
        var written = CommandRun.Of(FitCommand.Create(), Sleep, "--formula", "Reaction ~ Days + (Days | Subject)", "--json").Json()["variance_components"]!.AsArray();
        Assert.Equal(expected.Select(c => (c.Group, c.Effect, c.With)), written.Select(c => ((string)c!["group"]!, (string)c["effect"]!, (string?)c["with"])));
        foreach (var (component, node) in expected.Zip(written)) Same(component.Value, node!["value"]);
    }

    [Fact]
    public void A_redundant_coefficient_is_null()
    {
        var terms = CommandRun.Of(FitCommand.Create(), Linear, "--formula", "score ~ prior + I(2 * prior)", "--json").Json()["terms"]!.AsArray();
        Assert.NotNull(terms[1]!["estimate"]);
        Assert.Null(terms[2]!["estimate"]);
        Assert.Null(terms[2]!["p_value"]);
    }

    [Fact]
    public void The_table_shows_estimator_rows_and_coefficients()
    {
        var run = CommandRun.Of(FitCommand.Create(), Linear, "--formula", "score ~ prior + treat", "--cluster", "school");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("CR2 errors by school: score ~ prior + treat. 157 used, 3 dropped", run.Output, StringComparison.Ordinal);
        Assert.Contains("0.544172", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_methods_paragraph_comes_when_asked_for()
    {
        string report = LinearModel.Fit("score ~ prior", Dataset.FromCsv(Linear)).Report();
        Assert.DoesNotContain(report, CommandRun.Of(FitCommand.Create(), Linear, "--formula", "score ~ prior").Output, StringComparison.Ordinal);
        Assert.Contains(report, CommandRun.Of(FitCommand.Create(), Linear, "--formula", "score ~ prior", "--report").Output, StringComparison.Ordinal);
        Assert.Equal(report, (string?)CommandRun.Of(FitCommand.Create(), Linear, "--formula", "score ~ prior", "--report", "--json").Json()["report"]);
    }

    [Theory]
    [InlineData("score ~ priro", "", "Did you mean 'prior'?")]
    [InlineData("score ~ prior +", "", "formula")]
    [InlineData("band ~ prior", "", "band")]
    [InlineData("score ~ prior", "--family binomal", "Did you mean 'binomial'?")]
    [InlineData("score ~ prior", "--family binomial", "score")]
    [InlineData("score ~ prior", "--cluster scool", "Did you mean 'school'?")]
    [InlineData("score ~ prior", "--weights pupil", "Did you mean 'pupils'?")]
    [InlineData("score ~ prior", "--errors cr2", "--cluster COL")]
    [InlineData("score ~ prior", "--errors hc9", "'hc9'")]
    [InlineData("score ~ prior", "--errors hc3 --cluster school", "leave out --cluster")]
    [InlineData("score ~ prior", "--level 95", "between 0 and 1")]
    [InlineData("score ~ prior", "--reml", "(1 | school)")]
    [InlineData("score ~ prior", "--firth", "--family binomial")]
    [InlineData("score ~ prior + (1 | school)", "--reml --ml", "Leave one out")]
    [InlineData("score ~ prior + (1 | school)", "--cluster school", "random terms")]
    [InlineData("treat ~ prior + (1 | school)", "--family probit", "binomial or poisson")]
    [InlineData("treat ~ prior + (1 | school)", "--family binomial --ml", "maximum likelihood")]
    [InlineData("score ~ prior", "--factor nobody", "nobody")]
    public void What_cannot_be_fitted_is_answered_with_one_message(string formula, string options, string about) =>
        CommandRun.Of(FitCommand.Create(), [Linear, "--formula", formula, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Complains(about);

    [Theory]
    [InlineData("absent.csv", null, "no such file")]
    [InlineData("empty.csv", "", "an empty file")]
    [InlineData("header.csv", "y,x\n", "a header and no rows")]
    [InlineData("ragged.csv", "y,x\n1,2\n3\n", "line 3")]
    [InlineData("words.parquet", "y,x\n1,2\n", "not Parquet")]
    [InlineData("words.xlsx", "y,x\n1,2\n", "not an Excel workbook")]
    [InlineData("table.doc", "y,x\n1,2\n", ".csv, .parquet or .xlsx")]
    public void A_file_that_cannot_be_read_is_answered_with_one_message(string name, string? content, string about)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            string path = Path.Combine(folder.FullName, name);
            if (content is not null) File.WriteAllText(path, content);
            CommandRun.Of(FitCommand.Create(), path, "--formula", "y ~ x").Complains(about);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Parquet_and_Excel_files_are_read()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            string workbook = Path.Combine(folder.FullName, "pupils.xlsx"), parquet = Path.Combine(folder.FullName, "pupils.parquet");
            Workbook.Write(workbook, [["score", "prior"], ["1", "2"], ["2", "4"], ["4", "5"], ["5", "9"]]);
            using (var engine = new DuckDbEngine())
                _ = engine.Query($"COPY (SELECT * FROM (VALUES (1.0, 2.0), (2, 4), (4, 5), (5, 9)) t(score, prior)) TO '{parquet}' (FORMAT PARQUET)");
            var expected = LinearModel.Fit("score ~ prior", new(new NumberColumn("score", [1, 2, 4, 5]), new NumberColumn("prior", [2, 4, 5, 9])));
            foreach (string path in new[] { workbook, parquet })
            {
                var terms = CommandRun.Of(FitCommand.Create(), path, "--formula", "score ~ prior", "--json").Json()["terms"]!.AsArray();
                Assert.Equal(expected.Terms.Select(t => t.Estimate), terms.Select(t => (double)t!["estimate"]!));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Same(double expected, JsonNode? written)
    {
        if (double.IsFinite(expected)) Assert.Equal(expected, (double)written!);
        else Assert.Null(written);
    }
}
