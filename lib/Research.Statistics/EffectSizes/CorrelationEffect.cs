namespace Research;

/// <summary>Effects that are correlations. R: <c>metafor::escalc(ri, ni)</c>.</summary>
/// <remarks>Sources: Fisher (1921); Olkin and Pratt (1958) for the unbiased estimator r ₂F₁(½, ½; (n − 2)/2; 1 − r²).</remarks>
public static class CorrelationEffect
{
    private const int MostTerms = 10_000_000;

    /// <summary>r itself, variance (1 − r²)²/(n − 1). R: <c>"COR"</c>.</summary>
    public static StudyEffect Raw(double r, double n) => Checked(r, n) ? new(r, n > 3 ? Square(1 - (r * r)) / (n - 1) : double.NaN) : default;

    /// <summary>r without bias. R: <c>"UCOR"</c>.</summary>
    public static StudyEffect Unbiased(double r, double n)
    {
        if (!Checked(r, n) || n <= 4) return new(double.NaN, double.NaN);
        double u = r * Hypergeometric((n - 2) / 2, 1 - (r * r));
        return new(u, Square(1 - (u * u)) / (n - 1));
    }

    /// <summary>Fisher's z = atanh r, variance 1/(n − 3). R: <c>"ZCOR"</c>.</summary>
    public static StudyEffect FisherZ(double r, double n) => Checked(r, n) ? new(Math.Atanh(r), n > 3 ? 1 / (n - 3) : double.NaN) : default;

    // ₂F₁(½, ½; c; x): the terms are positive and fall, faster than x alone where c is large.
    private static double Hypergeometric(double c, double x)
    {
        double term = 1, sum = 1;
        for (int m = 0; m < MostTerms && term > 1e-17 * sum; m++)
        {
            term *= (m + 0.5) * (m + 0.5) / ((c + m) * (m + 1)) * x;
            sum += term;
        }
        return sum;
    }

    private static bool Checked(double r, double n) => r is >= -1 and <= 1 && n > 0
        ? true
        : throw new DataError("correlation", $"r {r}, n {n}", "r from −1 to 1, n above 0", "Check the order: correlation, then number of pupils.");

    private static double Square(double x) => x * x;
}
