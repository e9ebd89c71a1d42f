using MathNet.Numerics.LinearAlgebra;

namespace Research;

/// <summary>The contrasts that test each fixed term given all others, whatever the coding: type III.</summary>
/// <remarks>A term held in no other has its own coefficients tested. One that is held in an interaction with further factors is tested at the mean over
/// their levels, each level counting the same: its estimable functions are made orthogonal to those of the terms that hold it. Source: SAS Institute (1978),
/// Tests of Hypotheses in Fixed-Effects Linear Models; Kuznetsova, Brockhoff and Christensen (2017), JSS 82(13). R: <c>lmerTest::show_tests(anova(m, type = 3))</c>.</remarks>
internal static class TermContrasts
{
    /// <summary>For each term its contrasts, a row of coefficients each.</summary>
    public static IEnumerable<(string Term, double[][] Contrasts)> Of(MixedDesign design)
    {
        var list = design.Fixed.Terms;
        int p = design.Kept.Length;
        int[][] columns = [.. list.Terms.Select((_, t) => Enumerable.Range(0, p).Where(k => design.Fixed.Assign[design.Kept[k]] == t + 1).ToArray())];
        int[][] holders = [.. list.Terms.Select((term, t) => Enumerable.Range(0, list.Terms.Length).Where(o => o != t && Holds(design, list.Terms[o], term)).ToArray())];
        if (holders.All(h => h.Length == 0))
        {
            for (int t = 0; t < list.Terms.Length; t++) yield return (list.Terms[t].Label, [.. columns[t].Select(k => Unit(p, k))]);
            yield break;
        }
        var (complete, owner) = Complete(design);
        var x = Matrix<double>.Build.DenseOfColumns(design.Columns);
        // Each column of the complete coding in terms of the model's own: an estimable function a row.
        var functions = x.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Solve(complete).Transpose();
        foreach (int t in Enumerable.Range(0, list.Terms.Length).OrderByDescending(t => list.Terms[t].Variables.Length))
        {
            int[] above = [.. holders[t].SelectMany(h => columns[h])];
            if (above.Length == 0) continue;
            var basis = Matrix<double>.Build.DenseOfColumns(above.Select(functions.Column)).QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin);
            foreach (int k in columns[t])
            {
                var column = functions.Column(k);
                functions.SetColumn(k, column - basis.Q * (basis.Q.TransposeThisAndMultiply(column)));
            }
        }
        for (int t = 0; t < list.Terms.Length; t++)
            yield return (list.Terms[t].Label, [.. columns[t].Select(k => Enumerable.Range(0, p).Select(c => functions[Row(c), k]).ToArray())]);

        // The row of the complete coding that is the same column as one of the model's.
        int Row(int c) => Enumerable.Range(0, complete.ColumnCount).First(r => owner[r] == design.Fixed.Assign[design.Kept[c]]
            && complete.Column(r).Zip(x.Column(c)).All(v => v.First == v.Second));
    }

    private static bool Holds(MixedDesign design, FormulaTerm larger, FormulaTerm smaller)
    {
        bool IsFactor(int v) => design.Frame.Variable(design.Fixed.Terms.Variables[v]) is FactorColumn;
        return larger.Variables.Where(v => !IsFactor(v)).SequenceEqual(smaller.Variables.Where(v => !IsFactor(v)))
            && larger.Variables.Count(IsFactor) > smaller.Variables.Count(IsFactor)
            && smaller.Variables.All(larger.Variables.Contains);
    }

    // X with a column for every level of every factor, and the term of each column.
    private static (Matrix<double> Columns, int[] Owner) Complete(MixedDesign design)
    {
        var list = design.Fixed.Terms;
        var columns = new List<double[]>();
        var owner = new List<int>();
        if (list.HasIntercept)
        {
            columns.Add([.. Enumerable.Repeat(1.0, design.Frame.Count)]);
            owner.Add(0);
        }
        for (int t = 0; t < list.Terms.Length; t++)
        {
            List<double[]> own = [[.. Enumerable.Repeat(1.0, design.Frame.Count)]];
            foreach (int v in list.Terms[t].Variables)
            {
                var variable = design.Frame.Variable(list.Variables[v]);
                double[][] parts = variable is FactorColumn factor
                    ? [.. Enumerable.Range(0, factor.Levels.Length).Select(level => factor.Codes.ToArray().Select(c => c == level ? 1.0 : 0.0).ToArray())]
                    : [((NumberColumn)variable).Values.ToArray()];
                own = [.. own.SelectMany(o => parts.Select(part => o.Zip(part, (a, b) => a * b).ToArray()))];
            }
            columns.AddRange(own);
            owner.AddRange(own.Select(_ => t + 1));
        }
        return (Matrix<double>.Build.DenseOfColumns(columns), [.. owner]);
    }

    private static double[] Unit(int length, int at)
    {
        var unit = new double[length];
        unit[at] = 1;
        return unit;
    }
}
