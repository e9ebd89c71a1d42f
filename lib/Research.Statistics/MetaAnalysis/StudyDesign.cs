namespace Research;

/// <summary>Effects y, their sampling variances v and the model matrix X (k × p, by rows, columns independent).</summary>
internal sealed record StudyDesign(double[] Y, double[] V, double[] X, int Columns)
{
    public int Count => Y.Length;

    public int DegreesOfFreedom => Count - Columns;

    /// <summary>The mean alone.</summary>
    public static StudyDesign Mean(double[] y, double[] v) => new(y, v, [.. y.Select(_ => 1.0)], 1);

    /// <summary>The model matrix without the columns that others determine.</summary>
    public static StudyDesign Of(ModelMatrix matrix, double[] y, double[] v, int[] kept)
    {
        var x = new double[y.Length * kept.Length];
        for (int j = 0; j < kept.Length; j++)
            for (int i = 0; i < y.Length; i++) x[(i * kept.Length) + j] = matrix.Column(kept[j])[i];
        return new(y, v, x, kept.Length);
    }

    public ReadOnlySpan<double> Row(int i) => X.AsSpan(i * Columns, Columns);

    public StudyDesign Take(int[] rows) => new([.. rows.Select(i => Y[i])], [.. rows.Select(i => V[i])], [.. rows.SelectMany(i => Row(i).ToArray())], Columns);

    public StudyDesign Without(int study) => Take([.. Enumerable.Range(0, Count).Where(i => i != study)]);

    /// <summary>The design with one more column.</summary>
    public StudyDesign With(double[] column)
    {
        int p = Columns + 1;
        var x = new double[Count * p];
        for (int i = 0; i < Count; i++)
        {
            Row(i).CopyTo(x.AsSpan(i * p));
            x[(i * p) + p - 1] = column[i];
        }
        return new(Y, V, x, p);
    }

    /// <summary>True when a column is (nearly) a sum of those before it.</summary>
    public bool IsDeficient => WeightedSolution.Of(this, [.. Y.Select(_ => 1.0)]).IsDeficient;
}
