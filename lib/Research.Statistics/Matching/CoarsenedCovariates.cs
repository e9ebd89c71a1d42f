namespace Research;

/// <summary>Covariates coarsened to bins, so that rows may agree on them exactly. R: <c>matchit(method = "cem", cutpoints = "sturges")</c>.</summary>
/// <remarks>Numbers fall into ⌈log₂ n + 1⌉ bins of equal width (Sturges 1926). Source: Iacus, King and Porro (2012), Political Analysis 20(1).</remarks>
internal static class CoarsenedCovariates
{
    /// <summary>The stratum of each row; numbers are coarsened unless <paramref name="exactly"/>.</summary>
    public static int[] Strata(TreatmentFrame frame, bool exactly)
    {
        var variables = frame.Frame.Formula.Fixed.Variables;
        var factor = variables.Select(v => frame.Frame.Variable(v) switch
        {
            FactorColumn f => f,
            NumberColumn n when exactly => FactorColumn.From(n),
            NumberColumn n => Binned(n),
            _ => throw new ArgumentException("A column that is neither numbers nor categories.", nameof(frame)),
        }).Aggregate(FactorColumn.Interaction);
        return factor.Codes.ToArray();
    }

    private static FactorColumn Binned(NumberColumn column)
    {
        var values = column.Values;
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double v in values) (low, high) = (Math.Min(low, v), Math.Max(high, v));
        int bins = (int)Math.Ceiling(Math.Log2(values.Length) + 1);
        double step = (high - low) / bins;
        var codes = new int[values.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            int bin = 0;
            while (bin < bins - 1 && values[i] >= low + ((bin + 1) * step)) bin++;
            codes[i] = bin;
        }
        return new(column.Name, codes, [.. Enumerable.Range(1, bins).Select(b => b.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
    }

    /// <summary>Strata that hold both groups, numbered; −1 elsewhere.</summary>
    public static int[] Shared(int[] strata, bool[] treated)
    {
        var with1 = new HashSet<int>();
        var with0 = new HashSet<int>();
        for (int i = 0; i < strata.Length; i++) (treated[i] ? with1 : with0).Add(strata[i]);
        var number = new Dictionary<int, int>();
        return [.. strata.Select(s => !with1.Contains(s) || !with0.Contains(s) ? -1 : number.TryGetValue(s, out int k) ? k : number[s] = number.Count)];
    }
}
