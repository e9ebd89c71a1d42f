namespace Research;

/// <summary>Where Fisher scoring ended.</summary>
/// <param name="Coefficients">The coefficients.</param>
/// <param name="Information">XᵀWX there.</param>
/// <param name="Deviance">The deviance there; for Firth's fit that of the likelihood without penalty.</param>
/// <param name="Penalty">½ ln det of the information for Firth's fit, else 0.</param>
/// <param name="Convergence">Whether it reached its optimum.</param>
internal sealed record ScoringResult(double[] Coefficients, double[,] Information, double Deviance, double Penalty, Convergence Convergence)
{
    /// <summary>What is made small: deviance less twice the penalty.</summary>
    public double Objective => Deviance - 2 * Penalty;
}

/// <summary>Maximum likelihood, or Firth's penalised likelihood (1993), by Fisher scoring with halved steps; one coefficient may be held fixed.</summary>
internal static class FisherScoring
{
    private const int MostIterations = 100;

    // R: glm.control(epsilon = 1e-14).
    private const double Enough = 1e-14;

    // The penalty leaves scoring linear in its convergence.
    private const double FirthEnough = 1e-20;

    /// <summary>Maximises from given coefficients, or from the rows' own starting values.</summary>
    /// <param name="rows">The model.</param>
    /// <param name="firth">Whether the likelihood is penalised by Jeffreys' prior.</param>
    /// <param name="start">Coefficients to start from; null for none.</param>
    /// <param name="held">A coefficient not to be moved; −1 for none.</param>
    public static ScoringResult Maximise<TFamily>(RowScores rows, bool firth, double[]? start = null, int held = -1) where TFamily : struct, IFamily
    {
        double[] beta = start ?? Start<TFamily>(rows);
        var (information, score, deviance) = Evaluate<TFamily>(rows, beta, firth, out double penalty);
        int iteration = 1;
        bool reached = false;
        for (; iteration <= MostIterations; iteration++)
        {
            if (Step(information, score, held) is not { } step) break;
            double objective = deviance - 2 * penalty, promise = Enumerable.Range(0, beta.Length).Sum(j => step[j] * score[j]);
            // The Newton decrement, the deviance still to be won, has all but gone into rounding: the step that is left is the last.
            if (promise <= (firth ? FirthEnough : Enough) * (0.1 + Math.Abs(objective)) || (promise <= 1e-10 * (1 + Math.Abs(objective)) && Small(step, beta))) { reached = true; }
            double fraction = 1;
            double[] next;
            while (true)
            {
                next = [.. beta.Select((b, j) => b + fraction * step[j])];
                var trial = Evaluate<TFamily>(rows, next, firth, out double nextPenalty);
                double nextObjective = trial.Deviance - 2 * nextPenalty;
                if (nextObjective <= objective + 1e-10 * (1 + Math.Abs(objective)) || (reached && nextObjective <= objective + 1e-8))
                {
                    // Errors from the weights before the last step, as R's glm has them; a step of 1e-7 errors moves these by less than 1e-8.
                    if (!reached || firth) information = trial.Information;
                    (beta, score, deviance, penalty) = (next, trial.Score, trial.Deviance, nextPenalty);
                    break;
                }
                if ((fraction /= 2) < 1e-8) return new(beta, information, deviance, penalty, new(reached, iteration, reached ? $"converged in {iteration} iterations" : "no step improves the likelihood"));
            }
            if (reached) break;
        }
        return new(beta, information, deviance, penalty, new(reached, iteration, reached ? $"converged in {iteration} iterations" : $"not converged in {iteration} iterations"));
    }

    /// <summary>Diagonal of √W X (XᵀWX)⁻¹ Xᵀ √W.</summary>
    public static double[] Leverages<TFamily>(RowScores rows, double[] beta, double[,] information) where TFamily : struct, IFamily
    {
        var leverages = new double[rows.Rows];
        if (Cholesky.Of(information)?.Inverse() is not { } inverse) return leverages;
        double[] eta = rows.Predictors(beta);
        int n = rows.Rows, p = rows.Columns;
        Parallel.For(0, n, i =>
        {
            double sum = 0;
            for (int j = 0; j < p; j++)
                for (int k = 0; k < p; k++)
                    sum += rows.X[j * n + i] * inverse[j, k] * rows.X[k * n + i];
            var (_, slope, variance) = TFamily.At(eta[i]);
            leverages[i] = sum * rows.WeightAt(i) * slope * slope / variance;
        });
        return leverages;
    }

    private static double[] Start<TFamily>(RowScores rows) where TFamily : struct, IFamily
    {
        var (information, score, _) = rows.At<TFamily>(null);
        return Cholesky.Of(information)?.Solve(score) is { } start && Array.TrueForAll(start, double.IsFinite) ? start : new double[rows.Columns];
    }

    private static bool Small(double[] step, double[] beta)
    {
        for (int j = 0; j < beta.Length; j++)
            if (Math.Abs(step[j]) > 1e-9 * (Math.Abs(beta[j]) + 1e-12))
                return false;
        return true;
    }

    private static (double[,] Information, double[] Score, double Deviance) Evaluate<TFamily>(RowScores rows, double[] beta, bool firth, out double penalty) where TFamily : struct, IFamily
    {
        var at = rows.At<TFamily>(beta);
        penalty = 0;
        if (!firth) return at;
        penalty = 0.5 * (Cholesky.Of(at.Information)?.LogDeterminant ?? double.NegativeInfinity);
        double[] leverages = Leverages<TFamily>(rows, beta, at.Information), eta = rows.Predictors(beta);
        for (int j = 0; j < rows.Columns; j++)
            for (int i = 0; i < rows.Rows; i++)
                at.Score[j] += leverages[i] * (0.5 - TFamily.At(eta[i]).Mean) * rows.X[j * rows.Rows + i];
        return at;
    }

    private static double[]? Step(double[,] information, double[] score, int held)
    {
        if (held < 0) return Cholesky.Of(information)?.Solve(score);
        int[] free = [.. Enumerable.Range(0, score.Length).Where(j => j != held)];
        var step = new double[score.Length];
        if (free.Length == 0) return step;
        var part = new double[free.Length, free.Length];
        for (int a = 0; a < free.Length; a++)
            for (int b = 0; b < free.Length; b++)
                part[a, b] = information[free[a], free[b]];
        if (Cholesky.Of(part)?.Solve([.. free.Select(j => score[j])]) is not { } solved) return null;
        for (int a = 0; a < free.Length; a++) step[free[a]] = solved[a];
        return step;
    }
}
