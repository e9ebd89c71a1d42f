using CsCheck;

namespace Research.Tests;

public class PowerTests
{
    [Fact]
    public void Cohens_medium_effect_needs_64_pupils_a_group()
    {
        // Cohen (1988), table 2.4.1.
        Assert.Equal(64, Math.Ceiling(TTestPower.SampleSize(0.5, 0.8)));
        Assert.Equal(26, Math.Ceiling(TTestPower.SampleSize(0.8, 0.8)));
        Assert.Equal(394, Math.Ceiling(TTestPower.SampleSize(0.2, 0.8)));
    }

    [Fact]
    public void No_effect_is_found_as_often_as_alpha_says()
    {
        Assert.Equal(0.05, TTestPower.Power(0, 20, 30), 1e-9);
        Assert.Equal(0.05, AnovaPower.Power(0, 3, 20), 1e-9);
        Assert.Equal(0.05, new ClusterTrial(40, 25, 0.2).Power(0), 1e-9);
    }

    [Fact]
    public void The_detectable_effect_is_detected_with_its_power() => Gen.Select(Gen.Int[5, 200], Gen.Int[5, 200], Gen.Double[0.3, 0.95]).Sample((n1, n2, power) =>
        Assert.Equal(power, TTestPower.Power(TTestPower.DetectableEffect(n1, n2, power), n1, n2), 1e-9));

    [Fact]
    public void Schools_needed_are_the_fewest_that_reach_the_effect() => Gen.Select(Gen.Double[0.1, 0.6], Gen.Double[0.02, 0.3], Gen.Int[10, 80]).Sample((effect, icc, pupils) =>
    {
        var design = new ClusterTrial(20, pupils, icc);
        double schools = design.UnitsNeeded(effect);
        Assert.True(design.WithUnits(schools).DetectableEffect() <= effect);
        if (schools > 3) Assert.True(design.WithUnits(schools - 1).DetectableEffect() > effect);
    });

    [Fact]
    public void Pupils_alone_are_schools_of_one_without_clustering()
    {
        Assert.Equal(new IndividualTrial(400).DetectableEffect(), new ClusterTrial(400, 1, 0).DetectableEffect(), 1e-12);
        Assert.Equal(new ClusterTrial(30, 50, 0.1).StandardError, new ThreeLevelClusterTrial(30, 2, 25) { SchoolIcc = 0.1 }.StandardError, 1e-12);
    }

    [Fact]
    public void Too_few_schools_are_said() => Assert.Contains("Add schools", Assert.Throws<DataError>(() => new ClusterTrial(2, 25, 0.2).DetectableEffect()).Message);

    [Fact]
    public void Power_of_80_is_answered_with_0_8() => Assert.Contains("0.8", Assert.Throws<DataError>(() => new ClusterTrial(20, 25, 0.2).DetectableEffect(80)).Message);

    [Fact]
    public void A_design_draws_its_curves()
    {
        var design = new MultisiteTrial(20, 40, 0.15) { EffectHeterogeneity = 0.1 };
        Assert.Contains("scatter", design.ToChart()!.ToFigureJson());
        Assert.Contains("Power", design.PowerCurve().Data.Columns[2].Title);
    }
}
