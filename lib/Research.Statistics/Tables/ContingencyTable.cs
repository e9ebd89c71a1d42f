using System.Collections.Immutable;

namespace Research;

/// <summary>A two-way table of counts: Pearson's and the likelihood-ratio test of independence, residuals, Cramér's V, Fisher's exact test.</summary>
public sealed partial record ContingencyTable : Result
{
    private readonly double[,] counts;
    private readonly double[] rowTotals, columnTotals;

    private ContingencyTable(double[,] counts, ImmutableArray<string> rows, ImmutableArray<string> columns)
    {
        (this.counts, RowLabels, ColumnLabels) = (counts, rows, columns);
        rowTotals = [.. Enumerable.Range(0, rows.Length).Select(i => Enumerable.Range(0, columns.Length).Sum(j => counts[i, j]))];
        columnTotals = [.. Enumerable.Range(0, columns.Length).Select(j => Enumerable.Range(0, rows.Length).Sum(i => counts[i, j]))];
        Total = rowTotals.Sum();
    }

    /// <summary>Labels of the rows.</summary>
    public ImmutableArray<string> RowLabels { get; }

    /// <summary>Labels of the columns.</summary>
    public ImmutableArray<string> ColumnLabels { get; }

    /// <summary>All counts together.</summary>
    public double Total { get; }

    /// <summary>The count of a cell, from 0.</summary>
    public double this[int row, int column] => counts[row, column];

    /// <summary>A table from counts, labelled 1, 2, … where no labels are given.</summary>
    /// <param name="counts">Counts, rows × columns, 0 or more.</param>
    /// <param name="rows">Labels of the rows.</param>
    /// <param name="columns">Labels of the columns.</param>
    public static ContingencyTable FromCounts(double[,] counts, IEnumerable<string>? rows = null, IEnumerable<string>? columns = null)
    {
        foreach (double count in counts)
            if (!(count >= 0 && double.IsFinite(count)))
                throw new DataError("contingency table", $"a count of {count}", "counts of 0 or more", "Give frequencies, not shares or differences.");
        return new((double[,])counts.Clone(), Labels(rows, counts.GetLength(0)), Labels(columns, counts.GetLength(1)));
    }

    /// <summary>The cross-table of two columns; rows missing either are left out. R: <c>table(x, y)</c>.</summary>
    public static ContingencyTable FromColumns(Dataset data, string rows, string columns)
    {
        FactorColumn first = Factor(data, rows), second = Factor(data, columns);
        var counts = new double[first.Levels.Length, second.Levels.Length];
        for (int i = 0; i < data.Count; i++)
            if (first.Codes[i] >= 0 && second.Codes[i] >= 0)
                counts[first.Codes[i], second.Codes[i]]++;
        return new(counts, first.Levels, second.Levels);
    }

    /// <summary>Pearson's X² without continuity correction; not a number when a row or column is empty. R: <c>chisq.test(x, correct = FALSE)</c>.</summary>
    public double ChiSquared => Cells((i, j) => Square(counts[i, j] - ExpectedAt(i, j)) / ExpectedAt(i, j)).Sum();

    /// <summary>X² with Yates' correction, for a 2×2 table. R: <c>chisq.test(x, correct = TRUE)</c>.</summary>
    public double YatesChiSquared
    {
        get
        {
            if (RowLabels.Length != 2 || ColumnLabels.Length != 2) return double.NaN;
            double correction = Math.Min(0.5, Cells((i, j) => Math.Abs(counts[i, j] - ExpectedAt(i, j))).Min());
            return Cells((i, j) => Square(Math.Abs(counts[i, j] - ExpectedAt(i, j)) - correction) / ExpectedAt(i, j)).Sum();
        }
    }

    /// <summary>(rows − 1)(columns − 1).</summary>
    public int DegreesOfFreedom => (RowLabels.Length - 1) * (ColumnLabels.Length - 1);

