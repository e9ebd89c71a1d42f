namespace Research;

/// <summary>How the uncertainty of coefficients is estimated.</summary>
public enum ErrorKind
{
    /// <summary>Equal variances, independent rows. R: <c>vcov(lm)</c>.</summary>
    Classical,

    /// <summary>White (1980): squared residuals. R: <c>vcovHC(type = "HC0")</c>.</summary>
    Hc0,

    /// <summary>HC0 × n/(n − p), Stata's robust. R: <c>"HC1"</c>.</summary>
    Hc1,

    /// <summary>Residuals over √(1 − h). R: <c>"HC2"</c>.</summary>
    Hc2,

    /// <summary>Residuals over 1 − h, near the jackknife: the choice for small samples (Long and Ervin 2000). R: <c>"HC3"</c>.</summary>
    Hc3,

    /// <summary>Cribari-Neto (2004), for rows of high leverage. R: <c>"HC4"</c>.</summary>
    Hc4,

    /// <summary>Cribari-Neto and da Silva (2011). R: <c>"HC4m"</c>.</summary>
    Hc4m,

    /// <summary>Cribari-Neto, Souza and Vasconcellos (2007). R: <c>"HC5"</c>.</summary>
    Hc5,

    /// <summary>By clusters, uncorrected (Liang and Zeger 1986). R: <c>clubSandwich::vcovCR("CR0")</c>.</summary>
    Cr0,

    /// <summary>CR0 × G/(G − 1). R: <c>"CR1"</c>.</summary>
    Cr1,

    /// <summary>CR0 × G/(G − p). R: <c>"CR1p"</c>.</summary>
    Cr1p,

    /// <summary>CR0 × G(n − 1)/((G − 1)(n − p)), Stata's vce(cluster). R: <c>"CR1S"</c>, <c>sandwich::vcovCL</c>.</summary>
    Cr1S,

    /// <summary>Bias-reduced (Bell and McCaffrey 2002; Pustejovsky and Tipton 2018), with Satterthwaite degrees of freedom: the choice for few clusters. R: <c>"CR2"</c>.</summary>
    Cr2,

    /// <summary>Near the jackknife over clusters. R: <c>"CR3"</c>.</summary>
    Cr3,
}

/// <summary>The kind of standard errors, and the clusters they go by.</summary>
public sealed record Errors
{
    private Errors(ErrorKind kind, string? cluster) => (Kind, Cluster) = (kind, cluster);

    /// <summary>The kind.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The column of clusters; null when rows count as independent.</summary>
    public string? Cluster { get; }

    /// <summary>Equal variances, independent rows.</summary>
    public static Errors Classical { get; } = new(ErrorKind.Classical, null);

    /// <summary>Robust to unequal variances: HC3 unless another kind is named.</summary>
    public static Errors Robust(ErrorKind kind = ErrorKind.Hc3) => kind is >= ErrorKind.Hc0 and <= ErrorKind.Hc5
        ? new(kind, null)
        : throw new ArgumentException($"{kind} is not robust without clusters.", nameof(kind));

    /// <summary>Robust to whatever goes on within clusters, such as schools: CR2 unless another kind is named.</summary>
    public static Errors Clustered(string cluster, ErrorKind kind = ErrorKind.Cr2) => kind is >= ErrorKind.Cr0
        ? new(kind, cluster)
        : throw new ArgumentException($"{kind} has no clusters.", nameof(kind));

    /// <summary>As a title says it: "HC3 errors", "CR2 errors by school".</summary>
    public override string ToString()
    {
        string name = Kind.ToString().ToUpperInvariant();
        return Kind switch
        {
            ErrorKind.Classical => "classical errors",
            ErrorKind.Hc4m => "HC4m errors",
            ErrorKind.Cr1p => $"CR1p errors by {Cluster}",
            _ => Cluster is null ? $"{name} errors" : $"{name} errors by {Cluster}",
        };
    }

    /// <summary>The citation a methods paragraph needs; empty for classical errors.</summary>
    internal string Citation => Kind switch
    {
        ErrorKind.Classical => "",
        ErrorKind.Hc0 => "White (1980), Econometrica 48(4)",
        ErrorKind.Hc4 => "Cribari-Neto (2004), Computational Statistics & Data Analysis 45(2)",
        ErrorKind.Hc4m => "Cribari-Neto and da Silva (2011), AStA 95(2)",
        ErrorKind.Hc5 => "Cribari-Neto, Souza and Vasconcellos (2007), Communications in Statistics 36(10)",
        ErrorKind.Hc1 or ErrorKind.Hc2 or ErrorKind.Hc3 => "MacKinnon and White (1985), Journal of Econometrics 29(3)",
        ErrorKind.Cr2 => "Bell and McCaffrey (2002), Survey Methodology 28(2); Pustejovsky and Tipton (2018), Journal of Business & Economic Statistics 36(4)",
        _ => "Liang and Zeger (1986), Biometrika 73(1)",
    };
}
