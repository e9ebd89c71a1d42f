namespace Research;

/// <summary>A family's fitting and functions, chosen at run time.</summary>
internal abstract class Scoring
{
    /// <summary>The scoring of a family.</summary>
    public static Scoring For(ModelFamily family) => family switch
    {
        ModelFamily.Logistic or ModelFamily.QuasiBinomial => new Of<LogitFamily>(),
        ModelFamily.Probit => new Of<ProbitFamily>(),
        _ => new Of<LogFamily>(),
    };

    public abstract ScoringResult Maximise(RowScores rows, bool firth, double[]? start = null, int held = -1);

    public abstract double[] Leverages(RowScores rows, double[] beta, double[,] information);

    public abstract (double Mean, double Slope, double Variance) At(double eta);

    public abstract double Curvature(double eta);

    public abstract double DevianceAt(RowScores rows, double[] beta);

    private sealed class Of<TFamily> : Scoring where TFamily : struct, IFamily
    {
        public override ScoringResult Maximise(RowScores rows, bool firth, double[]? start, int held) => FisherScoring.Maximise<TFamily>(rows, firth, start, held);

        public override double[] Leverages(RowScores rows, double[] beta, double[,] information) => FisherScoring.Leverages<TFamily>(rows, beta, information);

        public override (double Mean, double Slope, double Variance) At(double eta) => TFamily.At(eta);

        public override double DevianceAt(RowScores rows, double[] beta) => rows.At<TFamily>(beta).Deviance;

        public override double Curvature(double eta) => TFamily.Curvature(eta);
    }
}
