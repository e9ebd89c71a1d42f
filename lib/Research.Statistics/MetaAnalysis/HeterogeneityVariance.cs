namespace Research;

/// <summary>The between-study variance τ² with its standard error.</summary>
/// <remarks>Moments (DL, HE, HS, SJ): τ² = (yᵀPy − E at τ² = 0)/tr; SE from the variance of the quadratic form. Likelihoods: the highest
/// point of the (restricted) likelihood, τ² = 0 among them. Paule–Mandel and empirical Bayes: the root of Q(τ²) = k − p. Sources: Viechtbauer (2005), J. Educ. Behav.
/// Stat. 30(3); Viechtbauer et al. (2015), Psychol. Methods 20(3). R: <c>metafor::rma</c>.</remarks>
internal sealed record HeterogeneityVariance(double Value, double StandardError, Convergence Convergence)
{
    private const int MostIterations = 5000;

    public static HeterogeneityVariance Of(StudyDesign design, Heterogeneity method, double? threshold = null)
    {
        if (method == Heterogeneity.None) return new(0, double.NaN, Convergence.ClosedForm);
        if (design.DegreesOfFreedom <= 0) return new(0, double.NaN, new(true, 0, "as many coefficients as studies: τ² cannot be told, taken as 0"));
        return method switch
        {
            Heterogeneity.Hedges => Hedges(design),
            Heterogeneity.SidikJonkman => SidikJonkman(design),
            Heterogeneity.DerSimonianLaird or Heterogeneity.HunterSchmidt => ByPrecision(design, method),
            Heterogeneity.EmpiricalBayes or Heterogeneity.PauleMandel => PauleMandel(design),
            _ => Likelihood(design, method, threshold),
        };
    }

    /// <summary>Log-likelihood at τ², restricted or not, β at its best. R: <c>logLik(rma)</c>.</summary>
    public static double LogLikelihood(StudyDesign design, double tauSquared, bool restricted)
    {
        var at = WeightedSolution.At(design, tauSquared);
        double log = at.Weights.Sum(Math.Log) - at.SumOfSquares;
        if (!restricted) return 0.5 * (log - (design.Count * Math.Log(2 * Math.PI)));
        double plain = WeightedSolution.Of(design, [.. design.Y.Select(_ => 1.0)]).LogDeterminant;
        return 0.5 * (log - (design.DegreesOfFreedom * Math.Log(2 * Math.PI)) + plain - at.LogDeterminant);
    }

    /// <summary>Q at τ²: falls from Cochran's Q towards 0.</summary>
    public static double Generalised(StudyDesign design, double tauSquared) => WeightedSolution.At(design, tauSquared).SumOfSquares;

    private static HeterogeneityVariance ByPrecision(StudyDesign design, Heterogeneity method)
    {
        var at = WeightedSolution.At(design, 0);
        double[] w = at.Weights;
        double trace = at.Trace(w), df = design.DegreesOfFreedom;
        double by = method == Heterogeneity.HunterSchmidt ? w.Sum() : trace;
        double value = Math.Max(0, (at.SumOfSquares - (method == Heterogeneity.HunterSchmidt ? design.Count : df)) / by);
        return Closed(value, Math.Sqrt((2 * df) + (4 * value * trace) + (2 * value * value * at.Trace(w, w))) / by);
    }

    private static HeterogeneityVariance Hedges(StudyDesign design)
    {
        var at = WeightedSolution.Of(design, [.. design.Y.Select(_ => 1.0)]);
        double trace = at.Trace(design.V), df = design.DegreesOfFreedom, value = Math.Max(0, (at.SumOfSquares - trace) / df);
        return Closed(value, Math.Sqrt((2 * at.Trace(design.V, design.V)) + (4 * value * trace) + (2 * value * value * df)) / df);
    }

    private static HeterogeneityVariance SidikJonkman(StudyDesign design)
    {
        double mean = design.Y.Average(), start = design.Y.Average(y => (y - mean) * (y - mean)), df = design.DegreesOfFreedom;
        var at = WeightedSolution.At(design, start);
        double[] w = at.Weights, wv = [.. w.Select((x, i) => x * design.V[i])];
        double value = start * at.SumOfSquares / df;
        return Closed(value, start / df * Math.Sqrt((2 * at.Trace(wv, wv)) + (4 * value * at.Trace(wv, w)) + (2 * value * value * at.Trace(w, w))));
    }

