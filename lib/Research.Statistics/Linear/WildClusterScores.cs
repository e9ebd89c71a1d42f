namespace Research;

/// <summary>What a wild bootstrap of one contrast needs of each cluster, so that a draw costs clusters × coefficients whatever the rows.</summary>
/// <remarks>With γ = Lᵀc: scores of restricted residuals sⱼ + kⱼδ/γᵀγ, sⱼ = ZⱼᵀWⱼêⱼ, kⱼ = ZⱼᵀWⱼZⱼγ, δ the distance of the estimate from the null;
/// t* = Σ vⱼaⱼ / √Σ(vⱼaⱼ − kⱼᵀS)², aⱼ = γᵀ(the score), S = Σ vⱼ(the score). Source: Roodman et al. (2019), section 5.</remarks>
internal sealed class WildClusterScores
{
    private readonly double[][] scores;
    private readonly double[][] pulls;
    private readonly double[] gamma;
    private readonly double length;

    public WildClusterScores(WhitenedFit fit, ClusterIndex clusters, double[] contrast)
    {
        // t does not depend on the contrast's length, which may be far from 1.
        (length, gamma) = (SmallMatrix.Length(contrast), SmallMatrix.Direction(contrast));
        int p = gamma.Length;
        double[] z = fit.ByRows();
        (scores, pulls) = (new double[clusters.Count][], new double[clusters.Count][]);
        for (int j = 0; j < clusters.Count; j++)
        {
            double[] score = new double[p], pull = new double[p];
            foreach (int i in clusters.Rows(j))
            {
                double w = fit.Weights is null ? 1 : fit.Weights[i], e = fit.Residuals[i] * w, along = 0;
                for (int k = 0; k < p; k++) along += z[(i * p) + k] * gamma[k];
                for (int k = 0; k < p; k++)
                {
                    score[k] += z[(i * p) + k] * e;
                    pull[k] += z[(i * p) + k] * along * w;
                }
            }
            (scores[j], pulls[j]) = (score, pull);
        }
    }

    /// <summary>t of the sample, without small-sample factor.</summary>
    public double Statistic(double distance)
    {
        double sum = 0;
        foreach (double[] score in scores)
        {
            double along = SmallMatrix.Dot(gamma, score);
            sum += along * along;
        }
        return distance / length / Math.Sqrt(sum);
    }

    /// <summary>Share of draws with a larger |t| than the sample, under the null at a distance from the estimate.</summary>
    public double PValue(double distance, float[][] draws)
    {
        int p = gamma.Length, g = scores.Length;
        double delta = distance / length;
        var restricted = new double[g * p];
        var along = new double[g];
        for (int j = 0; j < g; j++)
            for (int k = 0; k < p; k++)
            {
                restricted[(j * p) + k] = scores[j][k] + (pulls[j][k] * delta);
                along[j] += gamma[k] * restricted[(j * p) + k];
            }
        // Ties with the sample, which the pattern of equal signs gives, must not hang on rounding.
        double limit = Math.Abs(Statistic(distance)) * (1 + 1e-9);
        int larger = 0;
        var sum = new double[p];
        foreach (float[] signs in draws)
        {
            Array.Clear(sum);
            double numerator = 0, denominator = 0;
            for (int j = 0; j < g; j++)
            {
                numerator += signs[j] * along[j];
                for (int k = 0; k < p; k++) sum[k] += signs[j] * restricted[(j * p) + k];
            }
            for (int j = 0; j < g; j++)
            {
                double moved = (signs[j] * along[j]) - SmallMatrix.Dot(pulls[j], sum);
                denominator += moved * moved;
            }
            if (Math.Abs(numerator) > limit * Math.Sqrt(denominator)) larger++;
        }
        return (double)larger / draws.Length;
    }

    /// <summary>The values whose p-value is above 1 − level, by bisection on each side of the estimate.</summary>
    public Interval Interval(double estimate, double scale, (float[][] Draws, double Level) choice)
    {
        double error = length / Math.Abs(Statistic(length));
        return new(Bound(-1), Bound(1), choice.Level);

        double Bound(int side)
        {
            // Distances count from the estimate; a value above it has a negative one.
            bool Holds(double distance) => PValue(-side * distance, choice.Draws) > 1 - choice.Level;
            double inside = 0, outside = 2 * error;
            for (int doubling = 0; Holds(outside); doubling++)
            {
                if (doubling == 40 || !double.IsFinite(outside)) return side * double.PositiveInfinity;
                (inside, outside) = (outside, outside * 2);
            }
            for (int i = 0; i < 60 && outside - inside > 1e-9 * outside; i++)
            {
                double middle = (inside + outside) / 2;
                if (Holds(middle)) inside = middle;
                else outside = middle;
            }
            return estimate + (side * inside / scale);
        }
    }
}
