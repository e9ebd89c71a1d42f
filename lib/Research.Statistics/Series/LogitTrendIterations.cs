namespace Research;

/// <summary>Iteratively reweighted least squares of a binomial trend.</summary>
internal static class LogitTrendIterations
{
    private const int Most = 100;

    /// <summary>The weighted line at the optimum: its weights are the information, so its leverages are variances.</summary>
    public static (StraightLine Line, Convergence Convergence) Fit(AnnualCounts counts, double[] t)
    {
        if (counts.Points.All(p => p.Successes == 0) || counts.Points.All(p => p.Successes == p.Total))
            throw new DataError($"counts {counts.Name}", "a share of 0 or 1 in every year", "years with some successes and some failures", "Say the share in words, or use LogitTrendMethod.WeightedLogit.");
        double[] eta = [.. counts.Points.Select(p => Math.Log((p.Successes + 0.5) / (p.Total - p.Successes + 0.5)))];
        double before = double.PositiveInfinity;
        for (int i = 1; i <= Most; i++)
        {
            double[] share = [.. eta.Select(e => 1 / (1 + Math.Exp(-e)))];
            double[] weights = [.. counts.Points.Zip(share, (p, s) => p.Total * s * (1 - s))];
            double[] working = [.. counts.Points.Select((p, k) => eta[k] + ((p.Successes - (p.Total * share[k])) / weights[k]))];
            var line = StraightLine.Fit(t, working, weights);
            double[] next = [.. t.Select(line.At)];
            double change = next.Zip(eta, (a, b) => Math.Abs(a - b)).Max();
            eta = next;
            if (next.Any(e => !(Math.Abs(e) < 30)))
                throw new DataError($"counts {counts.Name}", "years that are all 0 on one side and all 1 on the other", "overlap, so that a trend has an end", "Use LogitTrendMethod.WeightedLogit, which steadies such years.");
            // One more step after the change is small: the weights are then those of the optimum.
            if (change < 1e-11 && before < 1e-7) return (line, new(true, i, $"converged in {i} iterations"));
            before = change;
        }
        throw new DataError($"counts {counts.Name}", $"no convergence in {Most} iterations", "counts that a trend fits", "Use LogitTrendMethod.WeightedLogit.");
    }
}
