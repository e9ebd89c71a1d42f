using System.Collections.Immutable;

namespace Research.Tests;

public class ImputationTests
{
    /// <summary>y = 1 + 2x + school + noise and a band of x; y is missing more often where x is large, band now and then.</summary>
    internal static Dataset Pupils(long seed, int rows = 600, double schoolSd = 0)
    {
        var stream = RandomStream.FromSeed(seed);
        double[] effects = [.. Enumerable.Range(0, 30).Select(_ => schoolSd * stream.Normal())];
        var (x, y, band, school) = (new double[rows], new double[rows], new string?[rows], new string?[rows]);
        for (int i = 0; i < rows; i++)
        {
            x[i] = stream.Normal();
            int s = i % 30;
            school[i] = $"s{s}";
            y[i] = 1 + (2 * x[i]) + effects[s] + stream.Normal();
            band[i] = stream.Chance(1 / (1 + Math.Exp(-2 * x[i]))) ? "high" : "low";
            if (stream.Chance(1 / (1 + Math.Exp(1 - (1.5 * x[i]))))) y[i] = double.NaN;
            if (stream.Chance(0.2)) band[i] = null;
        }
        return new(new NumberColumn("x", x), new NumberColumn("y", y), FactorColumn.From("band", band, ["low", "high"]), FactorColumn.From("school", school));
    }

    private static ImputationPlan Plan(ImputationMethod method) => new() { LeaveOut = ["school"], Methods = ImmutableDictionary<string, ImputationMethod>.Empty.Add("y", method) };

    private static double Mean(ReadOnlySpan<double> values) => values.ToArray().Average();

    [Theory]
    [InlineData(ImputationMethod.PredictiveMeanMatching)]
    [InlineData(ImputationMethod.Normal)]
    public void What_is_missing_at_random_is_made_up_for(ImputationMethod method)
    {
        var data = Pupils(1, 2000);
        var imputed = Imputation.Chained(data, seed: 20240901, imputations: 5, plan: Plan(method));
        double seen = data.Numbers("y").ToArray().Where(v => !double.IsNaN(v)).Average();
        // The mean of y is 1 + 2 mean(x); those seen have small x.
        double truth = 1 + (2 * Mean(data.Numbers("x")));
        Assert.True(seen < truth - 0.4);
        Assert.Equal(truth, imputed.Imputations.Average(d => Mean(d.Numbers("y"))), 0.2);
        var pooled = imputed.Fit(d => LinearModel.Fit("y ~ x", d));
        Assert.True(pooled["x"].Interval.Contains(2) || Math.Abs(pooled["x"].Estimate - 2) < 0.15);
        Assert.Contains("pooled over 5 imputations", pooled.ToTable().Title, StringComparison.Ordinal);
        Assert.InRange(pooled.Estimates[1].FractionMissing, 0.05, 0.9);
    }

    [Fact]
    public void Values_seen_stay_and_matched_values_occur_in_the_data()
    {
        var data = Pupils(2);
        var seen = data.Numbers("y").ToArray().Where(v => !double.IsNaN(v)).ToHashSet();
        foreach (var filled in Imputation.Chained(data, seed: 3, imputations: 3, plan: new() { LeaveOut = ["school"] }).Imputations)
        {
            for (int i = 0; i < data.Count; i++)
            {
                if (!data["y"].IsMissing(i)) Assert.Equal(data.Numbers("y")[i], filled.Numbers("y")[i]);
                Assert.Contains(filled.Numbers("y")[i], seen);
                Assert.False(filled["band"].IsMissing(i));
            }
        }
    }

    [Fact]
    public void A_missing_band_is_drawn_by_what_predicts_it()
    {
        var data = Pupils(4, 2000);
        var filled = Imputation.Chained(data, seed: 3, imputations: 2, plan: new() { LeaveOut = ["school"] }).Imputations[0];
        double Share(Func<double, bool> where)
        {
            int[] rows = [.. Enumerable.Range(0, data.Count).Where(i => data["band"].IsMissing(i) && where(data.Numbers("x")[i]))];
            return rows.Average(i => ((FactorColumn)filled["band"]).Codes[i]);
        }
        Assert.InRange(Share(x => x > 1), 0.8, 1);
        Assert.InRange(Share(x => x < -1), 0, 0.2);
    }

