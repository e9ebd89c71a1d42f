namespace Research;

/// <summary>One coefficient of a model: a row of <see cref="Fit.Terms"/>, with the same columns for every model.</summary>
/// <param name="Name">The coefficient's name, as R names it: <c>(Intercept)</c>, <c>sexMale</c>, <c>a:b</c>.</param>
/// <param name="Estimate">The estimate; not a number when the column was found to be redundant.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Statistic">Estimate / standard error: t where there are degrees of freedom, else z.</param>
/// <param name="DegreesOfFreedom">Of the t distribution; infinite for z.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="Interval">Confidence interval of the estimate.</param>
public sealed record Term(string Name, double Estimate, double StandardError, double Statistic, double DegreesOfFreedom, double PValue, Interval Interval);
