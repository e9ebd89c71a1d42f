using System.Collections.Immutable;

namespace Research;

/// <summary>A covariate as balance and distances see it: a number, or one level of a category as 0 and 1.</summary>
/// <param name="Name">The column's name, or column and level: <c>racewhite</c>.</param>
/// <param name="Values">A value a row used.</param>
/// <param name="IsLevel">True for a level of a category.</param>
internal sealed record Covariate(string Name, double[] Values, bool IsLevel);

/// <summary>Who is treated and the covariates, over the rows without gaps.</summary>
internal sealed class TreatmentFrame
{
    private ImmutableArray<Covariate>? covariates;

    private TreatmentFrame(ModelFrame frame, bool[] treated) => (Frame, Treated) = (frame, treated);

    public ModelFrame Frame { get; }

    public bool[] Treated { get; }

    public int Count => Treated.Length;

    public string Treatment => Frame.Formula.Response!.Text;

    /// <summary>Every variable of the formula once: numbers as they are, a column for each level of a category.</summary>
    public ImmutableArray<Covariate> Covariates => covariates ??= [.. Frame.Formula.Fixed.Variables.SelectMany(Columns)];

    public static TreatmentFrame Of(string formula, Dataset data, params IEnumerable<string?> alongside)
    {
        var parsed = LinearFormula.Checked(formula);
        var frame = ModelFrame.From(parsed, data, alongside);
        var response = frame.Response!;
        if (response.Trials is not null || response.Levels.Length > 2 || response.Values.Any(v => v is not (0 or 1)))
            throw FormulaError.At(formula, parsed.Response!, $"'{response.Name}' with other values than two", "1 for treated and 0 for not, or two categories", "Code the treatment as 0 and 1.");
        bool[] treated = [.. response.Values.Select(v => v == 1)];
        int count = treated.Count(t => t);
        if (count == 0 || count == treated.Length)
            throw new DataError($"formula {formula}", count == 0 ? "nobody treated among the rows used" : "everybody treated among the rows used", "treated and untreated rows",
                $"Check the column and which rows were dropped ({frame.Sample}).", column: response.Name);
        return new(frame, treated);
    }

    /// <summary>The group of each row by one or several columns; −1 never occurs, as these columns have no gaps.</summary>
    public int[] Strata(IReadOnlyCollection<string> columns)
    {
        if (columns.Count == 0) return new int[Count];
        var factor = columns.Select(Frame.Factor).Aggregate(FactorColumn.Interaction);
        return factor.Codes.ToArray();
    }

    private IEnumerable<Covariate> Columns(FormulaExpression variable)
    {
        var column = Frame.Variable(variable);
        if (column is NumberColumn number) return [new(variable.Text, number.Values.ToArray(), false)];
        var factor = (FactorColumn)column;
        return factor.Levels.Select((level, k) => new Covariate(variable.Text + level, [.. factor.Codes.ToArray().Select(c => c == k ? 1.0 : 0)], true));
    }
}
