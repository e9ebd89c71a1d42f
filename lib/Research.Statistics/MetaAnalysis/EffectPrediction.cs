namespace Research;

/// <summary>An expected effect with the interval of the mean and that of the true effect in a new study.</summary>
/// <param name="Estimate">The expected effect, in the effects' unit.</param>
/// <param name="StandardError">Of the expected effect; not a number after a transformation.</param>
/// <param name="Interval">Of the mean effect.</param>
/// <param name="NewStudyError">√(τ² + SE²): the uncertainty of the true effect in a new place; not a number after a transformation.</param>
/// <param name="NewStudy">Prediction interval of the true effect in a new study.</param>
public sealed record EffectPrediction(double Estimate, double StandardError, Interval Interval, double NewStudyError, Interval NewStudy)
{
    /// <summary>On another scale, such as correlations from Fisher's z by <c>Math.Tanh</c>; the function must rise. R: <c>predict(transf = )</c>.</summary>
    public EffectPrediction Transform(Func<double, double> rising) => new(rising(Estimate), double.NaN,
        new(rising(Interval.Low), rising(Interval.High), Interval.Level), double.NaN, new(rising(NewStudy.Low), rising(NewStudy.High), NewStudy.Level));

    internal static EffectPrediction Of(PooledEffects pooled, double estimate, double error)
    {
        double spread = Math.Sqrt(pooled.TauSquared + (error * error));
        return new(estimate, error, pooled.Around(estimate, error), spread, pooled.Around(estimate, spread));
    }
}
