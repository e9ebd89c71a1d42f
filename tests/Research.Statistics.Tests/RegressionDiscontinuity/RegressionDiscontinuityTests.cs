namespace Research.Tests;

public class RegressionDiscontinuityTests
{
    private static readonly ReferenceFigures Reference = new("designs.csv");

    private static readonly Dataset Data = Dataset.FromCsv(ReferenceFile.Path("discontinuity.csv"), []);

    private static readonly DiscontinuityDesign Design = new("outcome", "score", 40) { TreatedBelow = true };

    [Theory]
    [InlineData(10)]
    [InlineData(25)]
    public void At_a_given_bandwidth_lines_and_squares_are_those_of_weighted_least_squares(double h)
    {
        var fit = RegressionDiscontinuity.Fit(Design with { Bandwidth = h, Takeup = "took" }, Data);
        var plain = RegressionDiscontinuity.Fit(Design with { Bandwidth = h }, Data);
        Reference.Check($"h{h}", "conventional", _ => plain.Conventional.Estimate);
        Reference.Check($"h{h}", "corrected", _ => plain.Effect.Estimate);
        Reference.Check($"h{h}", "conventional_error", _ => plain.Conventional.StandardError);
        Reference.Check($"h{h}", "corrected_error", _ => plain.Effect.StandardError);
        Reference.Check($"h{h}", "takeup", _ => fit.TakeupJump!.Estimate);
        Assert.Equal(fit.OutcomeJump.Estimate / fit.TakeupJump!.Estimate, fit.Effect.Estimate, 1e-12);
    }

    [Fact]
    public void The_chosen_bandwidth_moves_with_the_unit_of_the_score()
    {
        var fit = RegressionDiscontinuity.Fit(Design, Data);
        double[] ten = [.. Data.Numbers("score").ToArray().Select(s => 10 * s)];
        var scaled = RegressionDiscontinuity.Fit(Design with { Cutoff = 400 }, Data.With(new NumberColumn("score", ten)));
        Assert.Equal(10 * fit.Bandwidth, scaled.Bandwidth, 1e-6 * scaled.Bandwidth);
        Assert.Equal(fit.Effect.Estimate, scaled.Effect.Estimate, 1e-8);
        Assert.Equal(fit.Effect.StandardError, scaled.Effect.StandardError, 1e-8);
        Assert.InRange(fit.Bandwidth, 5, 60);
    }

    [Fact]
    public void A_bandwidth_for_coverage_is_narrower_by_a_twentieth_power_of_the_rows()
    {
        var estimate = RegressionDiscontinuity.Fit(Design, Data);
        var coverage = RegressionDiscontinuity.Fit(Design with { Aim = BandwidthAim.Coverage }, Data);
        Assert.Equal(estimate.Bandwidth * Math.Pow(600, -0.05), coverage.Bandwidth, 1e-9);
        Assert.Equal(estimate.BiasBandwidth, coverage.BiasBandwidth, 1e-9);
        Assert.True(coverage.Effect.StandardError > estimate.Effect.StandardError);
    }

    [Fact]
    public void Neighbours_residuals_change_the_error_and_not_the_estimate()
    {
        var own = RegressionDiscontinuity.Fit(Design with { Bandwidth = 20 }, Data);
        var neighbours = RegressionDiscontinuity.Fit(Design with { Bandwidth = 20, Errors = DiscontinuityErrors.Neighbours }, Data);
        Assert.Equal(own.Effect.Estimate, neighbours.Effect.Estimate, 1e-12);
        Assert.InRange(neighbours.Effect.StandardError / own.Effect.StandardError, 0.8, 1.2);
        Assert.NotEqual(own.Effect.StandardError, neighbours.Effect.StandardError, 1e-6);
    }

    [Fact]
    public void Those_below_and_those_above_are_mirror_images()
    {
        double[] mirrored = [.. Data.Numbers("score").ToArray().Select(s => 80 - s - 1e-9)];
        var below = RegressionDiscontinuity.Fit(Design with { Bandwidth = 20 }, Data);
        var above = RegressionDiscontinuity.Fit(Design with { Bandwidth = 20, TreatedBelow = false }, Data.With(new NumberColumn("score", mirrored)));
        Assert.Equal(below.Effect.Estimate, above.Effect.Estimate, 1e-5);
        Assert.Equal(below.Effect.StandardError, above.Effect.StandardError, 1e-5);
    }

    [Fact]
    public void Rows_within_the_donut_are_left_out_and_counted()
    {
        var fit = RegressionDiscontinuity.Fit(Design with { Donut = 2 }, Data);
        int near = Data.Numbers("score").ToArray().Count(s => Math.Abs(s - 40) < 2);
        Assert.Equal(near, fit.Sample.TotalDropped);
    }

    [Fact]
    public void Checks_find_no_jump_where_there_is_no_cut_off()
    {
        var fit = RegressionDiscontinuity.Fit(Design, Data);
        Assert.Equal(6, fit.PlaceboCutoffs().Rows.Length);
        Assert.True(fit.PlaceboCutoffs().Rows.Count(r => r.Effect is { } e && !e.Interval.Contains(0)) <= 1);
        Assert.Equal(5, fit.Bandwidths().Rows.Length);
        Assert.All(fit.Donuts(1, 2).Rows, r => Assert.NotNull(r.Effect));
    }

    [Fact]
    public void Clusters_change_the_error_and_not_the_estimate()
    {
        var plain = RegressionDiscontinuity.Fit(Design with { Bandwidth = 20 }, Data);
        var clustered = RegressionDiscontinuity.Fit(Design with { Bandwidth = 20, Cluster = "school" }, Data);
        Assert.Equal(plain.Effect.Estimate, clustered.Effect.Estimate, 1e-12);
        Assert.NotEqual(plain.Effect.StandardError, clustered.Effect.StandardError, 1e-6);
    }

    [Fact]
    public void Few_scores_on_a_side_are_refused_with_the_design_that_bears_them() =>
        Assert.Contains("matching", Assert.Throws<DataError>(() => RegressionDiscontinuity.Fit(Design with { Cutoff = 0.5 }, Data)).Mend, StringComparison.Ordinal);

    [Fact]
    public void Even_scores_pass_the_density_test_and_heaped_ones_do_not()
    {
        var random = RandomStream.FromSeed(8);
        double[] even = [.. Enumerable.Range(0, 4000).Select(_ => random.Normal())];
        Assert.True(DensityTest.Of(even, 0.3).PValue > 0.05);
        // A third of those just below are lifted over the cut-off.
        double[] heaped = [.. even.Select((v, i) => v is > 0.1 and < 0.3 && i % 3 == 0 ? v + 0.2 : v)];
        Assert.True(DensityTest.Of(heaped, 0.3).PValue < 0.01);
    }

    [Fact]
    public void Whole_scores_keep_their_density_across_the_cut_off()
    {
        var random = RandomStream.FromSeed(21);
        double[] marks = [.. Enumerable.Range(0, 3000).Select(_ => Math.Round(50 + (12 * random.Normal())))];
        Assert.True(DensityTest.Of(marks, 52).PValue > 0.01);
    }
}
