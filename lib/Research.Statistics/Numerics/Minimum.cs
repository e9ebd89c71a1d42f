using System.Collections.Immutable;

namespace Research;

/// <summary>One step of a minimisation.</summary>
/// <param name="Iteration">From 0, the start.</param>
/// <param name="Evaluations">Values of the objective computed so far.</param>
/// <param name="Objective">Its value after the step.</param>
/// <param name="Decrement">What a further step is expected to gain: ½ g′H⁻¹g. Not a number at the start.</param>
/// <param name="Parameters">Where it stands.</param>
public sealed record OptimiserStep(int Iteration, int Evaluations, double Objective, double Decrement, ImmutableArray<double> Parameters);

/// <summary>A minimum, how it was found and whether it was reached.</summary>
/// <remarks>Quasi-Newton (BFGS) with differences for derivatives: forward ones on the way, central ones at the end, so that the optimum is
/// good to about 1e-7 of a standard error where the objective is a deviance. Source: Nocedal and Wright (2006), Numerical Optimization, 6.1.</remarks>
/// <param name="Point">The minimum.</param>
/// <param name="Value">The objective there.</param>
/// <param name="Reached">True when the expected further gain fell below the tolerance.</param>
/// <param name="Evaluations">Values of the objective computed.</param>
/// <param name="Log">Every step.</param>
internal sealed record Minimum(double[] Point, double Value, bool Reached, int Evaluations, ImmutableArray<OptimiserStep> Log)
{
    private const double Tolerance = 1e-13, FineTolerance = 1e-14, FirstTolerance = 1e-5;
    private const int MostIterations = 400, MostBlindSteps = 12;

    /// <summary>Searches downhill from a start whose natural unit of length is about 1.</summary>
    public static Minimum Of(Objective objective, double[] start)
    {
        var search = new Search(objective, start);
        return search.Run();
    }

    private sealed class Search(Objective objective, double[] start)
    {
        private readonly int k = start.Length;
        private readonly List<OptimiserStep> log = [];
        private double[] x = [.. start];
        private double f;
        private double[,] inverse = new double[0, 0];
        private int evaluations;

        public Minimum Run()
        {
            f = objective.Value(x);
            evaluations = 1;
            Record(0, double.NaN);
            if (k == 0) return new(x, f, true, evaluations, [.. log]);
            inverse = Identity(double.NaN);
            bool central = false, reached = false, curved = false;
            int stalls = 0, blind = 0;
            double[] g = Slope(central);
            for (int iteration = 1; iteration <= MostIterations; iteration++)
            {
                double[] direction = Times(inverse, g, -1);
                double slope = Dot(g, direction);
                if (!(slope < 0))
                {
                    inverse = Identity(double.NaN);
                    direction = Times(inverse, g, -1);
                    slope = Dot(g, direction);
                }
                double decrement = -slope / 2;
                if (!double.IsFinite(decrement)) break;
                // What rounding leaves of the objective cannot be seen in it; its fine differences see further.
                double noise = curved ? FineTolerance : Tolerance + 1e-16 * Math.Abs(f);
                if (central && decrement < noise)
                {
                    if (curved) { reached = true; break; }
                    // What the steps have told of the curvature can be far off where the objective is flat: measure it before believing the decrement.
                    curved = MeasureCurvature();
                    if (!curved) { reached = true; break; }
                    g = FineSlope();
                    continue;
                }
                if (decrement > 1e-3) curved = false;
                if (!central && decrement < FirstTolerance * Math.Max(1, 1e-6 * Math.Abs(f)))
                {
                    central = true;
                    g = Slope(central);
                    continue;
                }
                if (!Step(direction, slope, central && blind < MostBlindSteps, out double[] moved, out double value))
                {
                    if (!central) { central = true; g = Slope(central); continue; }
                    // No lower value to be found: at the optimum up to rounding, or the curvature is wrong; start it afresh once.
                    if (stalls++ > 0) { reached = decrement < 1e-6; break; }
                    inverse = Identity(double.NaN);
                    continue;
                }
                double[] step = [.. moved.Select((v, i) => v - x[i])];
                double[] before = g;
                if (central && value >= f) blind++;
                (x, f) = (moved, value);
                g = curved ? FineSlope() : Slope(central);
                UpdateCurvature(step, [.. g.Select((v, i) => v - before[i])]);
                Record(iteration, decrement);
            }
            return new(x, f, reached, evaluations, [.. log]);
        }

