using System.Collections.Immutable;

namespace Research;

/// <summary>Who is compared in an evaluation, whatever its design: what flow, attrition, balance, overlap and effect sizes are counted on.</summary>
/// <param name="Data">All rows, those without an outcome among them.</param>
/// <param name="Outcome">The outcome's column.</param>
/// <param name="Treated">The column of 1 for rows of the group with the programme and 0 for the other.</param>
internal sealed record ComparedGroups(Dataset Data, string Outcome, string Treated)
{
    private BalanceTable? balance;
    private WeightedSample? scores;

    public required PlannedDesign Design { get; init; }

    public string? School { get; init; }

    public string? TookPart { get; init; }

    /// <summary>Baseline and covariates.</summary>
    public ImmutableArray<string> Covariates { get; init; } = [];

    /// <summary>The rows on which the groups were alike or not before the programme: those of earlier years, or near the mark.</summary>
    public Func<Dataset, Dataset> Before { get; init; } = data => data;

    /// <summary>What a row is.</summary>
    public string RowIs { get; init; } = "A row of the file is a pupil.";

    /// <summary>The rows that made the estimate, where the design picks some: matched, or near the mark.</summary>
    public (string Step, int Treated, int Control)? Picked { get; init; }

    /// <summary>Balance and overlap of a matched or weighted sample; null for the groups as they are.</summary>
    public (BalanceTable Balance, Overlap Overlap)? Sample { get; init; }

    /// <summary>Differences of matched pairs; null where the design has none.</summary>
    public IReadOnlyList<double>? Pairs { get; init; }

    /// <summary>The effect size where the design defines its own; null for the effect over the standard deviation within groups.</summary>
    public StandardisedEffect? Standardised { get; init; }

    public double Attrition => Data.Numbers(Outcome).ToArray().Count(double.IsNaN) / (double)Math.Max(1, Data.Count);

    public BalanceTable? Balance => Sample?.Balance ?? (Covariates.IsEmpty ? null : balance ??= BalanceTable.Of(Comparison, Before(Data)));

    private string Comparison => $"{Formula.Quoted(Treated)} ~ {Formula.Sum(Covariates)}";

    /// <summary>The groups, or an error where the column does not tell two apart.</summary>
    /// <param name="oneGroup">What to say where every row, or none, has the programme; null where one group is enough.</param>
    public ComparedGroups Checked(PlannedDesign? oneGroup)
    {
        double[] treated = Data.Numbers(Treated).ToArray(), outcome = Data.Numbers(Outcome).ToArray();
        if (Data.Count == 0) throw new DataError("data", "no rows", "a row a pupil", "Check that the file is the one the plan means.");
        if (treated.FirstOrDefault(t => t is not (0 or 1) && !double.IsNaN(t)) is var other and not 0)
            throw new DataError("data", $"the value {Cell.Of(other).Show(null)}", "1 for the programme, 0 for none", "Recode the column; a dose or several arms need one comparison at a time.", column: Treated);
        if (treated.All(double.IsNaN)) throw new DataError("data", "no value in any row", "1 for the programme, 0 for none", "Fill the column.", column: Treated);
        if (outcome.All(double.IsNaN)) throw new DataError("data", "no outcome in any row", "outcomes of most pupils", "Wait for the results, or name another outcome.", column: Outcome);
        if (outcome.Where(y => !double.IsNaN(y)).Distinct().Take(2).Count() < 2) throw new DataError("data", "the same outcome in every row", "outcomes that differ", "Name another outcome: this one can show no effect.", column: Outcome);
        if (Design != PlannedDesign.InterruptedSeries && (!treated.Contains(0) || !treated.Contains(1)))
            throw DesignRefusal.Of(Design, (treated.Contains(1) ? "every row with the programme" : "no row with the programme", "rows with it and rows without"), treated.Contains(1) ? oneGroup : null, treated.Contains(1) ? "Add pupils without it to the file." : "Check the column.");
        return this;
    }

    /// <summary>The checks every design has.</summary>
    public IEnumerable<(string Name, Func<Result> Check)> Checks(DesignEvaluation evaluation)
    {
        var flow = new FlowOfPupils(this);
        yield return ("flow", () => new CheckTable(flow.Counts()));
        yield return ("attrition", () => new CheckTable(flow.Lost()));
        yield return ("balance", () => Balance ?? throw new DataError("balance", "no covariate", "a baseline, or another column measured before", "Add covariates."));
        yield return ("overlap", () => Sample?.Overlap ?? (Covariates.IsEmpty ? throw new DataError("overlap", "no covariate", "a baseline, or another column measured before", "Add covariates.") : (scores ??= Weighting.Propensity(Comparison, Before(Data))).Overlap));
        yield return ("hidden bias", () => new CheckTable(HiddenBias.Of(this, evaluation.Standardised)));
    }

    /// <summary>The rows for which a condition holds.</summary>
    public static Dataset Where(Dataset data, Func<int, bool> condition) => data.Take([.. Enumerable.Range(0, data.Count).Where(condition)]);
}
