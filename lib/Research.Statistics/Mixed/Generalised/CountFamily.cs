using MathNet.Numerics;

namespace Research;

/// <summary>The distribution of the outcome of a generalised mixed model, with its canonical link.</summary>
internal abstract class CountFamily
{
    /// <summary>Successes of trials, logit link.</summary>
    public static CountFamily Binomial { get; } = new BinomialFamily();

    /// <summary>Counts, log link.</summary>
    public static CountFamily Poisson { get; } = new PoissonFamily();

    /// <summary>The mean of one trial, or of the count.</summary>
    public abstract double Mean(double eta);

    /// <summary>Log density without what does not depend on η.</summary>
    public abstract double Kernel(double y, double trials, double eta);

    /// <summary>What <see cref="Kernel"/> leaves out.</summary>
    public abstract double Constant(double y, double trials);

    /// <summary>Log density at the best η: the saturated model's.</summary>
    public abstract double Saturated(double y, double trials);

    /// <summary>Variance of the outcome: the weight of a row.</summary>
    public abstract double Variance(double trials, double eta);

    private sealed class BinomialFamily : CountFamily
    {
        public override double Mean(double eta) => eta >= 0 ? 1 / (1 + Math.Exp(-eta)) : Math.Exp(eta) / (1 + Math.Exp(eta));

        public override double Kernel(double y, double trials, double eta) => y * eta - trials * (Math.Max(eta, 0) + Precise.Log1P(Math.Exp(-Math.Abs(eta))));

        public override double Constant(double y, double trials) =>
            trials == 1 ? 0 : SpecialFunctions.GammaLn(trials + 1) - SpecialFunctions.GammaLn(y + 1) - SpecialFunctions.GammaLn(trials - y + 1);

        public override double Saturated(double y, double trials) => Constant(y, trials) + Part(y, trials) + Part(trials - y, trials);

        public override double Variance(double trials, double eta) => trials * Mean(eta) * Mean(-eta);

        private static double Part(double y, double trials) => y == 0 ? 0 : y * Math.Log(y / trials);
    }

    private sealed class PoissonFamily : CountFamily
    {
        public override double Mean(double eta) => Math.Exp(eta);

        public override double Kernel(double y, double trials, double eta) => y * eta - Math.Exp(eta);

        public override double Constant(double y, double trials) => -SpecialFunctions.GammaLn(y + 1);

        public override double Saturated(double y, double trials) => Constant(y, trials) + (y == 0 ? 0 : y * Math.Log(y) - y);

        public override double Variance(double trials, double eta) => Math.Exp(eta);
    }
}
