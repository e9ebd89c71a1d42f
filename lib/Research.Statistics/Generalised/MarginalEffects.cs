using System.Collections.Immutable;

namespace Research;

/// <summary>Average marginal effects of a generalised linear model: how the mean outcome changes, averaged over all rows as they are.</summary>
/// <remarks>Numeric variables: the mean derivative. Factors: the mean difference when every row is put in a level instead of the reference. Errors by
/// the delta method. Source: Williams (2012), Stata Journal 12(2). R: <c>margins::margins</c>, <c>marginaleffects::avg_slopes</c>.</remarks>
public sealed record MarginalEffects : Result
{
    private readonly string formula;

    internal MarginalEffects(string formula, ImmutableArray<Term> terms) => (this.formula, Terms) = (formula, terms);

    /// <summary>One row an effect, in units of the outcome's mean: shares for binomial models.</summary>
    public ImmutableArray<Term> Terms { get; }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Average marginal effects of {formula}; delta-method errors",
        [new("term", "Variable"), new("estimate", "Effect"), new("std_error", "Standard error"), new("p_value", "p"), new("conf_low", "Low"), new("conf_high", "High")],
        Terms.Select(t => (IReadOnlyList<Cell>)[t.Name, t.Estimate, t.StandardError, t.PValue, t.Interval.Low, t.Interval.High]));

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of($"Average marginal effects of {formula}", "Change of the mean outcome", Terms.Select(t => new EstimateRow(t.Name, t.Estimate, t.Interval)), 0);
}

public sealed partial record GeneralisedModel
{
    /// <summary>The average marginal effect of every variable.</summary>
    public MarginalEffects MarginalEffects()
    {
        var frame = matrix.Frame;
        var data = frame.Data.Take(frame.KeptRows);
        var terms = ImmutableArray.CreateBuilder<Term>();
        foreach (var expression in matrix.Terms.Variables)
            foreach (string column in expression.Columns.Where(c => !terms.Any(t => t.Name == c)))
            {
                if (frame.Variable(expression) is FactorColumn factor)
                    foreach (string level in factor.Levels.Skip(1)) terms.Add(Contrast(data, column, factor.Levels[0], level, expression.Text + level));
                else
                    terms.Add(Slope(data, column));
            }
        return new(Formula, terms.ToImmutable());
    }

    private Term Contrast(Dataset data, string column, string reference, string level, string name)
    {
        double[] low = Kept(matrix.For(data.With(Constant(data, column, reference)))), high = Kept(matrix.For(data.With(Constant(data, column, level))));
        return Effect(name, (i, gradient) => Point(high, i, 1, gradient) + Point(low, i, -1, gradient));

        double Point(double[] x, int i, int sign, double[] gradient)
        {
            var (mean, slope, _) = scoring.At(Predictor(x, i) + rows.OffsetAt(i));
            for (int j = 0; j < gradient.Length; j++) gradient[j] += sign * slope * x[j * rows.Rows + i];
            return sign * mean;
        }
    }

    private Term Slope(Dataset data, string column)
    {
        double[] values = data.Numbers(column).ToArray();
        double spread = Math.Max(OutcomeGroup.Of(column, values).StandardDeviation, 1e-8 * values.Max(Math.Abs)), h = spread > 0 ? 1e-3 * spread : 1e-3;
        double[] At(double shift) => Kept(matrix.For(data.With(new NumberColumn(column, [.. values.Select(v => v + shift)]))));
        double[] far = At(2 * h), near = At(h), back = At(-h), farBack = At(-2 * h), derivative = new double[near.Length];
        // Five points: exact for polynomials up to the fourth degree.
        for (int k = 0; k < derivative.Length; k++) derivative[k] = (8 * (near[k] - back[k]) - (far[k] - farBack[k])) / (12 * h);
        double[] eta = rows.Predictors(solution.Coefficients);
        return Effect(column, (i, gradient) =>
        {
            double change = Predictor(derivative, i), slope = scoring.At(eta[i]).Slope, curvature = scoring.Curvature(eta[i]);
            for (int j = 0; j < gradient.Length; j++) gradient[j] += curvature * change * rows.X[j * rows.Rows + i] + slope * derivative[j * rows.Rows + i];
            return slope * change;
        });
    }

    private Term Effect(string name, Func<int, double[], double> row)
    {
        int p = kept.Length;
        double total = 0, sum = 0;
        var gradient = new double[p];
        for (int i = 0; i < rows.Rows; i++)
        {
            var own = new double[p];
            double weight = rows.WeightAt(i);
            sum += weight * row(i, own);
            total += weight;
            for (int j = 0; j < p; j++) gradient[j] += weight * own[j];
        }
        for (int j = 0; j < p; j++) gradient[j] /= total;
        double estimate = sum / total, error = Separation.Exists ? double.NaN : Math.Sqrt(SmallMatrix.Dot(gradient, covariance.Times(gradient)));
        double half = StandardNormal.ForLevel(options.Level) * error;
        return new(name, estimate, error, estimate / error, double.PositiveInfinity, StandardNormal.TwoSided(estimate / error), new(estimate - half, estimate + half, options.Level));
    }

    private double Predictor(double[] x, int i)
    {
        double sum = 0;
        for (int j = 0; j < kept.Length; j++) sum += solution.Coefficients[j] * x[j * rows.Rows + i];
        return sum;
    }

    private double[] Kept(double[] x)
    {
        if (kept.Length == matrix.Columns) return x;
        var part = new double[kept.Length * rows.Rows];
        for (int k = 0; k < kept.Length; k++) Array.Copy(x, kept[k] * rows.Rows, part, k * rows.Rows, rows.Rows);
        return part;
    }

    private static DataColumn Constant(Dataset data, string column, string level) => data[column] is FactorColumn factor
        ? new FactorColumn(column, [.. Enumerable.Repeat(factor.Levels.IndexOf(level), data.Count)], factor.Levels)
        : new NumberColumn(column, [.. Enumerable.Repeat(double.Parse(level, System.Globalization.CultureInfo.InvariantCulture), data.Count)]);
}
