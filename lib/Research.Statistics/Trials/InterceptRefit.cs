namespace Research;

/// <summary>A regression with a random intercept fitted again and again to draws of its rows: sums by school, then <see cref="RestrictedIntercept"/>. One
/// pass over the rows serves the model with covariates and those without.</summary>
internal sealed class InterceptRefit
{
    private readonly ClusterRegressionRows rows;
    private readonly double[] standardised;
    private readonly int[] all, arms;
    private readonly bool hasIntercepts;

    public InterceptRefit(string formula, Dataset data, string cluster, (int ArmTerm, bool HasIntercepts) model)
    {
        rows = ClusterRegressionRows.Of(Formula.Parse(formula), data, cluster);
        hasIntercepts = model.HasIntercepts;
        int width = rows.Columns + 1;
        standardised = new double[rows.Rows * width];
        var row = new double[width];
        for (int i = 0; i < rows.Rows; i++)
        {
            rows.Fill(i, row);
            row.CopyTo(standardised, i * width);
        }
        all = [.. Enumerable.Range(0, rows.Columns)];
        arms = [.. all.Where(j => rows.Assign[j] == 0 || rows.Assign[j] == model.ArmTerm)];
    }

    public string[] Names => rows.Names;

    /// <summary>The school of each row, in order of appearance, and how many there are.</summary>
    public (int[] Of, int Count) Schools => (rows.Group, rows.Clusters);

    /// <summary>Coefficients, and variances on each basis; null when they are not defined.</summary>
    /// <param name="drawn">Rows drawn.</param>
    /// <param name="group">The school each of them counts for.</param>
    /// <param name="groups">Schools.</param>
    /// <param name="outcomes">Other outcomes of the drawn rows, for the model and for the intercept alone; null for their own.</param>
    public InterceptRefitResult? Fit(ReadOnlySpan<int> drawn, ReadOnlySpan<int> group, int groups, (double[] Model, double[] Alone)? outcomes = null)
    {
        var sums = new Sums(rows.Columns, groups);
        var alone = outcomes is null ? null : new Sums(rows.Columns, groups);
        int width = rows.Columns + 1;
        var row = new double[width];
        for (int k = 0; k < drawn.Length; k++)
        {
            standardised.AsSpan(drawn[k] * width, width).CopyTo(row);
            if (outcomes is { } given)
            {
                row[^1] = rows.Standardised(given.Alone[k]);
                alone!.Add(row, group[k]);
                row[^1] = rows.Standardised(given.Model[k]);
            }
            sums.Add(row, group[k]);
        }
        if (sums.Solve(all, hasIntercepts) is not { } model || sums.Solve(arms, hasIntercepts) is not { } guidance || (alone ?? sums).Solve([0], hasIntercepts) is not { } plain) return null;
        double s = rows.OutcomeScale * rows.OutcomeScale;
        TrialVariances Of(EffectBasis basis, (double[] B, double Schools, double Pupils) fit) => new(basis, fit.Schools * s, fit.Pupils * s, (fit.Schools + fit.Pupils) * s);
        return new(rows.Unscale(model.Coefficients), [Of(EffectBasis.Guidance, guidance), Of(EffectBasis.Unconditional, plain), Of(EffectBasis.Conditional, model)]);
    }

    /// <summary>Cross-products and, by school, column sums.</summary>
    private sealed class Sums(int columns, int groups)
    {
        private readonly double[] products = new double[PackedCholesky.Start(columns + 1)], totals = new double[groups * (columns + 1)];
        private readonly int[] counts = new int[groups];

        public void Add(double[] row, int group)
        {
            counts[group]++;
            var total = totals.AsSpan(group * row.Length, row.Length);
            for (int j = 0, at = 0; j < row.Length; j++)
            {
                double x = row[j];
                total[j] += x;
                for (int k = 0; k <= j; k++) products[at++] += x * row[k];
            }
        }

        public (double[] Coefficients, double Schools, double Pupils)? Solve(int[] chosen, bool intercepts)
        {
            int[] use = [.. chosen, columns];
            int width = PackedCholesky.Start(use.Length), n = counts.Sum();
            if (n <= chosen.Length) return null;
            var total = new double[width];
            for (int j = 0, at = 0; j < use.Length; j++)
                for (int k = 0; k <= j; k++) total[at++] = products[PackedCholesky.Start(use[j]) + use[k]];
            int[] sizes = [.. counts.Where(c => c > 0).Distinct().Order()];
            var bySize = new double[intercepts ? sizes.Length * width : 0];
            var have = new int[sizes.Length];
            for (int g = 0; g < groups; g++)
            {
                if (counts[g] == 0) continue;
                int size = Array.BinarySearch(sizes, counts[g]), at = size * width;
                have[size]++;
                var sum = totals.AsSpan(g * (columns + 1), columns + 1);
                for (int j = 0; intercepts && j < use.Length; j++)
                    for (int k = 0; k <= j; k++) bySize[at++] += sum[use[j]] * sum[use[k]];
            }
            var profile = new RestrictedIntercept(total, bySize, (sizes, have), chosen.Length);
            double ratio = intercepts ? profile.BestRatio() : 0;
            if (profile.At(ratio, out _) is not { } a) return null;
            double pupils = a[^1] / (n - chosen.Length);
            return (PackedCholesky.Coefficients(a, chosen.Length), ratio * pupils, pupils);
        }
    }
}

/// <summary>A refit: coefficients, and variances on each basis.</summary>
internal sealed record InterceptRefitResult(double[] Coefficients, TrialVariances[] Variances);
