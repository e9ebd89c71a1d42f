namespace Research;

/// <summary>What a trial's analysis is made of: outcome, arm and covariates as a formula, the column of the arms, and that of the schools.</summary>
/// <param name="Formula">R's notation with the arm among the terms: <c>post ~ arm + pre</c>.</param>
/// <param name="Arm">The column of the arms. Numbers become levels by size, the lowest the control; of a factor the first level is the control.</param>
/// <param name="School">The column of schools; needed where schools are randomised or pupils within them.</param>
public sealed record TrialModel(string Formula, string Arm, string? School = null)
{
    /// <summary>The formula with a random term for the school.</summary>
    internal string WithSchools(string effects = "1") => $"{Formula} + ({effects} | {NameExpression.Quoted(School!)})";

    /// <summary>The outcome, as the formula has it.</summary>
    internal string Outcome => Research.Formula.Parse(Formula).Response?.Text
        ?? throw new DataError($"formula {Formula}", "no outcome", "outcome ~ arm + covariates", "Write the outcome's column before ~.");

    /// <summary>The arm as a formula names it.</summary>
    internal string ArmName => NameExpression.Quoted(Arm);

    /// <summary>The school as a formula names it.</summary>
    internal string SchoolName => NameExpression.Quoted(School!);
}

/// <summary>The rows of a trial that have every value, with arm and school as factors.</summary>
internal sealed class TrialRows
{
    private TrialRows(TrialModel model, Dataset data, FactorColumn arm, Sample sample) => (Model, Data, Arm, Sample) = (model, data, arm, sample);

    public TrialModel Model { get; }

    /// <summary>The rows used; the arm is a factor.</summary>
    public Dataset Data { get; }

    public FactorColumn Arm { get; }

    public Sample Sample { get; }

    /// <summary>The school of each row; only for models that have schools.</summary>
    public FactorColumn School => school ??= FactorOf(Data, Model.School!);

    private FactorColumn? school;

    /// <summary>Outcome of the rows used.</summary>
    public double[] Outcome => ModelFrame.From(Formula.Parse($"{Model.Outcome} ~ 1"), Data).Response!.Values;

    /// <summary>Arms other than the control, as coefficients are named: <c>arm1</c>.</summary>
    public IEnumerable<(string Name, int Level)> Treated => Enumerable.Range(1, Arm.Levels.Length - 1).Select(k => ($"{Model.ArmName}{Arm.Levels[k]}", k));

    public static TrialRows Of(TrialModel model, Dataset data)
    {
        if (data[model.Arm] is NumberColumn) data = data.AsFactor(model.Arm);
        var frame = ModelFrame.From(Formula.Parse(model.Formula), data, NameExpression.Quoted(model.Arm), model.School is { } s ? NameExpression.Quoted(s) : null);
        var used = data.Take(frame.KeptRows);
        var arm = FactorOf(used, model.Arm);
        if (arm.Levels.Length < 2)
            throw new DataError("trial", $"the single arm '{arm.Levels[0]}' among the rows used", "at least two arms", $"Check which rows were dropped ({frame.Sample}).", column: model.Arm);
        if (!Formula.Parse(model.Formula).Fixed.Labels.Contains(model.ArmName))
            throw new DataError($"formula {model.Formula}", $"no term '{model.ArmName}'", "the arm among the terms", $"Write {model.Outcome} ~ {model.ArmName} + covariates.", column: model.Arm);
        return new(model, used.With(arm), arm, frame.Sample);
    }

    private static FactorColumn FactorOf(Dataset data, string column) => (data[column] as FactorColumn ?? FactorColumn.From((NumberColumn)data[column])).WithoutUnusedLevels();
}
