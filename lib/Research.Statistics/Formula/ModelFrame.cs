using System.Collections.Immutable;

namespace Research;

/// <summary>The rows and variables a model uses: every column of the formula, fixed and random parts alike, over the same complete rows.
/// R: <c>model.frame(na.action = na.omit, drop.unused.levels = TRUE)</c>.</summary>
/// <remarks>A row is kept when every variable of the formula, and every column named alongside, has a value. Cluster and weight
/// columns go alongside, so that all parts of a model stand on the same rows.</remarks>
public sealed class ModelFrame
{
    private readonly FormulaEvaluation evaluation;
    private readonly Dictionary<string, DataColumn> kept = new(StringComparer.Ordinal);
    private readonly int[] rows;
    private ModelMatrix? fixedPart;

    private ModelFrame(Formula formula, Dataset data, FormulaExpression[] alongside, FormulaExpression? weights)
    {
        (Formula, Data) = (formula.HasDot ? formula.WithColumns(data.Columns.Select(c => c.Name).Except(alongside.SelectMany(a => a.Columns))) : formula, data);
        evaluation = new(formula.Text, data);
        var complete = new CompleteRows(data.Count);
        foreach (var part in Parts().Concat(alongside))
        {
            foreach (var name in part.Names())
                complete.Require(evaluation.Of(name), $"without {name.Name}");
            if (part is not NameExpression) complete.Require(evaluation.Of(part), $"where {part} is not a number");
        }
        if (weights is not null) complete.Require(Positive(weights), $"with {weights} 0");
        (rows, Sample) = (complete.Rows(), complete.Sample());
        if (rows.Length == 0)
            throw new DataError($"formula {formula.Text}", data.Count == 0 ? "no rows" : $"no complete row among {data.Count} ({Sample})",
                "rows with a value in every column used", "Check that the columns hold values together, or leave out the empty one.");
        Response = formula.Response is { } response ? ResponseOf(response) : null;
        if (Formula.Fixed.Offsets.Length > 0) Offset = SumOfOffsets();
    }

    /// <summary>The formula, with <c>.</c> replaced by the columns it stands for.</summary>
    public Formula Formula { get; }

    /// <summary>The data the frame was made from, all rows.</summary>
    public Dataset Data { get; }

    /// <summary>Rows of <see cref="Data"/> kept, from 0, rising.</summary>
    public ReadOnlySpan<int> KeptRows => rows;

    /// <summary>Number of rows kept.</summary>
    public int Count => rows.Length;

    /// <summary>Rows used, and dropped with the column that lacked a value. A row lacking several is counted once, at the first.</summary>
    public Sample Sample { get; }

    /// <summary>The outcome; null when the formula has none.</summary>
    public ResponseVariable? Response { get; }

    /// <summary>The sum of the offsets for the rows kept; null when there is none.</summary>
    public double[]? Offset { get; }

    /// <summary>The model matrix of the fixed terms.</summary>
    public ModelMatrix Fixed => fixedPart ??= Matrix(Formula.Fixed);

    /// <summary>The model's variables for the rows of a data set that have a value in each.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="data">The data.</param>
    /// <param name="alongside">Columns, or expressions of them, that must have a value too: weights, clusters. Null and empty are skipped.</param>
    public static ModelFrame From(Formula formula, Dataset data, params IEnumerable<string?> alongside) =>
        new(formula, data, Parsed(alongside), null);

    /// <summary>As <see cref="From"/>, with weights: rows of weight 0 are dropped and counted, a weight below 0 is an error. Null weights are none.</summary>
    public static ModelFrame Weighted(Formula formula, Dataset data, string? weights, params IEnumerable<string?> alongside) => weights is null
        ? From(formula, data, alongside)
        : new(formula, data, Parsed([weights, .. alongside]), FormulaParser.Single(weights));

    /// <summary>The model matrix of any terms over the rows kept: the instruments, the effects of a random term.</summary>
    public ModelMatrix Matrix(TermList terms) => ModelMatrix.Build(this, terms);

    /// <summary>A numeric column or expression over the rows kept.</summary>
    public double[] Numbers(string expression)
    {
        double[] all = evaluation.Numbers(FormulaParser.Single(expression));
        if (rows.Length == all.Length) return all;
        var taken = new double[rows.Length];
        for (int i = 0; i < taken.Length; i++) taken[i] = all[rows[i]];
        return taken;
    }

