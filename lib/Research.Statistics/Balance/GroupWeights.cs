namespace Research;

/// <summary>Two groups with weights, and their comparison on any covariate.</summary>
internal sealed class GroupWeights
{
    private const double Negligible = 1.4901161193847656e-8;
    private readonly bool[] treated;
    private readonly double[] after;
    private readonly bool weighted;

    public GroupWeights(bool[] treated, double[] after)
    {
        (this.treated, this.after) = (treated, after);
        weighted = Array.Exists(after, w => w != 1);
    }

    public CovariateBalance Compare(string name, double[] x, Estimand estimand)
    {
        bool share = Array.TrueForAll(x, v => v is 0 or 1);
        var t = Moments(x, share, side: true, plain: true);
        var c = Moments(x, share, side: false, plain: true);
        double unit = estimand switch
        {
            Estimand.Treated => Math.Sqrt(t.Variance),
            Estimand.Controls => Math.Sqrt(c.Variance),
            _ => Math.Sqrt((t.Variance + c.Variance) / 2),
        };
        if (!double.IsFinite(unit) || unit < Negligible) unit = PooledDeviation(x, share, t, c);
        var (gapBefore, gapAfter) = share ? (default, default) : Gaps(x);
        var before = Likeness(t, c, (unit, share), gapBefore);
        if (!weighted) return new(name, before, before);
        return new(name, before, Likeness(Moments(x, share, side: true, plain: false), Moments(x, share, side: false, plain: false), (unit, share), gapAfter));
    }

    private static Likeness Likeness((double Mean, double Variance, double Sum, int Rows) t, (double Mean, double Variance, double Sum, int Rows) c, (double Deviation, bool Share) unit, (double Mean, double Largest) gap)
    {
        double difference = t.Mean - c.Mean;
        bool tooFew = t.Rows < 2 && c.Rows < 2;
        double standardised = Math.Abs(difference) <= Negligible ? difference : tooFew ? double.NaN : difference / unit.Deviation;
        return unit.Share
            ? new(t.Mean, c.Mean, standardised, double.NaN, Math.Abs(difference), Math.Abs(difference))
            : tooFew ? new(t.Mean, c.Mean, standardised, double.NaN, double.NaN, double.NaN)
            : new(t.Mean, c.Mean, standardised, t.Variance / c.Variance, gap.Mean, gap.Largest);
    }

    // Σw(x − m)²/(Σw − Σw²/Σw), which is the usual variance under equal weights.
    private (double Mean, double Variance, double Sum, int Rows) Moments(double[] x, bool share, bool side, bool plain)
    {
        double sum = 0, squares = 0, total = 0;
        int rows = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (treated[i] != side) continue;
            double w = plain ? 1 : after[i];
            if (w == 0) continue;
            (sum, squares, total, rows) = (sum + w, squares + (w * w), total + (w * x[i]), rows + 1);
        }
        double mean = total / sum;
        if (share) return (mean, mean * (1 - mean), sum, rows);
        double spread = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (treated[i] != side) continue;
            double w = plain ? 1 : after[i], d = x[i] - mean;
            spread += w * d * d;
        }
        return (mean, spread / sum / (1 - (squares / (sum * sum))), sum, rows);
    }

    private double PooledDeviation(double[] x, bool share, (double Mean, double Variance, double Sum, int Rows) t, (double Mean, double Variance, double Sum, int Rows) c)
    {
        if (share) return Math.Sqrt(((t.Sum * t.Mean * (1 - t.Mean)) + (c.Sum * c.Mean * (1 - c.Mean))) / x.Length);
        double spread = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double d = x[i] - (treated[i] ? t.Mean : c.Mean);
            spread += d * d;
        }
        return Math.Sqrt(spread / x.Length / (1 - (1.0 / x.Length)));
    }

    private ((double Mean, double Largest) Before, (double Mean, double Largest) After) Gaps(double[] x)
    {
        int n = x.Length;
        double[] keys = [.. x];
        var order = new int[n];
        for (int i = 0; i < n; i++) order[i] = i;
        Array.Sort(keys, order);
        double n1 = 0, n0 = 0, w1 = 0, w0 = 0;
        for (int i = 0; i < n; i++)
            if (treated[i]) (n1, w1) = (n1 + 1, w1 + after[i]);
            else (n0, w0) = (n0 + 1, w0 + after[i]);
        double plain = 0, under = 0, sumPlain = 0, sumUnder = 0, mostPlain = 0, mostUnder = 0;
        int distinct = 0;
        for (int k = 0; k < n; k++)
        {
            int i = order[k];
            if (treated[i]) (plain, under) = (plain + (1 / n1), under + (after[i] / w1));
            else (plain, under) = (plain - (1 / n0), under - (after[i] / w0));
            if (k + 1 < n && keys[k + 1] == keys[k]) continue;
            distinct++;
            double a = Math.Abs(plain), b = Math.Abs(under);
            (sumPlain, sumUnder, mostPlain, mostUnder) = (sumPlain + a, sumUnder + b, Math.Max(mostPlain, a), Math.Max(mostUnder, b));
        }
        return ((sumPlain / distinct, mostPlain), (sumUnder / distinct, mostUnder));
    }
}