    [Fact]
    public void Three_levels_keep_their_shares()
    {
        var stream = RandomStream.FromSeed(6);
        string?[] level = [.. Enumerable.Range(0, 3000).Select(_ => stream.Choose([0.5, 0.3, 0.2]) switch { 0 => "a", 1 => "b", _ => "c" })];
        for (int i = 0; i < 1000; i++) level[i] = null;
        var data = new Dataset(FactorColumn.From("level", level), new NumberColumn("x", [.. level.Select(_ => stream.Normal())]));
        var filled = Imputation.Chained(data, seed: 1, imputations: 2).Imputations[0];
        int[] codes = ((FactorColumn)filled["level"]).Codes.ToArray()[..1000];
        Assert.Equal(0.5, codes.Average(c => c == 0 ? 1.0 : 0), 0.06);
        Assert.Equal(0.2, codes.Average(c => c == 2 ? 1.0 : 0), 0.06);
    }

    [Fact]
    public void Schools_keep_their_differences_only_when_the_plan_knows_them()
    {
        var data = Pupils(5, 900, schoolSd: 2);
        static double Between(Dataset d)
        {
            double[] means = [.. Enumerable.Range(0, 30).Select(s => Enumerable.Range(0, d.Count).Where(i => i % 30 == s).Average(i => d.Numbers("y")[i] - (2 * d.Numbers("x")[i])))];
            return means.Average(m => (m - means.Average()) * (m - means.Average()));
        }
        double with = Imputation.Chained(data, seed: 1, imputations: 4, plan: new() { School = "school" }).Imputations.Average(Between);
        double without = Imputation.Chained(data, seed: 1, imputations: 4, plan: Plan(ImputationMethod.Normal)).Imputations.Average(Between);
        Assert.True(with > 1.3 * without);
    }

    [Fact]
    public void A_school_without_any_value_is_imputed()
    {
        var data = Pupils(7, 600, schoolSd: 1);
        double[] y = data.Numbers("y").ToArray();
        for (int i = 0; i < y.Length; i += 30) y[i] = double.NaN;
        var imputed = Imputation.Chained(data.With(new NumberColumn("y", y)), seed: 1, imputations: 2, plan: new() { School = "school" });
        Assert.All(imputed.Imputations[1].Numbers("y").ToArray(), v => Assert.True(double.IsFinite(v)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_data_and_chains_settle()
    {
        var data = Pupils(8);
        ImputedData Run(long seed) => Imputation.Chained(data, seed, imputations: 4, plan: new() { LeaveOut = ["school"] });
        Assert.Equal(Run(1).Imputations[3].Numbers("y").ToArray(), Run(1).Imputations[3].Numbers("y").ToArray());
        Assert.NotEqual(Run(1).Imputations[3].Numbers("y").ToArray(), Run(2).Imputations[3].Numbers("y").ToArray());
        Assert.InRange(Run(1).PotentialScaleReduction("y"), 0.8, 1.6);
        Assert.Contains("Mean of the imputed values of y", Run(1).Trace("y").Title, StringComparison.Ordinal);
        Assert.Contains("4 data sets of 600 rows", Run(1).ToTable().Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Nested_models_are_compared_over_imputations()
    {
        var imputed = Imputation.Chained(Pupils(9), seed: 1, imputations: 5, plan: new() { LeaveOut = ["school"] });
        var (smaller, larger) = (imputed.Fit(d => LinearModel.Fit("y ~ x", d)), imputed.Fit(d => LinearModel.Fit("y ~ x + band", d)));
        foreach (var test in (PooledTest[])[PooledComparison.Wald(smaller, larger), PooledComparison.ChiSquares(smaller, larger), PooledComparison.LikelihoodRatio(smaller, larger)])
        {
            Assert.Equal(1, test.Numerator);
            Assert.InRange(test.PValue, 0, 1);
        }
        Assert.Throws<DataError>(() => PooledComparison.Wald(larger, smaller));
        Assert.Contains("Rubin 1987", larger.Report(), StringComparison.Ordinal);
        Assert.Equal(3, larger.Diagnostics().Rows.Length);
    }
}
