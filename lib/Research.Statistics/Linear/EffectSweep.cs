namespace Research;

/// <summary>Takes the (weighted) means of groups out of a column until no effect's group has a mean left.</summary>
/// <remarks>One effect: once. Several: the symmetric sweep T = M₁M₂…M₂M₁ is a projection's fixed point; (I − T)u = (I − T)y is solved by conjugate
/// gradients, far faster than sweeping to and fro. Source: Hernández-Ramos, Escalante and Raydan (2011), Numer. Linear Algebra Appl. 18; Correia (2017).</remarks>
internal sealed class EffectSweep
{
    private const int MostIterations = 10_000;
    private readonly FactorColumn[] effects;
    private readonly double[]? weights;
    private readonly double[][] totals;
    private readonly double[][] means;

    public EffectSweep(FactorColumn[] effects, double[]? weights, int rows)
    {
        (this.effects, this.weights) = (effects, weights);
        totals = [.. effects.Select(e => new double[e.Levels.Length])];
        means = [.. effects.Select(e => new double[e.Levels.Length])];
        for (int k = 0; k < effects.Length; k++)
            for (int i = 0; i < rows; i++) totals[k][effects[k].Codes[i]] += weights is null ? 1 : weights[i];
    }

    /// <summary>Sweeps a column in place; gives the iterations it took, 0 for one effect.</summary>
    public int Apply(double[] column)
    {
        if (effects.Length == 1)
        {
            Centre(0, column);
            // A second pass takes out the rounding of the first where means are large.
            Centre(0, column);
            return 0;
        }
        double[] residual = Left(column), direction = [.. residual];
        double start = Squares(column), squares = Squares(residual);
        int iteration = 0;
        while (squares > 1e-30 * start && squares > 0)
        {
            if (++iteration > MostIterations)
                throw new DataError("absorb", $"no convergence in {MostIterations} iterations", "effects that many rows connect", "Leave out groups of single rows, or write one effect as factor().");
            double[] moved = Left(direction);
            double along = 0;
            for (int i = 0; i < moved.Length; i++) along += direction[i] * moved[i] * (weights is null ? 1 : weights[i]);
            if (!(along > 0)) break;
            double step = squares / along, before = squares;
            for (int i = 0; i < moved.Length; i++)
            {
                column[i] -= step * direction[i];
                residual[i] -= step * moved[i];
            }
            squares = Squares(residual);
            if (iteration > 20 && squares > before && squares < 1e-24 * start) break;
            for (int i = 0; i < moved.Length; i++) direction[i] = residual[i] + (squares / before * direction[i]);
        }
        for (int k = 0; k < effects.Length; k++) Centre(k, column);
        return Math.Max(1, iteration);
    }

    /// <summary>(I − T) v.</summary>
    private double[] Left(double[] values)
    {
        double[] swept = [.. values];
        for (int k = 0; k < effects.Length; k++) Centre(k, swept);
        for (int k = effects.Length - 2; k >= 0; k--) Centre(k, swept);
        for (int i = 0; i < swept.Length; i++) swept[i] = values[i] - swept[i];
        return swept;
    }

    private void Centre(int effect, double[] values)
    {
        var codes = effects[effect].Codes;
        double[] sums = means[effect];
        Array.Clear(sums);
        if (weights is null) for (int i = 0; i < values.Length; i++) sums[codes[i]] += values[i];
        else for (int i = 0; i < values.Length; i++) sums[codes[i]] += weights[i] * values[i];
        for (int j = 0; j < sums.Length; j++) sums[j] /= totals[effect][j];
        for (int i = 0; i < values.Length; i++) values[i] -= sums[codes[i]];
    }

    private double Squares(double[] values)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++) sum += values[i] * values[i] * (weights is null ? 1 : weights[i]);
        return sum;
    }
}
