using System.Collections.Immutable;

namespace Research;

/// <summary>The model matrix X (n × p) with R's column names. R: <c>model.matrix</c>.</summary>
/// <remarks>Columns in R's order: the intercept, then each term's columns, the first variable of an interaction varying fastest. Factors
/// have treatment contrasts against their first level (choose it with <see cref="Dataset.AsFactor"/>); with no intercept, or where a
/// margin is absent, a column for every level, as R has it.</remarks>
public sealed class ModelMatrix
{
    private readonly ImmutableArray<TermCoding> codings;
    private readonly double[] values;

    private ModelMatrix(ModelFrame frame, TermList terms, ImmutableArray<TermCoding> codings)
    {
        (Frame, Terms, this.codings) = (frame, terms, codings);
        Names = [.. codings.SelectMany(c => c.Names).Prepend("(Intercept)").Skip(terms.HasIntercept ? 0 : 1)];
        Assign = [.. codings.SelectMany((c, t) => c.Names.Select(_ => t + 1)).Prepend(0).Skip(terms.HasIntercept ? 0 : 1)];
        if ((long)frame.Count * Names.Length > Array.MaxLength)
            throw new DataError($"formula {frame.Formula.Text}", $"{frame.Count} rows by {Names.Length} columns", $"at most {Array.MaxLength} numbers",
                "Absorb the factor with many levels as fixed effects, or make it a random term.");
        values = Fill(frame.Count, frame.Variable);
    }

    /// <summary>The frame: rows kept, outcome, offset.</summary>
    public ModelFrame Frame { get; }

    /// <summary>The terms the columns come from.</summary>
    public TermList Terms { get; }

    /// <summary>Rows, n.</summary>
    public int Rows => Frame.Count;

    /// <summary>Columns, p.</summary>
    public int Columns => Names.Length;

    /// <summary>The columns' names as R gives them.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The term of each column: 0 for the intercept, else the place of its term, from 1. R: <c>attr(, "assign")</c>.</summary>
    public ImmutableArray<int> Assign { get; }

    /// <summary>X by columns: entry (i, j) stands at j × n + i.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>The factors with their levels; the first is the reference.</summary>
    public IEnumerable<(string Name, ImmutableArray<string> Levels)> Factors =>
        codings.SelectMany(c => c.Parts).Where(p => p.IsFactor).Select(p => (p.Variable.Text, p.Levels)).DistinctBy(p => p.Text);

    /// <summary>Columns that those before them determine, as R's <c>lm</c> finds them.</summary>
    public ImmutableArray<string> Redundant => [.. RankedTriangle.Redundant(values, Columns, Rows).Select(j => Names[j])];

    /// <summary>A column of X.</summary>
    public ReadOnlySpan<double> Column(int j) => values.AsSpan(j * Rows, Rows);

    /// <summary>The model matrix of a formula's fixed terms.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="data">The data.</param>
    public static ModelMatrix From(string formula, Dataset data) => ModelFrame.From(Formula.Parse(formula), data).Fixed;

    /// <summary>The same columns for other data, in its row order: for predictions. A row with a missing value is not a number throughout;
    /// a level the model has not seen is an error.</summary>
    /// <returns>By columns, rows of <paramref name="data"/> × p.</returns>
    public double[] For(Dataset data)
    {
        var evaluation = new FormulaEvaluation(Frame.Formula.Text, data);
        return Fill(data.Count, evaluation.Of);
    }

    /// <summary>Builds the matrix; with sums to zero in place of treatment contrasts, for tests of type III. R: <c>contr.sum</c>.</summary>
    internal static ModelMatrix Build(ModelFrame frame, TermList terms, bool sumsToZero = false)
    {
        DataColumn[] variables = [.. terms.Variables.Select(frame.Variable)];
        bool[][] contrasts = ContrastRule.Contrasts(terms, [.. variables.Select(v => v is FactorColumn)]);
        var codings = terms.Terms.Select((term, t) => new TermCoding(term.Variables.Select((v, k) =>
            Coding(frame, terms.Variables[v], variables[v], (contrasts[t][k], sumsToZero)))));
        return new(frame, terms, [.. codings]);
    }

    private static VariableCoding Coding(ModelFrame frame, FormulaExpression variable, DataColumn column, (bool Contrasts, bool SumsToZero) coded)
    {
        if (column is not FactorColumn factor) return new(variable, [], false, 0);
        if (coded.Contrasts && factor.Levels.Length < 2)
            throw FormulaError.At(frame.Formula.Text, variable, $"'{variable}' with the single value '{factor.Levels.FirstOrDefault()}' in the rows used", "at least two groups",
                $"Leave '{variable}' out, or check which rows were dropped ({frame.Sample}).");
        return coded is (true, true) ? new(variable, factor.Levels, true, 0, true) : new(variable, factor.Levels, true, coded.Contrasts ? 1 : 0);
    }

    private double[] Fill(int count, Func<FormulaExpression, DataColumn> variable)
    {
        var x = new double[(long)count * Names.Length];
        int at = 0;
        if (Terms.HasIntercept)
        {
            Array.Fill(x, 1.0, 0, count);
            at = 1;
        }
        foreach (var coding in codings)
        {
            coding.Fill(x.AsSpan(at * count, coding.Names.Length * count), count, variable);
            at += coding.Names.Length;
        }
        return x;
    }
}