    /// <summary>A column or expression as a factor over the rows kept, numbers turned into levels by size, unused levels left out.</summary>
    public FactorColumn Factor(string expression) => FactorOf(FormulaParser.Single(expression));

    /// <summary>The groups of a random term over the rows kept. For <c>a:b</c> the levels are the pairs that occur, in the order of a,
    /// then b, named <c>a1:b1</c>.</summary>
    public FactorColumn Grouping(RandomTerm term)
    {
        var factor = FactorOf(term.Grouping[0]);
        foreach (var next in term.Grouping.Skip(1)) factor = FactorColumn.Interaction(factor, FactorOf(next));
        return new FactorColumn(term.GroupingName, factor.Codes.ToArray(), factor.Levels);
    }

    /// <summary>The model matrix of what varies in a random term, over the rows kept: n × q.</summary>
    public ModelMatrix Effects(RandomTerm term) => Matrix(term.Effects);

    /// <summary>A variable over the rows kept; factors without their unused levels.</summary>
    internal DataColumn Variable(FormulaExpression expression)
    {
        if (!kept.TryGetValue(expression.Text, out var column))
        {
            column = evaluation.Of(expression);
            if (column.Length != rows.Length) column = column.Take(rows);
            if (column is FactorColumn factor) column = factor.WithoutUnusedLevels();
            kept[expression.Text] = column;
        }
        return column;
    }

    private static FormulaExpression[] Parsed(IEnumerable<string?> alongside) =>
        [.. alongside.Where(a => !string.IsNullOrWhiteSpace(a)).Select(a => FormulaParser.Single(a!))];

    private NumberColumn Positive(FormulaExpression weights)
    {
        double[] values = evaluation.Numbers(weights);
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < 0) throw new DataError("weights", $"a value below 0 in row {i + 1}", "weights of 0 and more", "Mend the weight.", column: weights.Text);
            if (values[i] == 0) values[i] = double.NaN;
        }
        return new NumberColumn(weights.Text, values);
    }

    private FactorColumn FactorOf(FormulaExpression expression) =>
        Variable(expression) is var column && column is FactorColumn factor ? factor : FactorColumn.From((NumberColumn)column);

    private IEnumerable<FormulaExpression> Parts()
    {
        if (Formula.Response is CallExpression { Function: "cbind" } both) foreach (var side in both.Arguments) yield return side.Value;
        else if (Formula.Response is { } response) yield return response;
        foreach (var list in Formula.Random.Select(r => r.Effects).Prepend(Formula.Instruments).Prepend(Formula.Fixed).OfType<TermList>())
            foreach (var part in list.Variables.Concat(list.Offsets))
                yield return part;
        foreach (var grouping in Formula.Random.SelectMany(r => r.Grouping)) yield return grouping;
    }

    private ResponseVariable ResponseOf(FormulaExpression response)
    {
        if (response is CallExpression { Function: "cbind" } both)
        {
            if (both.Arguments.Length != 2)
                throw FormulaError.At(Formula.Text, both, $"{both.Arguments.Length} columns in cbind()", "two, successes and failures", "Write cbind(passed, failed).");
            double[] successes = Numbers(both.Arguments[0].Value.Text), failures = Numbers(both.Arguments[1].Value.Text);
            for (int i = 0; i < successes.Length; i++)
            {
                if (successes[i] < 0 || failures[i] < 0)
                    throw FormulaError.At(Formula.Text, both, $"a count below 0 in row {rows[i] + 1}", "counts of 0 and more", "Mend the count.");
                failures[i] += successes[i];
            }
            return new(response.Text, successes, failures, []);
        }
        if (Variable(response) is FactorColumn factor)
        {
            var codes = new double[factor.Length];
            for (int i = 0; i < codes.Length; i++) codes[i] = factor.Codes[i] > 0 ? 1 : 0;
            return new(response.Text, codes, null, factor.Levels);
        }
        return new(response.Text, ((NumberColumn)Variable(response)).Values.ToArray(), null, []);
    }

    private double[] SumOfOffsets()
    {
        var sum = new double[rows.Length];
        foreach (var offset in Formula.Fixed.Offsets)
        {
            double[] values = Numbers(offset.Text);
            for (int i = 0; i < sum.Length; i++) sum[i] += values[i];
        }
        return sum;
    }
}