        private bool Step(double[] direction, double slope, bool nearEnd, out double[] moved, out double value)
        {
            double length = 1;
            // Beyond a change of 2 in a parameter the quadratic picture says little.
            double longest = direction.Max(Math.Abs);
            if (longest > 2) length = 2 / longest;
            // Near the end the gain is less than the rounding of the objective, while its differences still tell the way.
            double slack = nearEnd ? 1e-12 + 1e-14 * Math.Abs(f) : 4e-16 * Math.Abs(f);
            for (int attempt = 0; attempt < 40; attempt++)
            {
                double t = length;
                moved = [.. x.Select((v, i) => v + t * direction[i])];
                value = objective.Value(moved);
                evaluations++;
                if (value <= f + 1e-4 * t * slope + slack) return true;
                double curved = -slope * t * t / (2 * (value - f - slope * t));
                length = double.IsFinite(curved) ? Math.Clamp(curved, 0.1 * t, 0.5 * t) : 0.25 * t;
            }
            (moved, value) = (x, f);
            return false;
        }

        private double[] Slope(bool central)
        {
            double[] steps = [.. Enumerable.Range(0, k).Select(i => StepLength(i, central))];
            evaluations += central ? 2 * k : k;
            return central ? objective.Gradient(x, steps) : objective.ForwardGradient(x, f, steps);
        }

        // Central differences with one Richardson step.
        private double[] FineSlope()
        {
            double[] steps = [.. Enumerable.Range(0, k).Select(i => 2 * StepLength(i, true))];
            double[] near = objective.Gradient(x, steps), far = objective.Gradient(x, [.. steps.Select(h => 2 * h)]);
            evaluations += 4 * k;
            return [.. near.Select((v, i) => (4 * v - far[i]) / 3)];
        }

        // A thousandth of the parameter's own scale, as the curvature so far tells it.
        private double StepLength(int i, bool central)
        {
            double scale = inverse[i, i];
            double length = scale > 0 ? Math.Clamp(Math.Sqrt(scale), 1e-3, 1) : 0.1;
            return (central ? 1e-3 : 1e-4) * length;
        }

        // False when there is none to be measured.
        private bool MeasureCurvature()
        {
            double[] steps = [.. Enumerable.Range(0, k).Select(i => 10 * StepLength(i, true))];
            double[,] hessian = objective.SecondDifferences(x, steps);
            evaluations += 1 + 2 * k * k;
            double[,] measured = SpectralInverse.Of(hessian, 1e-12);
            if (!measured.Cast<double>().All(double.IsFinite) || measured.Cast<double>().All(v => v == 0)) return false;
            inverse = measured;
            return true;
        }

        private void UpdateCurvature(double[] s, double[] y)
        {
            double sy = Dot(s, y);
            if (!(sy > 1e-12 * Math.Sqrt(Dot(s, s) * Dot(y, y)))) return;
            if (double.IsNaN(inverse[0, 0])) inverse = Identity(sy / Dot(y, y));
            double[] hy = Times(inverse, y, 1);
            double factor = (1 + Dot(y, hy) / sy) / sy;
            for (int i = 0; i < k; i++)
                for (int j = 0; j < k; j++)
                    inverse[i, j] += factor * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / sy;
        }

        private double[,] Identity(double scale)
        {
            var identity = new double[k, k];
            for (int i = 0; i < k; i++) identity[i, i] = scale;
            return identity;
        }

        private double[] Times(double[,] matrix, double[] vector, double sign)
        {
            // Before the first curvature is known: a step of 0.2 downhill.
            if (double.IsNaN(matrix[0, 0]))
            {
                double norm = Math.Sqrt(Dot(vector, vector));
                return [.. vector.Select(v => norm > 0 ? sign * v * Math.Min(0.2 / norm, 1) : 0)];
            }
            var product = new double[k];
            for (int i = 0; i < k; i++)
                for (int j = 0; j < k; j++)
                    product[i] += sign * matrix[i, j] * vector[j];
            return product;
        }

        private void Record(int iteration, double decrement) => log.Add(new(iteration, evaluations, f, decrement, [.. x]));

        private static double Dot(double[] a, double[] b) => InnerProduct.Of(a, b);
    }
}
