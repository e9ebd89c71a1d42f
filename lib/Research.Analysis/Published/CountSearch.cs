namespace Research;

/// <summary>Finds the counts behind each percentage of a file by arithmetic: the two columns of whole numbers whose ratio is the percentage, as
/// printed, in nearly every row. Names only break ties: they differ from file to file, the arithmetic does not. A percentage may be given as a share of 1.</summary>
internal sealed class CountSearch(string[] names, string[][] rows, int[] columns)
{
    private const int MostRows = 400;
    private const double Agreement = 0.95;
    // Without counts to tell: shares of 1 are mostly well above this, small percentages (exclusions, unauthorised absence) well below.
    private const double MiddlingShare = 0.15;
    // Numbers rounded, averaged or shared out over places are numbers still: a column of counts may have fractions in a few rows.
    private const double MostlyWhole = 0.8;
    private static readonly string[] ShareWords = ["percent", "pct", "rate", "share", "proportion", "%"];
    private static readonly string[] PercentWords = ["percent", "pct", "%"];
    // A percentage with a cell in a hundred beyond 0 and 100 has mistyped cells.
    private const double MostMistyped = 0.01;
    // So many in 10,000 children are no share of 100.
    private static readonly string[] OtherBases = ["per_1000", "per_1,000", "per_10,000", "per_100,000", "per_10k", "per1000", "10000", "thousand"];
    private static readonly string[] MeanWords = ["average", "avg", "mean", "score", "median", "index", "progress"];

    private readonly string[][] sample = rows.Length <= MostRows ? rows : [.. Enumerable.Range(0, MostRows).Select(i => rows[(int)((long)i * rows.Length / MostRows)])];

    /// <summary>Every column of figures with its kind, and for percentages the counts.</summary>
    /// <param name="arePercentages">True where the rows are said to be percentages: columns need no name that says so.</param>
    public IEnumerable<TidyIndicator> Indicators(bool arePercentages = false)
    {
        var all = columns.ToDictionary(c => c, c => rows.Select(r => TidyCell.Number(r[c])).Where(v => !double.IsNaN(v)).ToArray());
        var values = columns.ToDictionary(c => c, c => sample.Select(r => TidyCell.Number(r[c])).ToArray());
        int[] whole = [.. columns.Where(c => all[c].Length > 0 && Array.TrueForAll(all[c], v => v >= 0) && all[c].Count(v => v == Math.Floor(v)) >= MostlyWhole * all[c].Length)];
        // A percentage is made of counts, not of another percentage.
        whole = [.. whole.Where(c => !Has(c, PercentWords) || Array.Exists(all[c], v => v > 100))];
        int[] counted = [.. whole.Where(c => Array.Exists(all[c], v => v > 1))];
        foreach (int column in columns)
        {
            bool named = (arePercentages || Has(column, ShareWords)) && !Has(column, OtherBases), mean = Has(column, MeanWords), inRange = all[column].Count(v => v is not (>= 0 and <= 100)) <= (Has(column, PercentWords) ? MostMistyped * all[column].Length : 0);
            if (inRange && !mean && Counts(column, values, (whole, counted)) is { } found)
                yield return new(names[column], IndicatorKind.Percent, names[found.Numerator], names[found.Denominator], found.Scale);
            else if (named && inRange && !mean)
                yield return new(names[column], IndicatorKind.Percent, Scale: !IsSigned(column) && IsShares(all[column]) ? 100 : 1);
            else
                yield return new(names[column], !mean && (Array.IndexOf(counted, column) >= 0 || (!named && Array.IndexOf(whole, column) >= 0)) ? IndicatorKind.Count : IndicatorKind.Number);
        }
    }

    private (int Numerator, int Denominator, double Scale)? Counts(int column, Dictionary<int, double[]> values, (int[] Numerators, int[] Denominators) among)
    {
        double[] printed = values[column];
        (int Numerator, int Denominator, double Scale)? best = null;
        double bestScore = double.NegativeInfinity, half = 0.5 * Math.Pow(10, -Decimals(column));
        bool shares = !IsSigned(column) && printed.All(v => !(v > 1)) && printed.Any(v => v is > 0 and < 1);
        foreach (double scale in shares ? new[] { 1.0, 100.0 } : [1.0])
        {
            double[] percent = [.. printed.Select(v => v * scale)];
            // A percentage that is 0 or 100 everywhere tells nothing by itself, but is that of two columns that agree everywhere.
            bool telling = percent.Count(v => v is > 0 and < 100) >= 3;
            if (!telling && !Has(column, ShareWords)) continue;
            foreach (int numerator in among.Numerators.Where(c => c != column))
                foreach (int denominator in among.Denominators.Where(c => c != column && c != numerator))
                {
                    double fit = Fit(percent, (values[numerator], values[denominator]), half * scale, telling);
                    if (fit < Agreement) continue;
                    double score = fit + Likeness(names[column], names[numerator]);
                    if (score > bestScore) (best, bestScore) = ((numerator, denominator, scale), score);
                }
        }
        return best;
    }

    // Share of rows in which the ratio rounds to the percentage; rows that could not tell (0 or 100) do not count where others can.
    private static double Fit(double[] percent, (double[] Numerator, double[] Denominator) counts, double half, bool telling)
    {
        int agree = 0, seen = 0;
        for (int i = 0; i < percent.Length; i++)
        {
            if (double.IsNaN(percent[i]) || (telling && percent[i] is not (> 0 and < 100)) || double.IsNaN(counts.Numerator[i]) || !(counts.Denominator[i] > 0)) continue;
            seen++;
            if (Math.Abs((100 * counts.Numerator[i] / counts.Denominator[i]) - percent[i]) <= half * 1.02 + 1e-9) agree++;
            else if (seen >= 20 && agree < seen / 2) return 0;
        }
        return seen < 3 ? 0 : (double)agree / seen;
    }

    private static bool IsShares(double[] values) => values.Length > 0 && values.All(v => v <= 1) && values.Any(v => v is > 0 and < 1) && values.Order().ElementAt(values.Length / 2) > MiddlingShare;

    private int Decimals(int column) => Math.Min(8, sample.Select(r => r[column].TrimEnd('%').TrimEnd()).Where(v => !double.IsNaN(TidyCell.Number(v))).Select(v => v.IndexOf('.', StringComparison.Ordinal) is >= 0 and var at ? v.TrimEnd('0').Length - at - 1 : 0).DefaultIfEmpty(0).Max());

    private bool IsSigned(int column) => sample.Any(r => r[column].EndsWith('%'));

    private bool Has(int column, string[] words) => words.Any(w => names[column].Contains(w, StringComparison.Ordinal));

    // Shared beginning as a part of the longer name, well below the weight of the arithmetic.
    private static double Likeness(string a, string b)
    {
        int same = a.Zip(b).TakeWhile(p => p.First == p.Second).Count();
        return 0.01 * same / Math.Max(a.Length, b.Length);
    }
}
