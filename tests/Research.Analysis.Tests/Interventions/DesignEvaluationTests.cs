namespace Research.Tests;

public class DesignEvaluationTests
{
    private static readonly string[] Common = ["flow", "attrition", "balance", "overlap", "hidden bias"];

    private static Dataset Open(string programme) => Dataset.Open(Path.Combine(InterventionFolder.Data, programme + ".csv"));

    [Fact]
    public void A_cluster_trial_reads_as_a_methods_section()
    {
        var pupils = Open("phonics-partners");
        var evaluation = Evaluation.ClusterTrial(pupils, outcome: "outcome", baseline: "baseline", arm: "treated", school: "urn");
        Assert.Equal(ClusterTrialAnalysis.Fit(new("outcome ~ treated + baseline", "treated", "urn"), pupils).Effect.G, evaluation.Standardised.G, 1e-12);
        Assert.Equal([.. Common, "effect sizes"], evaluation.Checks.Select(c => c.Name));
    }

    [Fact]
    public void A_trials_question_brings_its_checks()
    {
        var pupils = Open("phonics-partners");
        var evaluation = Evaluation.ClusterTrial(pupils, new TrialQuestion("outcome", "treated", "urn") { Covariates = ["baseline", "fsm"], Subgroups = ["fsm"], TookPart = "took_part", Seed = 5 });
        Assert.Equal([.. Common, "effect sizes", "subgroup fsm", "compliers", "missing outcomes", "permutation", "bootstrap"], evaluation.Checks.Select(c => c.Name));
        var flow = evaluation["flow"].ToTable();
        Assert.Equal(pupils.Count, flow[0, "treated"].Number + flow[0, "control"].Number);
        Assert.IsType<TrialSubgroup>(evaluation["subgroup fsm"]);
        Assert.IsType<TrialCompliers>(evaluation["compliers"]);
        Assert.IsType<PermutationTest>(evaluation["permutation"]);
        Assert.Contains("Flow of pupils", evaluation.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_question_gives_the_same_bytes()
    {
        var pupils = Open("together-for-families");
        string Once() => Evaluation.SimpleTrial(pupils, new TrialQuestion("outcome", "treated") { Covariates = ["baseline"], Seed = 5 }).ToHtml();
        Assert.Equal(Once(), Once());
    }

    [Fact]
    public void A_multisite_trial_compares_within_schools()
    {
        var evaluation = Evaluation.MultisiteTrial(Open("expanded-rehearsal"), new TrialQuestion("outcome", "treated", "urn") { Covariates = ["baseline"], Subgroups = ["fsm"] });
        Assert.True(evaluation.Estimate.Mixed.Convergence.Reached);
        Assert.IsType<TrialSubgroup>(evaluation["subgroup fsm"]);
    }

    [Fact]
    public void A_cut_off_brings_density_donut_and_placebos()
    {
        var evaluation = Evaluation.RegressionDiscontinuity(Open("closing-the-gap"), new("outcome", "profile", 90) { TreatedBelow = true }, "placebo");
        Assert.Equal([.. Common, "density", "bandwidths", "donut", "placebo cut-offs", "placebo outcomes"], evaluation.Checks.Select(c => c.Name));
        Assert.True(((DiscontinuityChecks)evaluation["placebo outcomes"]).Rows[0].Effect!.Interval.Contains(0));
    }

    [Fact]
    public void Pupils_of_each_year_are_cross_sections_of_their_schools()
    {
        var pupils = Open("fsm-project");
        double[] first = [.. pupils.Numbers("treated").ToArray().Select(t => t == 1 ? 2014.0 : 0)];
        var data = pupils.With(new NumberColumn("first", first));
        var evaluation = Evaluation.DifferenceInDifferences(data, new("outcome", "urn", "year", "first") { Records = PanelRecords.RepeatedCrossSections, Cluster = "urn" }, seed: 3);
        Assert.Equal([.. Common, "event study", "pre-trend", "simultaneous bands", "wild bootstrap", "Goodman-Bacon", "Callaway-Sant'Anna", "Sun-Abraham"], evaluation.Checks.Select(c => c.Name));
        Assert.Equal(["Callaway-Sant'Anna", "Sun-Abraham"], evaluation.Checks.Where(c => c.IsOtherEstimate).Select(c => c.Name));
        Assert.True(evaluation.Effect.StandardError > 0);
        Assert.True(double.IsFinite(((GroupTimeEffects)evaluation["Callaway-Sant'Anna"]).PreTrend.PValue));
    }

    [Fact]
    public void Schools_means_are_a_panel_with_every_check()
    {
        var pupils = Open("fsm-project");
        double[] outcome = pupils.Numbers("outcome").ToArray(), year = pupils.Numbers("year").ToArray(), treated = pupils.Numbers("treated").ToArray(), urn = pupils.Numbers("urn").ToArray();
        var means = Enumerable.Range(0, pupils.Count).Where(i => !double.IsNaN(outcome[i])).GroupBy(i => (Urn: urn[i], Year: year[i])).OrderBy(g => g.Key).ToArray();
        var panel = new Dataset(new NumberColumn("urn", [.. means.Select(g => g.Key.Urn)]), new NumberColumn("year", [.. means.Select(g => g.Key.Year)]),
            new NumberColumn("first", [.. means.Select(g => treated[g.First()] == 1 ? 2014.0 : 0)]), new NumberColumn("score", [.. means.Select(g => g.Average(i => outcome[i]))]));
        var evaluation = Evaluation.DifferenceInDifferences(panel, new("score", "urn", "year", "first") { Cluster = "urn" }, seed: 3);
        Assert.Equal(((LinearModel)evaluation.Estimate)["treated_now"].Estimate, BaconDecomposition.Of(new("score", "urn", "year", "first"), panel).Coefficient, 1e-8);
        Assert.IsType<WildBootstrapTest>(evaluation["wild bootstrap"]);
        Assert.IsType<SunAbraham>(evaluation["Sun-Abraham"]);
    }

    [Fact]
    public void One_treated_school_is_refused_and_synthetic_control_bears_it()
    {
        var pupils = Open("real");
        var centre = pupils["centre"];
        double[] treated = pupils.Numbers("treated").ToArray();
        string lone = centre.TextAt(Array.IndexOf(treated, 1))!;
        int[] kept = [.. Enumerable.Range(0, pupils.Count).Where(i => treated[i] == 0 || centre.TextAt(i) == lone)];
        var data = pupils.Take(kept);
        data = data.With(new NumberColumn("first", [.. data.Numbers("treated").ToArray().Select(t => t == 1 ? 2013.0 : 0)]));
        var error = Assert.Throws<DataError>(() => Evaluation.DifferenceInDifferences(data, new("outcome", "centre", "year", "first") { Records = PanelRecords.RepeatedCrossSections, Cluster = "centre" }, 1));
        Assert.Contains("SyntheticControl", error.Mend, StringComparison.Ordinal);
        var evaluation = Evaluation.SyntheticControl(data, new("outcome", "centre", "year", 2013) { Treated = [lone] }, seed: 1);
        Assert.InRange(evaluation.Effect.PValue, 1.0 / (evaluation.Estimate.Placebos.Length + 1), 1);
        Assert.Equal([.. Common, "placebo start", "donors left out", "path without its mean"], evaluation.Checks.Select(c => c.Name));
    }

    [Fact]
    public void A_series_brings_its_placebo_start()
    {
        double[] year = [.. Enumerable.Range(2000, 16).Select(y => (double)y)], value = [.. year.Select((y, i) => 50 + (0.3 * i) + (y >= 2010 ? 2 : 0) + (0.4 * Math.Sin(7 * i)))];
        var evaluation = Evaluation.InterruptedSeries(new Dataset(new NumberColumn("year", year), new NumberColumn("value", value)), new("value", "year", 2010));
        Assert.True(evaluation.Effect.Interval.Contains(2));
        Assert.True(((InterruptedSeries)evaluation["placebo start"]).Level.Interval.Contains(0));
    }

    [Fact]
    public void A_check_the_data_cannot_bear_says_why()
    {
        var pupils = Open("closing-the-gap");
        var evaluation = Evaluation.RegressionDiscontinuity(pupils, new("outcome", "profile", 90) { TreatedBelow = true }, "no_such_column");
        Assert.Throws<DataError>(() => evaluation["densities"]);
        Assert.NotNull(evaluation["placebo outcomes"]);
    }
}
