namespace Research;

/// <summary>Pupils of an arm and of all other arms in each school, and the variances of effect sizes that follow from them.</summary>
/// <remarks>Source: Hedges (2007), Effect sizes in cluster-randomized designs, J. Educ. Behav. Stat. 32(4), for unequal clusters; Hedges (2011), Effect
/// sizes in three-level cluster-randomized experiments, JEBS 36(3). R: eefAnalytics, whose B takes the adjusted mean sizes.</remarks>
internal sealed class ArmsBySchool
{
    private readonly double[] treated, control;
    private readonly double nt, nc;

    private ArmsBySchool(double[] treated, double[] control) => (this.treated, this.control, nt, nc) = (treated, control, treated.Sum(), control.Sum());

    public static ArmsBySchool Of(FactorColumn arm, FactorColumn school, int level)
    {
        double[] treated = new double[school.Levels.Length], control = new double[school.Levels.Length];
        for (int i = 0; i < arm.Length; i++) (arm.Codes[i] == level ? treated : control)[school.Codes[i]]++;
        return new(treated, control);
    }

    private double N => nt + nc;

    /// <summary>Schools with the arm, plus schools with another: a school with both counts twice.</summary>
    private double Schools => treated.Count(n => n > 0) + control.Count(n => n > 0);

    /// <summary>The size that stands for unequal schools in the design effect.</summary>
    private double MeanSize => (nc * Power(treated, 2) / (nt * N)) + (nt * Power(control, 2) / (nc * N));

    /// <summary>The variance of a difference over the SD within schools, schools randomised.</summary>
    public double WithinVariance(double d, double icc) => (N / (nt * nc) * (1 + ((MeanSize - 1) * icc)) / (1 - icc)) + (d * d / (2 * (N - Schools)));

    /// <summary>What a difference over the total SD is multiplied by for unequal schools.</summary>
    public double TotalCorrection(double icc)
    {
        double ut = UnequalSize(treated, nt), uc = UnequalSize(control, nc);
        return Math.Sqrt(1 - (icc * ((N - (ut * treated.Count(n => n > 0)) - (uc * control.Count(n => n > 0))) + ut + uc - 2) / (N - 2)));
    }

    /// <summary>The variance of a difference over the total SD, schools randomised.</summary>
    public double TotalVariance(double d, double icc) => (N / (nt * nc) * (1 + ((MeanSize - 1) * icc))) + (d * d * TotalSdVariance(icc));

    /// <summary>The relative variance of the total SD: that of half its logarithm's square.</summary>
    public double TotalSdVariance(double icc)
    {
        double b = (UnequalSize(treated, nt) * (treated.Count(n => n > 0) - 1)) + (UnequalSize(control, nc) * (control.Count(n => n > 0) - 1));
        double a = Spread(treated, nt) + Spread(control, nc), df = N - 2;
        return ((df * (1 - icc) * (1 - icc)) + (a * icc * icc) + (2 * b * icc * (1 - icc))) / (2 * df * (df - (icc * (df - b))));
    }

    /// <summary>The relative variance of the SD within schools.</summary>
    public double WithinSdVariance => 1 / (2 * (N - Schools));

    /// <summary>The variance of a difference over an SD where pupils are randomised within schools: schools with both arms, weighed by precision.</summary>
    /// <param name="d">The difference.</param>
    /// <param name="variance">The square of what it is divided by.</param>
    /// <param name="pupils">Variance of pupils.</param>
    /// <param name="effects">Variance of the effect between schools.</param>
    public double MultisiteVariance(double d, double variance, double pupils, double effects)
    {
        double precision = 0;
        for (int s = 0; s < treated.Length; s++)
            if (treated[s] > 0 && control[s] > 0)
                precision += variance / (effects + (pupils * (treated[s] + control[s]) / (treated[s] * control[s])));
        return (1 / precision) + (d * d / ((2 * N) - (4 * treated.Length)));
    }

    private static double UnequalSize(double[] sizes, double n) => ((n * n) - Power(sizes, 2)) / (n * (sizes.Count(s => s > 0) - 1));

    private static double Spread(double[] sizes, double n) => ((n * n * Power(sizes, 2)) + (Power(sizes, 2) * Power(sizes, 2)) - (2 * n * Power(sizes, 3))) / (n * n);

    private static double Power(double[] sizes, int power) => sizes.Sum(s => Math.Pow(s, power));
}
