namespace Research;

/// <summary>Finds the counts behind each percentage of a file by arithmetic: the two columns of whole numbers whose ratio is the percentage, as
/// printed, in every row. Names only break ties: they differ from file to file, the arithmetic does not.</summary>
internal sealed class CountSearch(string[] names, string[][] rows, int[] columns)
{
    private const int MostRows = 400;
    private const double Agreement = 0.985;
    private static readonly string[] ShareWords = ["percent", "pct", "rate", "share", "proportion", "%"];
    private static readonly string[] MeanWords = ["average", "mean", "score", "median", "index", "progress"];

    private readonly string[][] sample = rows.Length <= MostRows ? rows : [.. Enumerable.Range(0, MostRows).Select(i => rows[(int)((long)i * rows.Length / MostRows)])];

    /// <summary>Every column of figures with its kind, and for percentages the counts.</summary>
    public IEnumerable<TidyIndicator> Indicators()
    {
        var values = columns.ToDictionary(c => c, c => sample.Select(r => TidyCell.Number(r[c])).ToArray());
        int[] whole = [.. columns.Where(c => rows.Select(r => TidyCell.Number(r[c])).Where(v => !double.IsNaN(v)).ToArray() is { Length: > 0 } all && all.All(v => v >= 0 && v == Math.Floor(v)) && all.Any(v => v > 1))];
        foreach (int column in columns)
        {
            bool named = Has(column, ShareWords), mean = Has(column, MeanWords);
            bool inRange = rows.All(r => TidyCell.Number(r[column]) is not (< 0 or > 100));
            var counts = inRange && !mean ? Counts(column, values, [.. whole.Where(c => c != column)]) : null;
            bool counted = Array.IndexOf(whole, column) >= 0;
            yield return counts is { } found ? new(names[column], IndicatorKind.Percent, names[found.Numerator], names[found.Denominator])
                : new(names[column], named && inRange && !mean ? IndicatorKind.Percent : counted && !mean ? IndicatorKind.Count : IndicatorKind.Number);
        }
    }

    private (int Numerator, int Denominator)? Counts(int column, Dictionary<int, double[]> values, int[] whole)
    {
        double[] percent = values[column];
        if (percent.Count(v => v is > 0 and < 100) < 3) return null;
        double half = 0.5 * Math.Pow(10, -Decimals(column));
        (int Numerator, int Denominator)? best = null;
        double bestScore = double.NegativeInfinity;
        foreach (int numerator in whole)
            foreach (int denominator in whole)
            {
                if (numerator == denominator) continue;
                double fit = Fit(percent, values[numerator], values[denominator], half);
                if (fit < Agreement) continue;
                double score = fit + Likeness(names[column], names[numerator]);
                if (score > bestScore) (best, bestScore) = ((numerator, denominator), score);
            }
        return best;
    }

    // Share of rows in which the ratio rounds to the percentage; rows that could not tell (0 or 100) do not count.
    private static double Fit(double[] percent, double[] numerator, double[] denominator, double half)
    {
        int agree = 0, rows = 0;
        for (int i = 0; i < percent.Length; i++)
        {
            if (!(percent[i] is > 0 and < 100) || double.IsNaN(numerator[i]) || !(denominator[i] > 0)) continue;
            rows++;
            if (Math.Abs((100 * numerator[i] / denominator[i]) - percent[i]) <= half * 1.02 + 1e-9) agree++;
            else if (rows >= 20 && agree < rows / 2) return 0;
        }
        return rows < 3 ? 0 : (double)agree / rows;
    }

    private int Decimals(int column) => Math.Min(8, sample.Select(r => r[column].TrimEnd('%')).Where(v => !double.IsNaN(TidyCell.Number(v))).Select(v => v.IndexOf('.', StringComparison.Ordinal) is >= 0 and var at ? v.TrimEnd('0').Length - at - 1 : 0).DefaultIfEmpty(0).Max());

    private bool Has(int column, string[] words) => words.Any(w => names[column].Contains(w, StringComparison.Ordinal));

    // Shared beginning as a part of the longer name, well below the weight of the arithmetic.
    private static double Likeness(string a, string b)
    {
        int same = a.Zip(b).TakeWhile(p => p.First == p.Second).Count();
        return 0.01 * same / Math.Max(a.Length, b.Length);
    }
}
