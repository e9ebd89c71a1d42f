namespace Research;

/// <summary>What 2×2 tables of studies are pooled on.</summary>
public enum TableScale
{
    /// <summary>ln of the odds ratio.</summary>
    LogOddsRatio,

    /// <summary>ln of the risk ratio.</summary>
    LogRiskRatio,

    /// <summary>The risk difference, a share.</summary>
    RiskDifference,
}

/// <summary>One common effect of studies' 2×2 tables, by Mantel and Haenszel or by Peto: right for rare events, where single studies' log ratios are not.</summary>
/// <remarks>Sources: Mantel and Haenszel (1959); Robins, Breslow and Greenland (1986); Greenland and Robins (1985); Sato et al. (1989); Yusuf et al. (1985).
/// R: <c>metafor::rma.mh</c>, <c>rma.peto</c>.</remarks>
public sealed record PooledTables : Result
{
    private PooledTables(string method, StratifiedTables tables, (double Estimate, double StandardError) effect, double q)
    {
        (Method, Tables, Estimate, StandardError, Q) = (method, tables, effect.Estimate, effect.StandardError, Math.Max(0, q));
        double half = StandardNormal.ForLevel(tables.Level) * StandardError;
        Interval = new(Estimate - half, Estimate + half, tables.Level);
    }

    /// <summary>The method and scale.</summary>
    public string Method { get; }

    /// <summary>The tables, with the Cochran–Mantel–Haenszel test and Tarone's test of equal odds ratios.</summary>
    public StratifiedTables Tables { get; }

    /// <summary>The common effect.</summary>
    public double Estimate { get; }

    /// <summary>Its standard error.</summary>
    public double StandardError { get; }

    /// <summary>Estimate over standard error.</summary>
    public double Statistic => Estimate / StandardError;

    /// <summary>Two-sided p-value.</summary>
    public double PValue => StandardNormal.TwoSided(Statistic);

    /// <summary>Its interval.</summary>
    public Interval Interval { get; }

    /// <summary>Q: how far studies' effects differ from the common one.</summary>
    public double Q { get; }

    /// <summary>Studies − 1.</summary>
    public int QDegreesOfFreedom => Tables.Strata.Length - 1;

    /// <summary>p-value of Q.</summary>
    public double QPValue => QDegreesOfFreedom > 0 ? new ChiSquaredDistribution(QDegreesOfFreedom).Upper(Q) : 1;

    /// <summary>I², percent.</summary>
    public double ISquaredPercent => Q > 0 ? Math.Max(0, 100 * (Q - QDegreesOfFreedom) / Q) : 0;

    /// <summary>H².</summary>
    public double HSquared => QDegreesOfFreedom > 0 ? Q / QDegreesOfFreedom : 1;

    /// <summary>The Mantel–Haenszel effect. Empty cells stay as they are; only the studies' own effects, for Q, have ½ added.</summary>
    public static PooledTables MantelHaenszel(StratifiedTables tables, TableScale scale)
    {
        double z = StandardNormal.ForLevel(tables.Level);
        (double, double) OfRatio(double ratio, Interval interval) => (Math.Log(ratio), Math.Log(interval.High / interval.Low) / (2 * z));
        var (effect, single, name) = scale switch
        {
            TableScale.LogOddsRatio => (OfRatio(tables.CommonOddsRatio, tables.CommonOddsRatioInterval), (Func<Stratum, StudyEffect>)TableEffect.LogOddsRatio, "log odds ratio"),
            TableScale.LogRiskRatio => (OfRatio(tables.CommonRiskRatio, tables.CommonRiskRatioInterval), TableEffect.LogRiskRatio, "log risk ratio"),
            _ => ((tables.CommonRiskDifference, tables.CommonRiskDifferenceStandardError), TableEffect.RiskDifference, "risk difference"),
        };
        double q = tables.Strata.Select(single).Where(e => double.IsFinite(e.Value) && e.Variance > 0).Sum(e => Math.Pow(e.Value - effect.Item1, 2) / e.Variance);
        return new($"Mantel–Haenszel, {name}", tables, effect, q);
    }

    /// <summary>Peto's log odds ratio: Σ(O − E)/ΣV.</summary>
    public static PooledTables Peto(StratifiedTables tables)
    {
        var parts = tables.Strata.Where(s => s.Total > 1).Select(TableEffect.Hypergeometric).Where(p => p.Variance > 0).ToList();
        if (parts.Count == 0) throw new DataError("Peto's method", "no study with and without events", "a study with both", "Add studies, or report risk differences.");
        double difference = parts.Sum(p => p.Difference), variance = parts.Sum(p => p.Variance);
        return new("Peto, log odds ratio", tables, (difference / variance, 1 / Math.Sqrt(variance)), parts.Sum(p => p.Difference * p.Difference / p.Variance) - (difference * difference / variance));
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Method}: {Tables.Strata.Length} studies",
        [new("estimate", "Estimate"), new("std_error", "Standard error"), new("statistic", "z"), new("p_value", "p"), new("conf_low", "Low"), new("conf_high", "High"), new("q", "Q"), new("q_p_value", "p of Q"), new("i_squared_percent", "I²", "%")],
        [[Estimate, StandardError, Statistic, PValue, Interval.Low, Interval.High, Q, QPValue, ISquaredPercent]]);

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of($"{Method}: {Tables.Strata.Length} studies", "Effect", [new(Method, Estimate, Interval)], 0);
}
