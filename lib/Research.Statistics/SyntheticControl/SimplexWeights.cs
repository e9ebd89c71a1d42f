namespace Research;

/// <summary>Weights of donors, none below zero and adding up to one, whose average is nearest to a target.</summary>
/// <remarks>min ‖t − Dw‖² + ridge‖w‖² over the simplex, by an active set: donors of weight zero are left out and put back by the sign of their multiplier. The
/// ridge is small; it makes the answer one where donors outnumber periods. Source: Nocedal and Wright (2006), 16.5.</remarks>
internal static class SimplexWeights
{
    private const double Ridge = 1e-6;

    /// <summary>The weights.</summary>
    /// <param name="target">The target, T values.</param>
    /// <param name="donors">The donors, T values each.</param>
    public static double[] Of(double[] target, double[][] donors)
    {
        int n = donors.Length;
        var q = new double[n, n];
        var c = new double[n];
        double scale = 0;
        for (int a = 0; a < n; a++)
        {
            c[a] = SmallMatrix.Dot(donors[a], target);
            for (int b = 0; b < n; b++) q[a, b] = SmallMatrix.Dot(donors[a], donors[b]);
            scale += q[a, a] / n;
        }
        // Distances do not change when all are moved by the target: smaller numbers keep their digits.
        double own = SmallMatrix.Dot(target, target), spread = 0;
        for (int a = 0; a < n; a++)
            for (int b = 0; b < n; b++) q[a, b] += own;
        var moved = new double[n, n];
        for (int a = 0; a < n; a++)
            for (int b = 0; b < n; b++) moved[a, b] = q[a, b] - c[a] - c[b];
        for (int a = 0; a < n; a++) spread += moved[a, a] / n;
        for (int a = 0; a < n; a++) moved[a, a] += Ridge * (spread > 0 ? spread : Math.Max(scale, 1e-300));
        int start = Enumerable.Range(0, n).MinBy(a => moved[a, a]);
        var active = new List<int> { start };
        var w = new double[n];
        w[start] = 1;
        for (int iteration = 0; iteration < 20 * (n + 10); iteration++)
        {
            double[] wanted = OnSimplexFace(moved, active);
            if (wanted.All(v => v >= -1e-14))
            {
                Array.Clear(w);
                for (int k = 0; k < active.Count; k++) w[active[k]] = Math.Max(0, wanted[k]);
                double[] slope = moved.Times(w);
                double level = active.Average(a => slope[a]);
                int better = Enumerable.Range(0, n).Where(a => !active.Contains(a)).DefaultIfEmpty(-1).MinBy(a => a < 0 ? 0 : slope[a]);
                if (better < 0 || slope[better] >= level - (1e-12 * Math.Abs(moved[better, better]))) break;
                active.Add(better);
                continue;
            }
            // As far as the first weight that would go below zero.
            double step = 1;
            for (int k = 0; k < active.Count; k++)
                if (wanted[k] < 0) step = Math.Min(step, w[active[k]] / (w[active[k]] - wanted[k]));
            for (int k = 0; k < active.Count; k++) w[active[k]] += step * (wanted[k] - w[active[k]]);
            var gone = active.Where((a, k) => wanted[k] < 0 && w[a] <= 1e-14).ToArray();
            foreach (int a in gone) w[a] = 0;
            active.RemoveAll(gone.Contains);
            if (active.Count == 0) active.Add(start);
        }
        double total = w.Sum();
        return [.. w.Select(v => v / total)];
    }

    // min w′Mw with Σw = 1 among the active: M⁻¹1 scaled to one.
    private static double[] OnSimplexFace(double[,] m, List<int> active)
    {
        var part = new double[active.Count, active.Count];
        for (int a = 0; a < active.Count; a++)
            for (int b = 0; b < active.Count; b++) part[a, b] = m[active[a], active[b]];
        double[] ones = [.. active.Select(_ => 1.0)], solved = Cholesky.Of(part)?.Solve(ones) ?? ones;
        double sum = solved.Sum();
        return [.. solved.Select(v => v / sum)];
    }
}
