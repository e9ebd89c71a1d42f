using System.Collections.Immutable;

namespace Research;

/// <summary>A matched sample: who was matched with whom, the weights, the balance reached, and the effect among the matched.</summary>
public sealed record MatchedSample : Result
{
    internal const string WeightsColumn = "weights", SetsColumn = "subclass", ScoreColumn = "distance";
    private readonly TreatmentFrame frame;
    private BalanceTable? balance;

    internal MatchedSample(TreatmentFrame frame, string method, Estimand estimand) => (this.frame, Method, Estimand) = (frame, method, estimand);

    /// <summary>The method in words.</summary>
    public string Method { get; }

    /// <summary>For whom the effect is.</summary>
    public Estimand Estimand { get; }

    /// <summary>The formula as given.</summary>
    public string Formula => frame.Frame.Formula.Text;

    /// <summary>Rows used, and dropped for want of a covariate.</summary>
    public Sample Sample => frame.Frame.Sample;

    /// <summary>The data's rows used, from 0; the lists below go by their order.</summary>
    public ImmutableArray<int> Rows => [.. frame.Frame.KeptRows];

    /// <summary>Whether each row is treated.</summary>
    public ImmutableArray<bool> Treated => [.. frame.Treated];

    /// <summary>The propensity score (or its log odds) of each row; empty where the method uses none.</summary>
    public ImmutableArray<double> Score { get; internal init; } = [];

    /// <summary>The caliper on the score's scale; null without one.</summary>
    public double? CaliperWidth { get; internal init; }

    /// <summary>For each row the rows it was matched with, by place in <see cref="Rows"/>, for methods that pair; else empty.</summary>
    public ImmutableArray<ImmutableArray<int>> Matches { get; internal init; } = [];

    /// <summary>The set of each row, from 0, −1 for none; empty where rows are used again. R: <c>subclass</c>.</summary>
    public ImmutableArray<int> Sets { get; internal init; } = [];

    /// <summary>The weight of each row, 0 for those left out. R: <c>weights</c>.</summary>
    public ImmutableArray<double> Weights { get; internal init; } = [];

    /// <summary>Number of sets.</summary>
    public int SetCount => Sets.IsEmpty ? 0 : Sets.Max() + 1;

    /// <summary>Means, standardised differences, variance ratios and distances between distributions, before and after.</summary>
    public BalanceTable Balance => balance ??= BalanceTable.Of(frame, (Method, Estimand), Score, Weights);

    /// <summary>The matched rows with all columns of the data, and <c>weights</c>, <c>subclass</c> and <c>distance</c>. R: <c>match.data</c>.</summary>
    public Dataset Data
    {
        get
        {
            int[] matched = [.. Enumerable.Range(0, Weights.Length).Where(i => Weights[i] > 0)];
            var data = frame.Frame.Data.Take([.. matched.Select(i => frame.Frame.KeptRows[i])])
                .With(new NumberColumn(WeightsColumn, [.. matched.Select(i => Weights[i])]));
            if (!Sets.IsEmpty) data = data.With(FactorColumn.From(new NumberColumn(SetsColumn, [.. matched.Select(i => (double)Sets[i])])));
            return Score.IsEmpty ? data : data.With(new NumberColumn(ScoreColumn, [.. matched.Select(i => Score[i])]));
        }
    }

