using System.Globalization;

namespace Research.Tests;

/// <summary>tests/reference/matching.csv, by MatchIt.</summary>
public class MatchingReferenceTests
{
    private const string Formula = "tutored ~ prior + absence + fsm + band";
    private static readonly Dataset Data = Dataset.FromCsv(ReferenceFile.Path("matching-data.csv")).AsFactor("band", "low", "middle", "high");
    private static readonly ILookup<(string, string), (string Term, double Value, double Tolerance)> Figures = File.ReadLines(ReferenceFile.Path("matching.csv")).Skip(2).Select(l => l.Split(','))
        .ToLookup(p => (p[0], p[1]), p => (p[2], p[3] == "NA" ? double.NaN : double.Parse(p[3], CultureInfo.InvariantCulture), double.Parse(p[4], CultureInfo.InvariantCulture)));

    public static TheoryData<string> Cases => [.. Figures.Select(g => g.Key.Item1).Distinct().Where(c => !c.StartsWith("aipw", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Cases))]
    public void Agrees_with_MatchIt(string name)
    {
        var sample = Match(name);
        var byName = sample.Balance.Covariates.ToDictionary(c => c.Covariate, c => c.After);
        Check(name, "weights", term => sample.Weights[int.Parse(term, CultureInfo.InvariantCulture) - 1]);
        Check(name, "difference", term => byName[term].Difference);
        Check(name, "variance_ratio", term => byName[term].VarianceRatio);
        Check(name, "mean_gap", term => byName[term].MeanGap);
        Check(name, "largest_gap", term => byName[term].LargestGap);
    }

    [Theory]
    [InlineData("aipw-all", Estimand.All)]
    [InlineData("aipw-treated", Estimand.Treated)]
    public void Agrees_with_the_formula_of_augmented_weighting(string name, Estimand estimand)
    {
        var effect = DoublyRobust.Fit(Formula, "score", Data, new() { Estimand = estimand }).Effect;
        Check(name, "estimate", _ => effect.Estimate);
        Check(name, "error", _ => effect.StandardError);
    }

    private static MatchedSample Match(string name)
    {
        var mahalanobis = new MatchingOptions { Distance = MatchDistance.Mahalanobis };
        return name switch
        {
            "mahalanobis" => Matching.Nearest(Formula, Data, mahalanobis),
            "mahalanobis-exact-ratio2" => Matching.Nearest(Formula, Data, mahalanobis with { Exact = ["fsm"], Ratio = 2 }),
            "exact" => Matching.Exact("tutored ~ fsm + band", Data),
            "exact-ate" => Matching.Exact("tutored ~ fsm + band", Data, Estimand.All),
            "coarsened" => Matching.Coarsened(Formula, Data),
            "coarsened-atc" => Matching.Coarsened(Formula, Data, Estimand.Controls),
            "subclass" => Matching.Subclass(Formula, Data, 5),
            "subclass-ate" => Matching.Subclass(Formula, Data, 8, Estimand.All),
            "subclass-atc" => Matching.Subclass(Formula, Data, 6, Estimand.Controls),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    private static void Check(string name, string quantity, Func<string, double> given)
    {
        var expected = Figures[(name, quantity)].ToList();
        Assert.NotEmpty(expected);
        foreach (var (term, value, tolerance) in expected)
        {
            double found = given(term);
            if (double.IsNaN(value)) Assert.True(double.IsNaN(found), $"{name} {quantity} {term}: {found} for NA");
            else Assert.True(Math.Abs(found - value) <= 1e-9 + (tolerance * Math.Abs(value)), $"{name} {quantity} {term}: {found} for {value}");
        }
    }
}