    private static HeterogeneityVariance PauleMandel(StudyDesign design)
    {
        double df = design.DegreesOfFreedom;
        double value = Generalised(design, 0) <= df ? 0 : RootAbove(design, df);
        double sum = WeightedSolution.At(design, value).Weights.Sum();
        return new(value, Math.Sqrt(2 * design.Count * (double)design.Count / df) / sum, Convergence.ClosedForm with { Message = "root of Q = k − p" });
    }

    /// <summary>The τ² above 0 at which Q falls to a value; infinite when it never does.</summary>
    public static double RootAbove(StudyDesign design, double target)
    {
        double Gap(double t) => Generalised(design, t) - target;
        double high = design.V.Max();
        for (int doubling = 0; Gap(high) > 0; doubling++)
        {
            if (doubling > 200) return double.PositiveInfinity;
            high *= 4;
        }
        return Root.Bracketed(Gap, 0, high, 1e-16 * high);
    }

    private static HeterogeneityVariance Likelihood(StudyDesign design, Heterogeneity method, double? threshold)
    {
        bool restricted = method == Heterogeneity.Reml;
        var (value, convergence) = threshold is { } loose ? Scoring(design, restricted, loose) : Highest(design, restricted);
        var at = WeightedSolution.At(design, value);
        double information = restricted ? at.Trace(at.Weights, at.Weights) : at.Weights.Sum(w => w * w);
        return new(value, Math.Sqrt(2 / information), convergence);
    }

    // Uphill from the best of Hedges' value and a grid to where the score changes sign: Fisher scoring alone can creep, circle, or stay on a lower hill.
    private static (double Value, Convergence Convergence) Highest(StudyDesign design, bool restricted)
    {
        double scale = design.V.Average(), hedges = Hedges(design).Value;
        double[] starts = [hedges, .. Enumerable.Range(-8, 17).Select(e => Math.Max(scale, hedges) * Math.Pow(3, e))];
        double from = starts.MaxBy(t => LogLikelihood(design, t, restricted));
        int evaluations = starts.Length;
        double Step(double t)
        {
            evaluations++;
            return Score(design, t, restricted);
        }
        double step = Step(from), end = from, length = Math.Max(Math.Abs(step), 1e-12 * (scale + from));
        bool up = step > 0;
        while (step != 0 && step > 0 == up && !(end == 0 && !up))
        {
            from = end;
            end = Math.Max(0, end + (up ? length : -length));
            length *= 2;
            step = Step(end);
        }
        double value = step == 0 || (end == 0 && step <= 0) ? end : Root.Bracketed(Step, Math.Min(from, end), Math.Max(from, end), 1e-16 * scale);
        if (value > 0 && LogLikelihood(design, 0, restricted) > LogLikelihood(design, value, restricted) + 1e-10) value = 0;
        return (value, new(true, evaluations, $"converged in {evaluations} evaluations"));
    }

    // As the reference goes and where it stops.
    private static (double Value, Convergence Convergence) Scoring(StudyDesign design, bool restricted, double threshold)
    {
        double value = Hedges(design).Value;
        int iteration = 0;
        bool reached = false;
        while (!reached && iteration++ < MostIterations)
        {
            double step = Score(design, value, restricted);
            while (value + step < 0) step /= 2;
            value += step;
            reached = Math.Abs(step) <= threshold;
        }
        if (value > threshold && LogLikelihood(design, 0, restricted) > LogLikelihood(design, value, restricted) + 1e-10) value = 0;
        return (value, new(reached, iteration, reached ? $"Fisher scoring stopped after {iteration} iterations" : $"Fisher scoring did not converge in {iteration} iterations"));
    }

    // The score over the expected information: how far Fisher scoring moves.
    private static double Score(StudyDesign design, double tauSquared, bool restricted)
    {
        var at = WeightedSolution.At(design, tauSquared);
        double[] w = at.Weights;
        double squares = 0;
        for (int i = 0; i < w.Length; i++) squares += w[i] * at.Residuals[i] * (w[i] * at.Residuals[i]);
        return restricted ? (squares - at.Trace(w)) / at.Trace(w, w) : (squares - w.Sum()) / w.Sum(x => x * x);
    }

    private static HeterogeneityVariance Closed(double value, double error) => new(value, error, Convergence.ClosedForm);
}
