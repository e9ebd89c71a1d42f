namespace Research;

/// <summary>The bootstrap: how an estimate varies over data sets drawn from the data. Seeded, on all cores, the same for any number of them; the
/// statistic is called from several threads at once and must not change anything.</summary>
/// <remarks>Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap; Davison and Hinkley (1997), Bootstrap Methods and their
/// Application. R: <c>boot::boot</c>.</remarks>
public static class Bootstrap
{
    /// <summary>Rows drawn with replacement: for rows that are independent.</summary>
    /// <param name="data">The data.</param>
    /// <param name="statistic">What is estimated.</param>
    /// <param name="seed">Named seed.</param>
    /// <param name="draws">Data sets drawn.</param>
    public static BootstrapResult Cases(Dataset data, Func<Dataset, double> statistic, long seed, int draws = 2000) =>
        Cases(data, Statistic.Of(statistic, data), seed, draws);

    /// <summary>Rows drawn with replacement, every term of a model.</summary>
    /// <param name="data">The data.</param>
    /// <param name="model">Fits the model to a data set.</param>
    /// <param name="seed">Named seed.</param>
    /// <param name="draws">Data sets drawn.</param>
    public static BootstrapResult Cases(Dataset data, Func<Dataset, Fit> model, long seed, int draws = 2000) =>
        Cases(data, Statistic.Of(model, data), seed, draws);

    /// <summary>Whole clusters drawn with replacement: for pupils in schools. A school drawn twice counts as two schools.</summary>
    /// <param name="data">The data.</param>
    /// <param name="cluster">The column that says which cluster a row belongs to; rows without one are left out.</param>
    /// <param name="statistic">What is estimated.</param>
    /// <param name="seed">Named seed.</param>
    /// <param name="draws">Data sets drawn.</param>
    public static BootstrapResult Clusters(Dataset data, string cluster, Func<Dataset, double> statistic, long seed, int draws = 2000) =>
        Clusters(ClusterRows.Of(data, cluster), Statistic.Of(statistic, data), new(cluster, false, seed, draws));

    /// <summary>Whole clusters drawn with replacement, every term of a model.</summary>
    /// <param name="data">The data.</param>
    /// <param name="cluster">The column that says which cluster a row belongs to; rows without one are left out.</param>
    /// <param name="model">Fits the model to a data set.</param>
    /// <param name="seed">Named seed.</param>
    /// <param name="draws">Data sets drawn.</param>
    public static BootstrapResult Clusters(Dataset data, string cluster, Func<Dataset, Fit> model, long seed, int draws = 2000) =>
        Clusters(ClusterRows.Of(data, cluster), Statistic.Of(model, data), new(cluster, false, seed, draws));

    /// <summary>Whole clusters drawn with replacement, every coefficient of ordinary least squares, or by REML with a random intercept for the
    /// cluster. The same draws as with a model's function, but a refit takes the clusters' cross-products and not their rows: thousands a second.</summary>
    /// <param name="formula">The model: fixed terms, and <c>(1 | cluster)</c> where wanted.</param>
    /// <param name="data">The data.</param>
    /// <param name="cluster">The column that says which cluster a row belongs to; rows without one are left out.</param>
    /// <param name="seed">Named seed.</param>
    /// <param name="draws">Data sets drawn.</param>
    public static BootstrapResult Clusters(string formula, Dataset data, string cluster, long seed, int draws = 2000)
    {
        var model = ClusteredRegression.Of(formula, data, cluster);
        int[] Counts(int value) => [.. Enumerable.Repeat(value, model.Count)];
        double[] original = model.Fit(Counts(1))
            ?? throw new DataError($"bootstrap of {formula}", "columns that say the same", "columns that are not made of one another", "Leave one of them out.");
        var values = Replicates.Run(draws, seed, stream =>
        {
            var counts = Counts(0);
            for (int i = 0; i < counts.Length; i++) counts[stream.Below(counts.Length)]++;
            return model.Fit(counts);
        });
        double[][] LeaveOut() => Jackknife.LeaveOut(model.Count, k =>
        {
            var counts = Counts(1);
            counts[k] = 0;
            return model.Fit(counts) ?? [];
        });
        return new(Statistic.Of(model.Names, original), values, LeaveOut, ($"{formula}, {draws} draws of {model.Count} clusters ({cluster}), seed {seed}; rows {model.Sample}", model.Count)) { Clusters = model.Count };
    }

