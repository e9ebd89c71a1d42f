using System.Collections.Immutable;

namespace Research;

/// <summary>A sample weighted by the propensity score: the balance reached, and the effect.</summary>
public sealed record WeightedSample : Result
{
    private readonly TreatmentFrame frame;
    private BalanceTable? balance;

    internal WeightedSample(TreatmentFrame frame, Estimand estimand, ImmutableArray<double> score, ImmutableArray<double> weights) =>
        (this.frame, Estimand, Score, Weights) = (frame, estimand, score, weights);

    /// <summary>For whom the effect is.</summary>
    public Estimand Estimand { get; }

    /// <summary>The formula as given.</summary>
    public string Formula => frame.Frame.Formula.Text;

    /// <summary>Rows used, and dropped for want of a covariate.</summary>
    public Sample Sample => frame.Frame.Sample;

    /// <summary>Whether each row is treated.</summary>
    public ImmutableArray<bool> Treated => [.. frame.Treated];

    /// <summary>The propensity score of each row used.</summary>
    public ImmutableArray<double> Score { get; }

    /// <summary>The weight of each row used.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>The largest weight: one pupil who counts for many makes an effect uncertain.</summary>
    public double LargestWeight => Weights.Max();

    /// <summary>Balance before and after weighting.</summary>
    public BalanceTable Balance => balance ??= BalanceTable.Of(frame, (Method, Estimand), Score, Weights);

    /// <summary>Where the groups' scores overlap.</summary>
    public Overlap Overlap => Overlap.Of(Score, frame.Treated, Weights);

    /// <summary>The rows used with all columns of the data, and <c>weights</c> and <c>distance</c>.</summary>
    public Dataset Data => frame.Frame.Data.Take(frame.Frame.KeptRows)
        .With(new NumberColumn(MatchedSample.WeightsColumn, [.. Weights])).With(new NumberColumn(MatchedSample.ScoreColumn, [.. Score]));

    private string Method => Estimand == Estimand.Overlap ? "Overlap weights" : "Inverse-probability weights";

    /// <summary>(Σw)²/Σw² of a group: how many equally weighted pupils would tell as much.</summary>
    public double EffectiveSampleSize(bool treated)
    {
        double[] own = [.. Weights.Where((_, i) => frame.Treated[i] == treated)];
        return own.Sum() * own.Sum() / own.Sum(w => w * w);
    }

    /// <summary>The weighted difference in an outcome, with robust errors that take the weights as known; these are if anything too wide for the treated and for all
    /// (Lunceford and Davidian 2004, Statistics in Medicine 23(19)). R: <c>lm(outcome ~ treated, weights = w)</c>, <c>survey::svyglm</c>.</summary>
    /// <param name="outcome">The outcome's column.</param>
    /// <param name="errors">Other errors: <c>Errors.Clustered("school")</c> where schools chose; null for HC1.</param>
    public LinearModel Effect(string outcome, Errors? errors = null) => LinearModel.Fit($"{outcome} ~ {frame.Treatment}", Data, errors ?? Errors.Robust(ErrorKind.Hc1), new() { Weights = MatchedSample.WeightsColumn });

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Method}: {Formula}. {Sample}.",
        [new("group", "Group"), new("rows", "Rows"), new("effective", "Effective sample size", "", 1), new("largest", "Largest weight", "", 2)],
        ((bool, string)[])[(true, "Treated"), (false, "Comparison")] is var sides
            ? sides.Select(s => (IReadOnlyList<Cell>)[s.Item2, frame.Treated.Count(t => t == s.Item1), EffectiveSampleSize(s.Item1), Weights.Where((_, i) => frame.Treated[i] == s.Item1).Max()])
            : [],
        "Effective sample size: (Σw)²/Σw²: how many equally weighted pupils would tell as much.");

    /// <inheritdoc/>
    public override Chart ToChart() => Balance.ToChart();
}
