namespace Research;

/// <summary>Degrees of freedom of CR2 tests, by matching the first two moments of the variance estimate under the working model.</summary>
/// <remarks>For one contrast ν = (Σ Gⱼⱼ)² / Σᵢⱼ Gᵢⱼ², Gᵢⱼ = gᵢᵀgⱼ, gⱼ the column of (I − H)ᵀ on which cluster j's score rests. For q contrasts at once
/// Hotelling's T² with η = q(q + 1) / Σ Var (HTZ). Source: Bell and McCaffrey (2002); Tipton and Pustejovsky (2015), J. Educ. Behav. Stat.
/// 40(6). R: <c>clubSandwich::coef_test</c>, <c>Wald_test(test = "HTZ")</c>.</remarks>
internal sealed class SatterthwaiteDegrees(IReadOnlyList<ClusterPart> parts, double[,]? q)
{
    /// <summary>Degrees of freedom of a t test of one whitened contrast.</summary>
    public double Of(double[] gamma)
    {
        int p = gamma.Length;
        var (omega, s) = (new double[2 * p, 2 * p], Middle(p));
        double mean = 0, diagonal = 0, product = 0;
        // A contrast of any length gives the same ratio; length 1 keeps its fourth power in range.
        double[] unit = SmallMatrix.Direction(gamma);
        foreach (var part in parts)
        {
            double[] w = [.. part.U.Times(unit), .. part.V.Times(unit)];
            double d = SmallMatrix.Dot(unit, part.D.Times(unit)), around = SmallMatrix.Dot(w, s.Times(w));
            mean += d + around;
            diagonal += ((d + around) * (d + around)) - (around * around);
            for (int a = 0; a < w.Length; a++)
                for (int b = 0; b < w.Length; b++) omega[a, b] += w[a] * w[b];
        }
        var so = s.Times(omega);
        for (int a = 0; a < 2 * p; a++)
            for (int b = 0; b < 2 * p; b++) product += so[a, b] * so[b, a];
        return mean * mean / (diagonal + product);
    }

    /// <summary>η of the joint test of whitened contrasts.</summary>
    public double Eta(double[][] gammas)
    {
        int q = gammas.Length, p = gammas[0].Length;
        var gamma = new double[q, p];
        for (int a = 0; a < q; a++)
        {
            double[] unit = SmallMatrix.Direction(gammas[a]);
            for (int k = 0; k < p; k++) gamma[a, k] = unit[k];
        }
        double[][,] us = [.. parts.Select(part => part.U.Times(gamma.Transposed()))], vs = [.. parts.Select(part => part.V.Times(gamma.Transposed()))];
        double[][,] own = [.. parts.Select(part => gamma.Around(part.D))];
        var expected = new double[q, q];
        for (int j = 0; j < us.Length; j++)
        {
            var block = Block(us[j], vs[j], us[j], vs[j], own[j]);
            for (int a = 0; a < q; a++)
                for (int b = 0; b < q; b++) expected[a, b] += block[a, b];
        }
        var root = SymmetricEigen.Of(expected).Apply(l => l <= 0 ? 0 : 1 / Math.Sqrt(l));
        us = [.. us.Select(u => u.Times(root))];
        vs = [.. vs.Select(v => v.Times(root))];
        own = [.. own.Select(o => root.Around(o))];
        double variance = 0;
        for (int i = 0; i < us.Length; i++)
            for (int j = 0; j < us.Length; j++)
            {
                var block = Block(us[i], vs[i], us[j], vs[j], i == j ? own[i] : null);
                double trace = 0;
                for (int a = 0; a < q; a++)
                {
                    trace += block[a, a];
                    for (int b = 0; b < q; b++) variance += block[a, b] * block[b, a];
                }
                variance += trace * trace;
            }
        return q * (q + 1) / variance;
    }

    /// <summary>The gᵢᵀgⱼ of all contrasts: own − UᵢᵀVⱼ − VᵢᵀUⱼ + UᵢᵀQUⱼ.</summary>
    private double[,] Block(double[,] ui, double[,] vi, double[,] uj, double[,] vj, double[,]? own)
    {
        var (uv, vu) = (ui.Transposed().Times(vj), vi.Transposed().Times(uj));
        var quq = ui.Transposed().Times(q is null ? uj : q.Times(uj));
        for (int a = 0; a < quq.GetLength(0); a++)
            for (int b = 0; b < quq.GetLength(1); b++) quq[a, b] += (own?[a, b] ?? 0) - uv[a, b] - vu[a, b];
        return quq;
    }

    /// <summary>[[Q, −I], [−I, 0]]; Q = I without weights.</summary>
    private double[,] Middle(int p)
    {
        var middle = new double[2 * p, 2 * p];
        for (int a = 0; a < p; a++)
        {
            for (int b = 0; b < p; b++) middle[a, b] = q is null ? a == b ? 1 : 0 : q[a, b];
            middle[a, p + a] = middle[p + a, a] = -1;
        }
        return middle;
    }
}
