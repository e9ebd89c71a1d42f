namespace Research.Tests;

public class WildBootstrapTests
{
    private static readonly LinearModel Model = LinearModel.Fit("score ~ prior + treat", LinearReference.Data.Take(Complete()), Errors.Clustered("school"));

    [Fact]
    public void All_sign_patterns_give_the_p_values_and_interval_of_brute_force()
    {
        var test = Model.WildBootstrap("treat", new("school", 999, Seed: 1));
        Assert.Equal(256, test.DrawsUsed);
        LinearReference.Check("wild", "t", _ => test.Statistic);
        LinearReference.Check("wild", "p", _ => test.PValue);
        LinearReference.Check("wild", "p.null3", _ => Model.WildBootstrap("treat", new("school", 999, Seed: 1) { Null = 3 }).PValue);
        LinearReference.Check("wild", "low", _ => test.Interval.Low);
        LinearReference.Check("wild", "high", _ => test.Interval.High);
    }

    [Fact]
    public void The_same_seed_gives_the_same_answer_and_another_seed_nearly()
    {
        double P(long seed) => Model.WildBootstrap("treat", new("school", 4999, seed) { Weights = WildWeights.Webb }).PValue;
        Assert.Equal(P(1), P(1));
        Assert.NotEqual(P(1), P(2));
        Assert.Equal(P(1), P(2), 0.03);
    }

    [Fact]
    public void Effects_absorbed_within_clusters_change_nothing()
    {
        var data = LinearReference.Data.Take(Complete());
        var swept = LinearModel.Fit("score ~ prior", data, Errors.Clustered("school"), new() { Absorb = ["school"] });
        var dummies = LinearModel.Fit("score ~ prior + school", data, Errors.Clustered("school"));
        var plan = new WildDraws("school", 999, Seed: 3) { Null = 0.3 };
        Assert.Equal(dummies.WildBootstrap("prior", plan).PValue, swept.WildBootstrap("prior", plan).PValue);
    }

    [Fact]
    public void One_cluster_is_refused() =>
        Assert.Throws<DataError>(() => LinearModel.Fit("score ~ prior", LinearReference.Data.Take([.. Enumerable.Range(0, 2), .. Enumerable.Range(3, 4)])).WildBootstrap("prior", new("school", 99, 1)));

    // The rows of the R script: complete in the terms of the larger model.
    private static int[] Complete() => ModelFrame.From(Formula.Parse("score ~ prior * band + treat"), LinearReference.Data).KeptRows.ToArray();
}
