using System.Collections.Immutable;

namespace Research;

/// <summary>One chain: the data set it ended with, and mean and spread of the imputed values of each column after each round.</summary>
internal sealed record ImputationChain(Dataset Data, double[][] Means, double[][] Spreads);

/// <summary>A column with missing values: where they are and how they are drawn.</summary>
internal sealed record Incomplete(string Name, ImputationMethod Method, int[] Missing, int[] Seen);

/// <summary>The rounds of chained equations.</summary>
internal sealed class ChainedEquations
{
    private readonly Dataset data;
    private readonly ImputationPlan plan;
    private readonly string[] used;
    private readonly int[]? school;

    public ChainedEquations(Dataset data, ImputationPlan plan)
    {
        (this.data, this.plan) = (data, plan);
        if (data.Count == 0) throw new DataError("imputation", "no rows", "rows", "Check that the data were read and not all filtered out.");
        if (plan.Iterations is < 1 or > 10_000) throw new DataError("imputation", $"{plan.Iterations} iterations", "between 1 and 10,000", "10 serve most data.");
        foreach (string name in plan.LeaveOut.Concat(plan.Methods.Keys)) _ = data[name];
        used = [.. data.Columns.Select(c => c.Name).Where(n => !plan.LeaveOut.Contains(n) && n != plan.School)];
        if (plan.School is { } schools) school = SchoolOf(schools);
        Columns = [.. used.Select(Plan).OfType<Incomplete>()];
        foreach (string name in used) CheckPredictor(name);
    }

    public ImmutableArray<Incomplete> Columns { get; }

    public ImputationChain Run(RandomStream stream)
    {
        var current = data;
        // To begin with, values drawn from those seen.
        foreach (var column in Columns) current = current.With(Fill(current[column.Name], column.Missing, k => column.Seen[stream.Below(column.Seen.Length)]));
        var means = new double[plan.Iterations][];
        var spreads = new double[plan.Iterations][];
        for (int round = 0; round < plan.Iterations; round++)
        {
            foreach (var column in Columns) current = current.With(Draw(column, current, stream));
            means[round] = [.. Columns.Select(c => Values(current[c.Name], c.Missing).Average())];
            spreads[round] = [.. Columns.Select(c => Spread(Values(current[c.Name], c.Missing)))];
        }
        return new(current, means, spreads);
    }

    private DataColumn Draw(Incomplete column, Dataset current, RandomStream stream)
    {
        var design = ImputationDesign.Of(current, used.Where(n => n != column.Name), column.Method == ImputationMethod.MultilevelNormal ? school : null);
        switch (column.Method)
        {
            case ImputationMethod.Logistic:
                return LevelDraw.Of((FactorColumn)current[column.Name], column, design, stream);
            case ImputationMethod.PredictiveMeanMatching:
                double[] values = ((NumberColumn)current[column.Name]).Values.ToArray();
                return Replace(values, column, RegressionDraw.Of(design, values, column).Matched(stream));
            case ImputationMethod.Normal:
                values = ((NumberColumn)current[column.Name]).Values.ToArray();
                return Replace(values, column, RegressionDraw.Of(design, values, column).Drawn(stream));
            default:
                values = ((NumberColumn)current[column.Name]).Values.ToArray();
                return Replace(values, column, SchoolDraw.Of(design, values, column, school!).Drawn(stream));
        }
    }

    private static NumberColumn Replace(double[] values, Incomplete column, double[] drawn)
    {
        for (int k = 0; k < drawn.Length; k++) values[column.Missing[k]] = drawn[k];
        return new(column.Name, values);
    }

    private static DataColumn Fill(DataColumn column, int[] missing, Func<int, int> donor)
    {
        int[] source = [.. Enumerable.Range(0, column.Length)];
        for (int k = 0; k < missing.Length; k++) source[missing[k]] = donor(k);
        return column.Take(source);
    }

    private Incomplete? Plan(string name)
    {
        var column = data[name];
        int[] missing = [.. Enumerable.Range(0, column.Length).Where(column.IsMissing)];
        if (missing.Length == 0) return null;
        if (missing.Length == column.Length) throw new DataError("imputation", "no value at all", "some values to learn from", "Leave the column out.", column: name);
        var method = plan.Methods.TryGetValue(name, out var chosen) ? chosen
            : column is FactorColumn ? ImputationMethod.Logistic
            : plan.School is null ? ImputationMethod.PredictiveMeanMatching : ImputationMethod.MultilevelNormal;
        if (method == ImputationMethod.MultilevelNormal && plan.School is null)
            throw new DataError("imputation", "multilevel without schools", "the column of schools", "Set School in the plan.", column: name);
        if (column is FactorColumn != (method == ImputationMethod.Logistic))
            throw new DataError("imputation", $"{method} for {(column is FactorColumn ? "words" : "numbers")}", "Logistic for factors, the others for numbers", "Choose another method, or make the column a factor.", column: name);
        return new(name, method, missing, [.. Enumerable.Range(0, column.Length).Where(i => !column.IsMissing(i))]);
    }

    private void CheckPredictor(string name)
    {
        if (data[name] is FactorColumn factor && factor.Levels.Length > 50 && factor.Levels.Length > data.Count / 5)
            throw new DataError("imputation", $"{factor.Levels.Length} levels in {data.Count} rows", "a column that can predict others", "Put the column in LeaveOut if it is an identifier, or in School.", column: name);
        if (data[name] is NumberColumn numbers && numbers.Values.ToArray().Any(v => double.IsInfinity(v) || Math.Abs(v) > 1e100))
            throw new DataError("imputation", "a value beyond 1e100", "values of ordinary size", "Give the values in another unit.", column: name);
    }

    private int[] SchoolOf(string name)
    {
        var column = data[name];
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, column.Length).Select(i =>
        {
            string word = column.TextAt(i) ?? throw new DataError("imputation", "a row without school", "a school in every row", "Leave such rows out, or give them a school of their own.", i + 1, name);
            if (!index.TryGetValue(word, out int at)) index[word] = at = index.Count;
            return at;
        })];
    }

    private static double[] Values(DataColumn column, int[] rows) => column is NumberColumn numbers
        ? [.. rows.Select(i => numbers.Values[i])]
        : [.. rows.Select(i => (double)((FactorColumn)column).Codes[i])];

    private static double Spread(double[] values)
    {
        double mean = values.Average();
        return values.Length < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }
}