    /// <summary>Clusters drawn with replacement, then rows within each: where schools and the pupils in them are both a sample.</summary>
    /// <param name="data">The data.</param>
    /// <param name="cluster">The column that says which cluster a row belongs to; rows without one are left out.</param>
    /// <param name="statistic">What is estimated.</param>
    /// <param name="seed">Named seed.</param>
    /// <param name="draws">Data sets drawn.</param>
    public static BootstrapResult BothLevels(Dataset data, string cluster, Func<Dataset, double> statistic, long seed, int draws = 2000) =>
        Clusters(ClusterRows.Of(data, cluster), Statistic.Of(statistic, data), new(cluster, true, seed, draws));

    /// <summary>Clusters drawn with replacement, then rows within each, every term of a model.</summary>
    /// <param name="data">The data.</param>
    /// <param name="cluster">The column that says which cluster a row belongs to; rows without one are left out.</param>
    /// <param name="model">Fits the model to a data set.</param>
    /// <param name="seed">Named seed.</param>
    /// <param name="draws">Data sets drawn.</param>
    public static BootstrapResult BothLevels(Dataset data, string cluster, Func<Dataset, Fit> model, long seed, int draws = 2000) =>
        Clusters(ClusterRows.Of(data, cluster), Statistic.Of(model, data), new(cluster, true, seed, draws));

    /// <summary>The outcome drawn anew as fitted + a residual of the model, the predictors kept: for a model held to be right whose errors are
    /// alike but not normal. Residuals are centred, and divided by √(1 − leverage) where the model gives it.</summary>
    /// <param name="data">The data the model is of.</param>
    /// <param name="model">Fits the model; its outcome must be a column, not an expression.</param>
    /// <param name="seed">Named seed.</param>
    /// <param name="draws">Data sets drawn.</param>
    public static BootstrapResult Residuals(Dataset data, Func<Dataset, Fit> model, long seed, int draws = 2000)
    {
        var scheme = new ResidualScheme(data, model(data));
        return Parametric(scheme.Data, scheme.Draw, model, seed, draws) with { Scheme = $"{draws} draws of residuals, seed {seed}" };
    }

    /// <summary>Data sets simulated from a fitted model: for models whose parts are held to be right. BCa intervals are not defined.</summary>
    /// <param name="data">The data.</param>
    /// <param name="simulate">Makes a data set from random numbers.</param>
    /// <param name="model">Fits the model to a data set.</param>
    /// <param name="seed">Named seed.</param>
    /// <param name="draws">Data sets drawn.</param>
    public static BootstrapResult Parametric(Dataset data, Func<RandomStream, Dataset> simulate, Func<Dataset, Fit> model, long seed, int draws = 2000)
    {
        var statistic = Statistic.Of(model, data);
        return new(statistic, Replicates.Run(draws, seed, stream => statistic.Of(simulate(stream))), null, ($"{draws} simulated data sets, seed {seed}", 0));
    }

    private static BootstrapResult Cases(Dataset data, Statistic statistic, long seed, int draws)
    {
        if (data.Count < 2) throw new DataError("bootstrap", $"{data.Count} rows", "at least two", "Check that the data were read and not all filtered out.");
        var values = Replicates.Run(draws, seed, stream =>
        {
            var rows = new int[data.Count];
            stream.Resample(rows, data.Count);
            return statistic.Of(data.Take(rows));
        });
        return new(statistic, values, () => Jackknife.LeaveOut(data.Count, i => statistic.Of(data.Take(Jackknife.AllBut(i, data.Count)))), ($"{draws} draws of {data.Count} rows, seed {seed}", data.Count));
    }

    private static BootstrapResult Clusters(ClusterRows clusters, Statistic statistic, ClusterDraws how)
    {
        var values = Replicates.Run(how.Draws, how.Seed, stream => statistic.Of(clusters.Draw(stream, how.RowsToo)));
        string scheme = $"{how.Draws} draws of {clusters.Count} clusters ({how.Cluster}){(how.RowsToo ? " and of rows within them" : "")}, seed {how.Seed}"
            + (clusters.Dropped > 0 ? $", {clusters.Dropped} rows without {how.Cluster} left out" : "");
        return new(statistic, values, () => Jackknife.LeaveOut(clusters.Count, k => statistic.Of(clusters.Without(k))), (scheme, clusters.Count)) { Clusters = clusters.Count };
    }

    private sealed record ClusterDraws(string Cluster, bool RowsToo, long Seed, int Draws);
}
