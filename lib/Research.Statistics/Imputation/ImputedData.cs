using System.Collections.Immutable;

namespace Research;

/// <summary>Data sets with their missing values filled, and how the chains went.</summary>
public sealed record ImputedData : Result
{
    private readonly ImmutableArray<Incomplete> columns;
    private readonly ImputationChain[] chains;

    internal ImputedData(Dataset original, ChainedEquations equations, ImputationChain[] chains, long seed)
    {
        (Original, columns, this.chains, Seed) = (original, equations.Columns, chains, seed);
        Imputations = [.. chains.Select(c => c.Data)];
    }

    /// <summary>The data as they were.</summary>
    public Dataset Original { get; }

    /// <summary>The filled data sets.</summary>
    public ImmutableArray<Dataset> Imputations { get; }

    /// <summary>The seed.</summary>
    public long Seed { get; }

    /// <summary>Fits a model to each data set and pools by Rubin's rules.</summary>
    /// <param name="model">Fits the model to a data set.</param>
    /// <param name="completeDegreesOfFreedom">Degrees of freedom had nothing been missing; null takes the fits' residual degrees of freedom.</param>
    public PooledFit Fit(Func<Dataset, Fit> model, double? completeDegreesOfFreedom = null)
    {
        var fits = new Fit[Imputations.Length];
        for (int m = 0; m < fits.Length; m++) fits[m] = model(Imputations[m]);
        return PooledFit.Of(fits, completeDegreesOfFreedom);
    }

    /// <summary>Pools a figure with its variance.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="figure">Estimate and squared standard error of a data set.</param>
    public PooledEstimate Pool(string name, Func<Dataset, (double Estimate, double Variance)> figure)
    {
        var each = Imputations.Select(figure).ToArray();
        return RubinsRules.Pool(name, [.. each.Select(e => e.Estimate)], [.. each.Select(e => e.Variance)]);
    }

    /// <summary>Mean of a column's imputed values, a line a chain: lines that mingle without drift have settled.</summary>
    /// <param name="column">A column with missing values.</param>
    public Chart Trace(string column)
    {
        int at = IndexOf(column);
        return LineChart.Of($"Mean of the imputed values of {column}, by iteration", "Iteration", $"Mean of {column}", chains.Select((c, m) =>
            new Line($"Imputation {m + 1}", [.. c.Means.Select((_, i) => i + 1.0)], [.. c.Means.Select(means => means[at])])));
    }

    /// <summary>Gelman and Rubin's ratio for a column's imputed mean over the second half of the iterations: near 1 when the chains have settled.</summary>
    /// <param name="column">A column with missing values.</param>
    /// <remarks>Source: Gelman and Rubin (1992), Statistical Science 7, 457-472.</remarks>
    public double PotentialScaleReduction(string column)
    {
        int at = IndexOf(column);
        double[][] halves = [.. chains.Select(c => c.Means.Skip(c.Means.Length / 2).Select(m => m[at]).ToArray())];
        int n = halves[0].Length;
        if (n < 2) return double.NaN;
        double within = halves.Average(Variance), between = Variance([.. halves.Select(h => h.Average())]);
        return within == 0 ? 1 : Math.Sqrt((((n - 1.0) / n * within) + between) / within);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Multiple imputation by chained equations: {Imputations.Length} data sets of {Original.Count} rows, {chains[0].Means.Length} iterations, seed {Seed}.",
        [
            new("column", "Column"), new("method", "Method"), new("missing_count", "Missing", "rows", 0), new("missing_percent", "Missing", "%", 1),
            new("mean_seen", "Mean seen"), new("mean_imputed", "Mean imputed"), new("scale_reduction", "Scale reduction", Decimals: 2),
        ],
        columns.Select((c, j) => (IReadOnlyList<Cell>)[c.Name, Words(c.Method), c.Missing.Length, 100.0 * c.Missing.Length / Original.Count,
            Original[c.Name] is NumberColumn numbers ? c.Seen.Average(i => numbers.Values[i]) : double.NaN,
            Original[c.Name] is NumberColumn ? chains.Average(chain => chain.Means[^1][j]) : double.NaN, PotentialScaleReduction(c.Name)]),
        columns.IsEmpty ? ["No value was missing: the data sets are alike."] : []);

    /// <inheritdoc/>
    public override Chart? ToChart() => columns.IsEmpty ? null : Trace(columns[0].Name);

    private static string Words(ImputationMethod method) => method switch
    {
        ImputationMethod.PredictiveMeanMatching => "predictive mean matching",
        ImputationMethod.Normal => "normal regression",
        ImputationMethod.Logistic => "logistic regression",
        _ => "normal regression, random intercept by school",
    };

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }

    private int IndexOf(string column)
    {
        for (int j = 0; j < columns.Length; j++)
            if (columns[j].Name == column) return j;
        throw new DataError("imputation", $"'{column}'", "one of " + string.Join(", ", columns.Select(c => c.Name)), $"Name a column that had missing values.{NearestName.Hint(column, columns.Select(c => c.Name))}");
    }
}