    /// <summary>The difference in an outcome between treated and comparison pupils of the matched sample, with errors by set (HC3 where rows are used again). The
    /// weighted regression of the outcome on treatment; with covariates it is adjusted for what matching left. R: <c>lm(outcome ~ treated, weights = weights)</c>, <c>vcovCL(cluster = ~subclass)</c>.</summary>
    /// <param name="outcome">The outcome's column.</param>
    /// <param name="adjusted">Whether the covariates stand in the regression too (Stuart 2010, 5: yes, unless a class is small).</param>
    /// <param name="errors">Other errors: <c>Errors.Clustered("school")</c> where schools chose; null for those above.</param>
    public LinearModel Effect(string outcome, bool adjusted = true, Errors? errors = null)
    {
        if (frame.Frame.Data[outcome] is not NumberColumn) throw new DataError("outcome", "words", "numbers", "Use a numeric column.", column: outcome);
        return LinearModel.Fit(ModelOf(outcome, adjusted), Data,
            errors ?? (Sets.IsEmpty ? Errors.Robust() : Errors.Clustered(SetsColumn, ErrorKind.Cr1)), new() { Weights = WeightsColumn });
    }

    /// <summary>The effect with an interval from drawing whole sets again. Needs sets, and so no replacement. Source: Abadie and Spiess (2022), JASA 117(538).</summary>
    /// <param name="outcome">The outcome's column.</param>
    /// <param name="seed">The seed, published with the figures.</param>
    /// <param name="draws">How many draws.</param>
    /// <param name="adjusted">Whether the covariates stand in the regression too.</param>
    public BootstrapResult PairBootstrap(string outcome, long seed, int draws = 2000, bool adjusted = true)
    {
        if (Sets.IsEmpty) throw new DataError("pair bootstrap", "matching with replacement", "sets of matched pupils", "Match without replacement.");
        string formula = ModelOf(outcome, adjusted);
        return Bootstrap.Clusters(Data, SetsColumn, sample => LinearModel.Fit(formula, sample, null, new() { Weights = WeightsColumn }), seed, draws);
    }

    /// <summary>For each treated row with a match its outcome less the mean of its matches'; what Rosenbaum's bounds ask for.</summary>
    /// <param name="outcome">The outcome's column.</param>
    public ImmutableArray<double> Differences(string outcome)
    {
        double[] y = frame.Frame.Data.Take(frame.Frame.KeptRows).Numbers(outcome).ToArray();
        return [.. Enumerable.Range(0, Matches.Length).Where(i => Matches[i].Length > 0).Select(i => (y[i] - Matches[i].Average(j => y[j])) * (frame.Treated[i] ? 1 : -1))];
    }

    /// <summary>Where the groups' scores overlap.</summary>
    public Overlap Overlap => Score.IsEmpty
        ? throw new DataError("overlap", "a method without a score", "a propensity score", "Match on the propensity score.")
        : Research.Overlap.Of(Score, frame.Treated, Weights);

    private string ModelOf(string outcome, bool adjusted) =>
        $"{outcome} ~ {frame.Treatment}{(adjusted ? string.Concat(frame.Frame.Formula.Fixed.Labels.Select(l => " + " + l)) : "")}";

    /// <inheritdoc/>
    public override Table ToTable()
    {
        (double Ess, int All, int Matched) Side(bool treated)
        {
            double sum = 0, squares = 0;
            int all = 0, matched = 0;
            for (int i = 0; i < Weights.Length; i++)
                if (frame.Treated[i] == treated)
                {
                    (sum, squares, all) = (sum + Weights[i], squares + (Weights[i] * Weights[i]), all + 1);
                    if (Weights[i] > 0) matched++;
                }
            return (sum * sum / squares, all, matched);
        }
        var (t, c) = (Side(true), Side(false));
        return new($"{Method}: {Formula}. {Sample}.",
            [new("group", "Group"), new("all", "Rows"), new("matched", "Matched"), new("unmatched", "Not matched"), new("effective", "Effective sample size", "", 1)],
            [["Treated", t.All, t.Matched, t.All - t.Matched, t.Ess], ["Comparison", c.All, c.Matched, c.All - c.Matched, c.Ess]],
            [.. Sets.IsEmpty ? [] : (string[])[$"{SetCount} sets."], "Effective sample size: (Σw)²/Σw²: how many equally weighted pupils would tell as much."]);
    }

    /// <inheritdoc/>
    public override Chart? ToChart() => Balance.ToChart();
}
