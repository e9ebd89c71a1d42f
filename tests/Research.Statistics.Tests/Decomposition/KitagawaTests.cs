using CsCheck;

namespace Research.Tests;

public class KitagawaTests
{
    [Fact]
    public void Worked_by_hand()
    {
        // A: 60 of 100 in x at 50%, 40 in y at 25%: 40%. B: 20 of 50 in x at 40%, 30 in y at 20%: 28%.
        var parts = Kitagawa.Of([new("x", 60, 30, 20, 8), new("y", 40, 10, 30, 6)]);
        Assert.Equal(0.12, parts.Difference, 1e-12);
        Assert.Equal(0.2 * 0.45 - 0.2 * 0.225, parts.Composition, 1e-12);
        Assert.Equal(0.1 * 0.5 + 0.05 * 0.5, parts.RateEffect, 1e-12);
        Assert.Equal(0.4 * 0.5 + 0.6 * 0.25, parts.StandardisedAToB, 1e-12);
    }

    [Fact]
    public void Parts_add_up_to_the_difference() =>
        Gen.Select(Gen.Int[0, 50], Gen.Double[0, 1], Gen.Int[0, 50], Gen.Double[0, 1]).Array[1, 8].Sample(groups =>
        {
            if (groups.Sum(g => g.Item1) == 0 || groups.Sum(g => g.Item3) == 0) return;
            var parts = Kitagawa.Of(groups.Select((g, i) => new PopulationGroup($"{i}", g.Item1, (int)(g.Item1 * g.Item2), g.Item3, (int)(g.Item3 * g.Item4))));
            Assert.Equal(parts.Difference, parts.Composition + parts.RateEffect, 1e-12);
        });

    [Fact]
    public void An_empty_population_is_refused() => Assert.Throws<DataError>(() => Kitagawa.Of([new("x", 10, 5, 0, 0)]));

    [Fact]
    public void Chart_and_table_say_both_parts()
    {
        var parts = Kitagawa.Of([new("x", 60, 30, 20, 8), new("y", 40, 10, 30, 6)]);
        Assert.Contains("12.0 ppt", parts.ToTable().Title);
        Assert.Contains("bar", parts.ToChart()!.ToFigureJson());
    }
}
