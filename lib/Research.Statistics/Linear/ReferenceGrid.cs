using System.Collections.Immutable;

namespace Research;

/// <summary>The points at which adjusted means are predicted: every combination of the factors' levels, numbers at their means.</summary>
internal sealed class ReferenceGrid
{
    private readonly ModelMatrix matrix;
    private readonly string factor;
    private readonly double[] rows;
    private readonly FactorColumn grid;

    public ReferenceGrid(ModelMatrix matrix, string factor)
    {
        (this.matrix, this.factor) = (matrix, factor);
        var variable = matrix.Terms.Variables.FirstOrDefault(v => v.Text == factor || v.Columns.SequenceEqual([factor]));
        if (variable is null || Column(variable) is not { } column)
            throw new DataError("adjusted means", $"'{factor}'", "a factor of the formula: " + string.Join(", ", Factors().Select(f => f.Text)),
                $"Name a factor, or write factor({factor}) in the formula.{NearestName.Hint(factor, Factors().Select(f => f.Text))}");
        Dataset points = Points();
        rows = matrix.For(points);
        grid = column is FactorColumn && points.Has(variable.Columns.First()) ? AsFactor(new FormulaEvaluation(matrix.Frame.Formula.Text, points).Of(variable)) : column;
        Levels = column.Levels;
    }

    public ImmutableArray<string> Levels { get; }

    /// <summary>The mean row of the model matrix over the points of a level.</summary>
    public double[] MeanRow(string level)
    {
        var mean = new double[matrix.Columns];
        int count = grid.Length, used = 0;
        for (int i = 0; i < count; i++)
        {
            if (grid.TextAt(i) != level) continue;
            used++;
            for (int j = 0; j < mean.Length; j++) mean[j] += rows[(j * count) + i];
        }
        return used == 0 ? throw new DataError("adjusted means", $"no point of '{level}'", $"levels of {factor}", "Check the factor's levels.") : [.. mean.Select(m => m / used)];
    }

    private IEnumerable<FormulaExpression> Factors() => matrix.Terms.Variables.Where(v => Column(v) is not null);

    private FactorColumn? Column(FormulaExpression variable) => matrix.Frame.Variable(variable) as FactorColumn;

    private static FactorColumn AsFactor(DataColumn column) => column as FactorColumn ?? FactorColumn.From((NumberColumn)column);

    /// <summary>All combinations of the values each column of the formula takes in the grid.</summary>
    private Dataset Points()
    {
        var values = new List<DataColumn>();
        foreach (string name in matrix.Terms.Variables.SelectMany(v => v.Columns).Distinct(StringComparer.Ordinal)) values.Add(Values(name));
        long count = values.Aggregate(1L, (product, column) => product * column.Length);
        if (count > 1_000_000) throw new DataError("adjusted means", $"{count} combinations of levels", "at most 1000000", "Leave out factors with many levels.");
        var points = new List<DataColumn>();
        long stride = 1;
        foreach (var column in values)
        {
            long every = stride;
            points.Add(column.Take([.. Enumerable.Range(0, (int)count).Select(i => (int)(i / every % column.Length))]));
            stride *= column.Length;
        }
        return new(points);
    }

    /// <summary>A factor's levels present; a number's mean, or its values where it has two or stands in factor() or a comparison alone.</summary>
    private DataColumn Values(string name)
    {
        var column = matrix.Frame.Data[name].Take(matrix.Frame.KeptRows);
        if (column is FactorColumn factorColumn)
        {
            var used = factorColumn.WithoutUnusedLevels();
            return new FactorColumn(name, [.. Enumerable.Range(0, used.Levels.Length)], used.Levels);
        }
        double[] numbers = ((NumberColumn)column).Values.ToArray(), distinct = [.. numbers.Distinct().Order().Take(3)];
        bool categories = matrix.Terms.Variables.Where(v => v.Columns.Contains(name)).All(v => Column(v) is not null);
        if (categories) return new NumberColumn(name, [.. numbers.Distinct().Order()]);
        return new NumberColumn(name, distinct.Length <= 2 ? distinct : [numbers.Average()]);
    }
}