    /// <summary>p-value of Pearson's test.</summary>
    public double PValue => new ChiSquaredDistribution(DegreesOfFreedom).Upper(ChiSquared);

    /// <summary>p-value of Yates' test.</summary>
    public double YatesPValue => new ChiSquaredDistribution(DegreesOfFreedom).Upper(YatesChiSquared);

    /// <summary>The likelihood-ratio statistic G = 2Σ O ln(O/E). R: <c>DescTools::GTest</c>.</summary>
    public double G => 2 * Cells((i, j) => counts[i, j] == 0 ? 0 : counts[i, j] * Math.Log(counts[i, j] / ExpectedAt(i, j))).Sum();

    /// <summary>p-value of the likelihood-ratio test.</summary>
    public double GPValue => new ChiSquaredDistribution(DegreesOfFreedom).Upper(G);

    /// <summary>Cramér's V = √(X²/(n(min(r, c) − 1))); for a 2×2 table |φ|.</summary>
    public double CramersV => Math.Sqrt(ChiSquared / (Total * (Math.Min(RowLabels.Length, ColumnLabels.Length) - 1)));

    /// <summary>Expected counts under independence, row by row.</summary>
    public ImmutableArray<double> Expected => [.. Cells(ExpectedAt)];

    /// <summary>Pearson residuals (O − E)/√E, row by row. R: <c>chisq.test(x)$residuals</c>.</summary>
    public ImmutableArray<double> PearsonResiduals => [.. Cells((i, j) => (counts[i, j] - ExpectedAt(i, j)) / Math.Sqrt(ExpectedAt(i, j)))];

    /// <summary>Standardised residuals, about standard normal under independence, row by row. R: <c>chisq.test(x)$stdres</c>.</summary>
    public ImmutableArray<double> StandardisedResiduals => [.. Cells((i, j) => (counts[i, j] - ExpectedAt(i, j))
        / Math.Sqrt(ExpectedAt(i, j) * (1 - rowTotals[i] / Total) * (1 - columnTotals[j] / Total)))];

    /// <inheritdoc/>
    public override Table ToTable() => new(
        $"{RowLabels.Length} × {ColumnLabels.Length} table of {Total:G} counts: X² = {Shown(ChiSquared)} on {DegreesOfFreedom} df, p = {Shown(PValue)}; Cramér's V {Shown(CramersV)}",
        [new("row", "Row"), .. ColumnLabels.Select(c => new TableColumn(c, c)), new("total", "Total")],
        RowLabels.Select((label, i) => (IReadOnlyList<Cell>)[label, .. Enumerable.Range(0, ColumnLabels.Length).Select(j => (Cell)counts[i, j]), rowTotals[i]]),
        [$"Likelihood ratio: G = {Shown(G)}, p = {Shown(GPValue)}.", .. Thin()]);

    private IEnumerable<string> Thin()
    {
        int thin = Cells(ExpectedAt).Count(e => e < 5);
        if (thin > 0) yield return $"{thin} of {counts.Length} cells expect fewer than 5: prefer Fisher's exact test.";
    }

    private double ExpectedAt(int i, int j) => rowTotals[i] * columnTotals[j] / Total;

    private IEnumerable<double> Cells(Func<int, int, double> value)
    {
        for (int i = 0; i < RowLabels.Length; i++)
            for (int j = 0; j < ColumnLabels.Length; j++)
                yield return value(i, j);
    }

    private static double Square(double x) => x * x;

    private static string Shown(double value) => Cell.Of(value).Show(null);

    private static ImmutableArray<string> Labels(IEnumerable<string>? given, int length)
    {
        ImmutableArray<string> labels = given is null ? [.. Enumerable.Range(1, length).Select(i => $"{i}")] : [.. given];
        return labels.Length == length ? labels : throw new ArgumentException($"{labels.Length} labels for {length}.", nameof(given));
    }

    private static FactorColumn Factor(Dataset data, string name) => data[name] as FactorColumn ?? (FactorColumn)data.AsFactor(name)[name];
}
