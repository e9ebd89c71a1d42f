namespace Research;

/// <summary>An effect with its sampling variance: what a meta-analysis pools.</summary>
/// <param name="Value">The effect; not a number where the study does not define it.</param>
/// <param name="Variance">Its sampling variance.</param>
public readonly record struct StudyEffect(double Value, double Variance)
{
    /// <summary>The standard error.</summary>
    public double StandardError => Math.Sqrt(Variance);

    /// <summary>The effect times a factor.</summary>
    internal StudyEffect Scale(double factor) => new(Value * factor, Variance * factor * factor);
}
