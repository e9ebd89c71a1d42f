using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Research;

/// <summary>Pupils of a measure, set by set of conditions, as exchangeable: how many of a set reach the standard when all of them are shifted on the latent scale.
/// From it the shifts that bring the groups to the figures of a future.</summary>
/// <remarks>S_c(x) = Σ w_i Φ(η_i + x) over the pupils of set c, w_i from the prior attainment of the coming cohort. The shifts are one number a group, added where a pupil is
/// in several; solved by Gauss and Newton's method with the slope at the start, on the probit scale of the rates, where they are nearly linear.</remarks>
internal sealed class CohortCurves
{
    private const double Far = 8;
    private const int PerUnit = 16, Points = (int)(2 * Far * PerUnit) + 1;
    private readonly double[][] curves;
    private readonly ImmutableArray<(int[] Sets, double Pupils)> sides;
    private readonly double[,] step;

    /// <param name="records">The last cohort.</param>
    /// <param name="chances">The pupils' chances.</param>
    /// <param name="weights">By prior level, pupils of the coming cohort for one of the last; empty to leave it as it was.</param>
    /// <param name="sides">Conditions whose rates are given in every future.</param>
    public CohortCurves(CohortRecords records, PupilChances chances, ImmutableDictionary<string, double> weights, ImmutableArray<string> sides)
    {
        Spread = chances.Spread;
        int sets = records.Patterns.Length;
        double[] counted = new double[sets], weighed = new double[sets], given = [.. records.Prior.Select(p => Math.Clamp(weights.GetValueOrDefault(p, 1), 0.1, 10))];
        for (int i = 0; i < records.Count; i++)
        {
            if (double.IsNaN(chances.Latent[i])) continue;
            counted[records.Pattern[i]]++;
            weighed[records.Pattern[i]] += given[i];
        }
        Counted = counted;
        curves = [.. Enumerable.Range(0, sets).Select(_ => new double[Points])];
        for (int i = 0; i < records.Count; i++)
        {
            if (double.IsNaN(chances.Latent[i])) continue;
            int c = records.Pattern[i];
            double w = given[i] * counted[c] / weighed[c];
            AddPupil(curves[c], w, chances.Latent[i]);
        }
        this.sides = [.. sides.Select(s => (Sets: Enumerable.Range(0, sets).Where(c => counted[c] > 0 && records.Holds(records.Patterns[c], s)).ToArray(), s)).Select(x => (x.Sets, x.Sets.Sum(c => counted[c])))];
        step = LeastSquares();
    }

    /// <summary>Pupils with a result, by set.</summary>
    public double[] Counted { get; }

    /// <summary>Standard deviation of pupils on the latent scale.</summary>
    public double Spread { get; }

    /// <summary>Pupils of a set who reach the standard when all are shifted.</summary>
    public double Reached(int set, double shift)
    {
        double at = (Math.Clamp(shift, -Far, Far - 1e-9) + Far) * PerUnit;
        int i = (int)at;
        double[] curve = curves[set];
        return curve[i] + ((at - i) * (curve[i + 1] - curve[i]));
    }

    /// <summary>Shifts of the sets that bring the sides to rates, as near as overlapping sides can be brought.</summary>
    /// <param name="rates">Per cent, side by side.</param>
    /// <param name="shifts">Receives the shift of each set.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Calibrate(ReadOnlySpan<double> rates, Span<double> shifts)
    {
        shifts.Clear();
        int n = sides.Length;
        Span<double> wanted = stackalloc double[n], missing = stackalloc double[n];
        for (int g = 0; g < n; g++) wanted[g] = Probit(rates[g] / 100, sides[g].Pupils);
        for (int round = 0; round < 4; round++)
        {
            for (int g = 0; g < n; g++) missing[g] = sides[g].Pupils == 0 ? 0 : wanted[g] - Probit(Rate(g, shifts), sides[g].Pupils);
            for (int g = 0; g < n; g++)
            {
                double add = 0;
                for (int h = 0; h < n; h++) add += step[g, h] * missing[h];
                foreach (int c in sides[g].Sets) shifts[c] += add;
            }
            // Only once every side has added its part: what one adds and another takes away must cancel.
            for (int c = 0; c < shifts.Length; c++) shifts[c] = Math.Clamp(shifts[c], -4, 4);
        }
    }

    /// <summary>Share of a side that reaches the standard.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Rate(int side, ReadOnlySpan<double> shifts)
    {
        double sum = 0;
        foreach (int c in sides[side].Sets) sum += Reached(c, shifts[c]);
        return sum / sides[side].Pupils;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddPupil(double[] curve, double weight, double latent)
    {
        for (int j = 0; j < Points; j++) curve[j] += weight * LatentScale.Chance(latent + (j / (double)PerUnit) - Far);
    }

    // A figure of 0% or 100% is that of a cohort; half a pupil keeps the chance behind it finite.
    private static double Probit(double rate, double pupils) => StandardNormal.Quantile(Math.Clamp(rate, 0.5 / Math.Max(1, pupils), 1 - (0.5 / Math.Max(1, pupils))));

    // A group, its peers and everyone are drawn apart, and no pupils can have all three rates when they disagree: least squares comes as near as can be, by the smallest shifts that do.
    private double[,] LeastSquares()
    {
        const double h = 0.25;
        int n = sides.Length;
        var none = new double[Counted.Length];
        var slopes = DenseMatrix.Create(n, n, 0);
        for (int j = 0; j < n; j++)
        {
            var up = new double[Counted.Length];
            foreach (int c in sides[j].Sets) up[c] = h;
            for (int i = 0; i < n; i++) slopes[i, j] = sides[i].Pupils == 0 ? 0 : (Probit(Rate(i, up), sides[i].Pupils) - Probit(Rate(i, none), sides[i].Pupils)) / h;
        }
        // A little of a ridge: sides that are one and the same share the shift between them, and sides that disagree about the same pupils meet in the middle.
        var normal = slopes.TransposeThisAndMultiply(slopes) + (DenseMatrix.CreateIdentity(n) * 0.004);
        return normal.Solve(slopes.Transpose()).ToArray();
    }
}
