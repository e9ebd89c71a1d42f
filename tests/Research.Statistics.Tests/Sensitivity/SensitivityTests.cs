namespace Research.Tests;

public class SensitivityTests
{
    private static readonly ReferenceFigures Reference = new("designs.csv");

    [Fact]
    public void E_values_follow_the_formula()
    {
        var ratio = EValue.OfRiskRatio(1.8, new(1.2, 2.7));
        Reference.Check("evalue", "point", _ => ratio.Point);
        Reference.Check("evalue", "bound", _ => ratio.Bound);
        var difference = EValue.OfStandardisedDifference(0.35, 0.1);
        Reference.Check("evalue", "smd_point", _ => difference.Point);
        Reference.Check("evalue", "smd_bound", _ => difference.Bound);
        Assert.Equal(1, EValue.OfRiskRatio(1.8, new(0.9, 3)).Bound);
        Assert.Equal(ratio.Point, EValue.OfRiskRatio(1 / 1.8, new(0.4, 0.8)).Point, 1e-12);
    }

    [Fact]
    public void Rosenbaums_bounds_are_those_of_the_signed_ranks()
    {
        double[] differences = [1.2, -.4, 2.1, .9, -.1, 1.7, .3, 2.6, -1.1, .8, 1.2, .5, 1.9, -.6, 1.4];
        var bounds = RosenbaumBounds.Of(differences, 1, 1.5, 2);
        double At(string gamma, Func<RosenbaumBound, double> side) => side(bounds.Bounds.Single(b => b.Gamma == double.Parse(gamma, System.Globalization.CultureInfo.InvariantCulture)));
        Reference.Check("rosenbaum", "high", g => At(g, b => b.HighestP));
        Reference.Check("rosenbaum", "low", g => At(g, b => b.LowestP));
        Assert.Equal(0.05, RosenbaumBounds.Of(differences, bounds.CriticalGamma).Bounds[0].HighestP, 1e-9);
    }

    [Fact]
    public void Osters_delta_solves_her_cubic()
    {
        var data = Dataset.FromCsv(ReferenceFile.Path("discontinuity.csv"), []);
        var bounds = OsterBounds.Of("outcome", "took", "score + factor(school)", data);
        Reference.Check("oster", "delta", _ => bounds.Delta);
        Reference.Check("oster", "adjusted", _ => bounds.AdjustedEffect);
    }
}
