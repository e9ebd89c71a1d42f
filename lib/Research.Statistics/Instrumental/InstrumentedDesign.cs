using System.Collections.Immutable;

namespace Research;

/// <summary>The two stages: regressors projected on the instruments, and the regression on the projections.</summary>
internal sealed class InstrumentedDesign
{
    private readonly ModelMatrix instruments;
    private readonly double[] outcome;
    private readonly double[]? weights;
    private readonly Dictionary<int, double[]> firstStageResiduals;

    private InstrumentedDesign(ModelMatrix regressors, ModelMatrix instruments, double[] outcome, double[]? weights)
    {
        (Regressors, this.instruments, this.outcome, this.weights) = (regressors, instruments, outcome, weights);
        Endogenous = [.. Enumerable.Range(0, regressors.Columns).Where(j => !instruments.Names.Contains(regressors.Names[j]))];
        Excluded = [.. Enumerable.Range(0, instruments.Columns).Where(j => !regressors.Names.Contains(instruments.Names[j]))];
        double[] z = instruments.Values.ToArray(), projected = regressors.Values.ToArray();
        firstStageResiduals = Endogenous.ToDictionary(j => j, j => LeastSquares.Solve(z, instruments.Columns, regressors.Column(j).ToArray(), weights).Residuals);
        foreach (var (j, left) in firstStageResiduals)
            for (int i = 0; i < left.Length; i++) projected[(j * left.Length) + i] -= left[i];
        SecondStage = LeastSquares.Solve(projected, regressors.Columns, outcome, weights);
    }

    public ModelMatrix Regressors { get; }

    public LeastSquares SecondStage { get; }

    /// <summary>Regressors that are not among the instruments.</summary>
    private int[] Endogenous { get; }

    /// <summary>Instruments that are not among the regressors.</summary>
    private int[] Excluded { get; }

    public static InstrumentedDesign Of(ModelFrame frame, double[] outcome, double[]? weights)
    {
        var (regressors, instruments) = (frame.Fixed, frame.Matrix(frame.Formula.Instruments!));
        var design = new InstrumentedDesign(regressors, instruments, outcome, weights);
        if (design.Endogenous.Length > design.Excluded.Length)
            throw new DataError($"formula {frame.Formula}", $"{design.Excluded.Length} instruments for {design.Endogenous.Length} regressors to instrument "
                + $"({string.Join(", ", design.Endogenous.Select(j => regressors.Names[j]))})", "at least as many instruments",
                "Repeat the exogenous regressors after the bar and add an instrument.");
        return design;
    }

    /// <summary>y − Xβ̂, with the regressors themselves.</summary>
    public double[] StructuralResiduals()
    {
        double[] residuals = [.. outcome];
        for (int k = 0; k < SecondStage.Rank; k++)
        {
            var column = Regressors.Column(SecondStage.Kept[k]);
            for (int i = 0; i < residuals.Length; i++) residuals[i] -= SecondStage.Coefficients[k] * column[i];
        }
        return residuals;
    }

    /// <summary>First-stage F, Wu-Hausman and Sargan. R: <c>summary(ivreg, diagnostics = TRUE)</c>.</summary>
    public InstrumentDiagnostics Diagnostics(double[] residuals)
    {
        int n = outcome.Length;
        int[] exogenous = [.. Enumerable.Range(0, instruments.Columns).Except(Excluded)];
        var weak = Endogenous.Select(j =>
        {
            string name = Endogenous.Length == 1 ? "Weak instruments" : $"Weak instruments ({Regressors.Names[j]})";
            return AddedColumns(name, Columns(instruments, exogenous), Columns(instruments, Excluded), Regressors.Column(j).ToArray());
        });
        var hausman = AddedColumns("Wu-Hausman", [.. Enumerable.Range(0, Regressors.Columns).Select(j => Regressors.Column(j).ToArray())],
            [.. Endogenous.Select(j => firstStageResiduals[j])], outcome);
        double surplus = Excluded.Length - Endogenous.Length;
        var sargan = new InstrumentTest("Sargan", double.NaN, surplus, double.NaN, double.NaN);
        if (surplus > 0)
        {
            var fit = LeastSquares.Solve(instruments.Values.ToArray(), instruments.Columns, residuals, weights);
            double statistic = n * (1 - (Squares(fit.Residuals, fit) / Squares(residuals, fit)));
            sargan = new("Sargan", statistic, surplus, double.NaN, new ChiSquaredDistribution(surplus).Upper(statistic));
        }
        return new([.. weak], hausman, sargan);
    }

    /// <summary>The F test that some columns add nothing to others.</summary>
    private InstrumentTest AddedColumns(string name, double[][] others, double[][] added, double[] y)
    {
        var fit = LeastSquares.Solve([.. others.Concat(added).SelectMany(c => c)], others.Length + added.Length, y, weights);
        double[] squares = fit.ScaledSequentialSquares();
        int[] own = [.. Enumerable.Range(0, fit.Rank).Where(k => fit.Kept[k] >= others.Length)];
        double df = y.Length - fit.Rank, meanSquare = Squares(fit.Residuals, fit) / df, f = own.Sum(k => squares[k]) / own.Length / meanSquare;
        return own.Length == 0 || df <= 0
            ? new(name, double.NaN, own.Length, df, double.NaN)
            : new(name, f, own.Length, df, new FDistribution(own.Length, df).Upper(f));
    }

    private double Squares(double[] values, LeastSquares fit)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double v = values[i] * fit.OutcomeScale;
            sum += v * v * (weights is null ? 1 : weights[i]);
        }
        return sum;
    }

    private static double[][] Columns(ModelMatrix matrix, int[] columns) => [.. columns.Select(j => matrix.Column(j).ToArray())];
}
