namespace Research;

/// <summary>Comparison of means by t: Welch, Student with a common variance, or paired. R: <c>t.test</c>.</summary>
public sealed record TTest : Result
{
    private TTest(string method, double difference, double standardError, double df, Sample sample) =>
        (Method, Difference, StandardError, DegreesOfFreedom, Sample) = (method, difference, standardError, df, sample);

    /// <summary>Which t test.</summary>
    public string Method { get; }

    /// <summary>Mean of the first less mean of the second, in the unit of the outcome.</summary>
    public double Difference { get; }

    /// <summary>Its standard error.</summary>
    public double StandardError { get; }

    /// <summary>Degrees of freedom.</summary>
    public double DegreesOfFreedom { get; }

    /// <summary>Rows used and dropped.</summary>
    public Sample Sample { get; }

    /// <summary>Difference over standard error; not a number when no value varies and the means agree.</summary>
    public double T => Difference / StandardError;

    /// <summary>Two-sided p-value.</summary>
    public double PValue => new StudentTDistribution(DegreesOfFreedom).TwoSided(T);

    /// <summary>One-sided p-value that the first mean is greater.</summary>
    public double PGreater => new StudentTDistribution(DegreesOfFreedom).Upper(T);

    /// <summary>One-sided p-value that the first mean is less.</summary>
    public double PLess => new StudentTDistribution(DegreesOfFreedom).Lower(T);

    /// <summary>The interval of the difference.</summary>
    /// <param name="level">Coverage meant.</param>
    public Interval IntervalAt(double level)
    {
        double half = new StudentTDistribution(DegreesOfFreedom).ForLevel(level) * StandardError;
        return new(Difference - half, Difference + half, level);
    }

    /// <summary>The 95% interval of the difference.</summary>
    public Interval Interval => IntervalAt(0.95);

    /// <summary>Welch's test (1947): variances may differ. The default choice. R: <c>t.test(x, y)</c>.</summary>
    public static TTest Welch(OutcomeGroup first, OutcomeGroup second)
    {
        first.Require(2, "Welch's test");
        second.Require(2, "Welch's test");
        double a = first.Variance / first.Count, b = second.Variance / second.Count;
        double df = (a + b) * (a + b) / (a * a / (first.Count - 1) + b * b / (second.Count - 1));
        return new("Welch's t test", first.Mean - second.Mean, Math.Sqrt(a + b), df, OutcomeGroup.SampleOf(first, second));
    }

    /// <summary>Student's test (1908), one variance for both groups. R: <c>t.test(x, y, var.equal = TRUE)</c>.</summary>
    public static TTest Student(OutcomeGroup first, OutcomeGroup second)
    {
        first.Require(1, "Student's t test");
        second.Require(1, "Student's t test");
        double df = first.Count + second.Count - 2;
        double pooled = (Squares(first) + Squares(second)) / df;
        return new("Student's t test, common variance", first.Mean - second.Mean, Math.Sqrt(pooled * (1.0 / first.Count + 1.0 / second.Count)), df, OutcomeGroup.SampleOf(first, second));
    }

    /// <summary>The paired test of first less second; pairs lacking either value are dropped. R: <c>t.test(x, y, paired = TRUE)</c>.</summary>
    public static TTest Paired(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var pairs = Pairs.Of(first, second);
        var differences = OutcomeGroup.Of("differences", pairs.Differences);
        differences.Require(2, "the paired t test");
        return new("Paired t test", differences.Mean, differences.StandardDeviation / Math.Sqrt(differences.Count), differences.Count - 1, pairs.Sample);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Method}: {Sample}",
        [new("difference", "Difference"), new("std_error", "Standard error"), new("conf_low", "Low"), new("conf_high", "High"), new("t", "t"), new("df", "Degrees of freedom"), new("p_value", "p")],
        [[Difference, StandardError, Interval.Low, Interval.High, T, DegreesOfFreedom, PValue]]);

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of("Difference of means with 95% interval", "Difference", [new(Method, Difference, Interval)], 0);

    private static double Squares(OutcomeGroup group) => group.Count < 2 ? 0 : group.Variance * (group.Count - 1);
}
