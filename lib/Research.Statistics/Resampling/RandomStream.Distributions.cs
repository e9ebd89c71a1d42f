namespace Research;

public sealed partial class RandomStream
{
    /// <summary>Standard normal, by the polar method of Marsaglia and Bray (1964). R: <c>rnorm</c>.</summary>
    public double Normal()
    {
        if (!double.IsNaN(spare))
        {
            double kept = spare;
            spare = double.NaN;
            return kept;
        }
        while (true)
        {
            double u = (2 * Uniform()) - 1, v = (2 * Uniform()) - 1, s = (u * u) + (v * v);
            if (s is >= 1 or 0) continue;
            double scale = Math.Sqrt(-2 * PortableMath.Log(s) / s);
            spare = v * scale;
            return u * scale;
        }
    }

    /// <summary>Normal with a mean and a standard deviation.</summary>
    /// <param name="mean">Mean.</param>
    /// <param name="sd">Standard deviation, not negative.</param>
    public double Normal(double mean, double sd) => mean + (sd * Normal());

    /// <summary>Exponential with mean 1. R: <c>rexp</c>.</summary>
    public double Exponential() => -PortableMath.Log(1 - Uniform());

    /// <summary>Gamma with scale 1. R: <c>rgamma</c>.</summary>
    /// <param name="shape">Shape, above 0.</param>
    /// <remarks>Source: Marsaglia and Tsang (2000), A simple method for generating gamma variables.</remarks>
    public double Gamma(double shape)
    {
        if (!(shape > 0) || double.IsInfinity(shape)) throw new ArgumentOutOfRangeException(nameof(shape), shape, "A shape is a finite number above 0.");
        if (shape < 1)
        {
            double boost = PortableMath.Exp(PortableMath.Log(1 - Uniform()) / shape);
            return Gamma(shape + 1) * boost;
        }
        double d = shape - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = Normal(), t = 1 + (c * x);
            if (t <= 0) continue;
            double v = t * t * t, u = 1 - Uniform();
            if (PortableMath.Log(u) < (0.5 * x * x) + (d * (1 - v + PortableMath.Log(v)))) return d * v;
        }
    }

    /// <summary>Chi-squared. R: <c>rchisq</c>.</summary>
    /// <param name="degreesOfFreedom">Degrees of freedom, above 0.</param>
    public double ChiSquared(double degreesOfFreedom) => 2 * Gamma(degreesOfFreedom / 2);

    /// <summary>Student's t. R: <c>rt</c>.</summary>
    /// <param name="degreesOfFreedom">Degrees of freedom, above 0; infinite gives the normal.</param>
    public double StudentT(double degreesOfFreedom) =>
        double.IsPositiveInfinity(degreesOfFreedom) ? Normal() : Normal() / Math.Sqrt(ChiSquared(degreesOfFreedom) / degreesOfFreedom);

    /// <summary>Beta. R: <c>rbeta</c>.</summary>
    /// <param name="a">First shape, above 0.</param>
    /// <param name="b">Second shape, above 0.</param>
    public double Beta(double a, double b)
    {
        double x = Gamma(a), y = Gamma(b);
        // Both can underflow when the shapes are tiny: the mass then sits at the ends.
        return x + y > 0 ? x / (x + y) : Chance(a / (a + b)) ? 1 : 0;
    }

    /// <summary>Binomial: successes in a number of trials. R: <c>rbinom</c>.</summary>
    /// <param name="trials">Trials, 0 or more.</param>
    /// <param name="probability">Of success, 0 to 1.</param>
    /// <remarks>Halves the trials at the beta-distributed middle one until few are left, so a draw costs log(trials).
    /// Source: Ahrens and Dieter (1974), Computer methods for sampling from gamma, beta, Poisson and binomial distributions.</remarks>
    public int Binomial(int trials, double probability)
    {
        if (trials < 0) throw new ArgumentOutOfRangeException(nameof(trials), trials, "Trials are 0 or more.");
        if (probability is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        int successes = 0;
        while (trials > 40)
        {
            int middle = (trials / 2) + 1;
            double at = Beta(middle, trials + 1 - middle);
            if (at <= probability)
            {
                successes += middle;
                trials -= middle;
                probability = at >= 1 ? 0 : Math.Clamp((probability - at) / (1 - at), 0, 1);
            }
            else
            {
                trials = middle - 1;
                probability = Math.Clamp(probability / at, 0, 1);
            }
        }
        for (; trials > 0; trials--)
            if (Chance(probability)) successes++;
        return successes;
    }

    /// <summary>Poisson. R: <c>rpois</c>.</summary>
    /// <param name="mean">Mean, 0 or more, at most 10⁹.</param>
    /// <remarks>Source: Ahrens and Dieter (1974).</remarks>
    public int Poisson(double mean)
    {
        if (mean is not (>= 0 and <= 1e9)) throw new ArgumentOutOfRangeException(nameof(mean), mean, "A mean of counts lies between 0 and 10⁹.");
        int count = 0;
        while (mean > 16)
        {
            int m = (int)(mean * 7 / 8);
            double at = Gamma(m);
            if (at > mean) return count + Binomial(m - 1, mean / at);
            count += m;
            mean -= at;
        }
        double product = 1, floor = PortableMath.Exp(-mean);
        while ((product *= 1 - Uniform()) > floor) count++;
        return count;
    }
}
