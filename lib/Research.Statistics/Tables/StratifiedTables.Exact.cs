namespace Research;

public sealed partial record StratifiedTables
{
    /// <summary>The exact conditional test: given the margins of every stratum, the chance of totals no likelier than the one seen.
    /// R: <c>mantelhaen.test(exact = TRUE)$p.value</c>.</summary>
    public double ExactPValue
    {
        get
        {
            (double[] logs, int observed) = Distribution();
            double limit = logs[observed] + 1e-7;
            return Math.Min(1, logs.Where(l => l <= limit).Sum(Math.Exp) / logs.Sum(Math.Exp));
        }
    }

    /// <summary>The conditional maximum-likelihood common odds ratio; not a number when the margins allow one total only.
    /// R: <c>mantelhaen.test(exact = TRUE)$estimate</c>.</summary>
    public double ExactOddsRatio
    {
        get
        {
            (double[] logs, int observed) = Distribution();
            if (logs.Length == 1) return double.NaN;
            if (observed == 0 || observed == logs.Length - 1) return observed == 0 ? 0 : double.PositiveInfinity;
            return Math.Exp(Root.Outward(log => Mean(log) - observed, 0, Mean(0) > observed ? -1 : 1));

            double Mean(double logOdds)
            {
                double top = logs.Select((l, i) => l + i * logOdds).Max(), weight = 0, sum = 0;
                for (int i = 0; i < logs.Length; i++)
                {
                    double w = Math.Exp(logs[i] + i * logOdds - top);
                    (weight, sum) = (weight + w, sum + i * w);
                }
                return sum / weight;
            }
        }
    }

    // Log probabilities of the total of first cells under independence, from its least value on: the strata's hypergeometrics convolved.
    private (double[] Logs, int Observed) Distribution()
    {
        double[] sum = [1];
        double least = 0, scale = 0;
        foreach (var s in Strata.Where(s => s.Total > 0))
        {
            Counts.CheckWhole(s.A, s.A + s.B);
            Counts.CheckWhole(s.C, s.C + s.D);
            var stratum = new ConditionalTable(s.A + s.B, s.C + s.D, s.A + s.C);
            double[] one = stratum.Probabilities();
            var next = new double[sum.Length + one.Length - 1];
            for (int i = 0; i < sum.Length; i++)
                for (int j = 0; j < one.Length; j++)
                    next[i + j] += sum[i] * one[j];
            least += stratum.First;
            double top = next.Max();
            scale += Math.Log(top);
            sum = [.. next.Select(v => v / top)];
        }
        return ([.. sum.Select(v => Math.Log(v) + scale)], (int)(Strata.Sum(s => s.A) - least));
    }
}
