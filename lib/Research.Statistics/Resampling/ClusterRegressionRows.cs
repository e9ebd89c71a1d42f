namespace Research;

/// <summary>The rows of a regression by cluster, predictors and outcome centred and scaled so that cross-products keep their digits.</summary>
internal sealed class ClusterRegressionRows
{
    private readonly ModelMatrix matrix;
    private readonly double[] outcome, means, scales;
    private readonly bool centred;

    private ClusterRegressionRows(ModelFrame frame, double[] values, int[] group, int clusters)
    {
        (matrix, Group, Clusters, Sample) = (frame.Fixed, group, clusters, frame.Sample);
        centred = matrix.Terms.HasIntercept;
        outcome = [.. values.Select((v, i) => v - (frame.Offset?[i] ?? 0))];
        (means, scales) = (new double[Columns + 1], new double[Columns + 1]);
        for (int j = 0; j <= Columns; j++)
        {
            var column = j < Columns ? matrix.Column(j) : outcome;
            if (centred && j > 0)
                foreach (double v in column) means[j] += v / Rows;
            double squares = 0;
            foreach (double v in column) squares += (v - means[j]) * (v - means[j]);
            scales[j] = squares > 0 ? Math.Sqrt(squares / Rows) : 1;
        }
    }

    public int Rows => matrix.Rows;

    public int Columns => matrix.Columns;

    public int Clusters { get; }

    /// <summary>The cluster of each row, numbered in order of appearance.</summary>
    public int[] Group { get; }

    public Sample Sample { get; }

    public string[] Names => [.. matrix.Names];

    /// <summary>The columns of X whose terms come first: the place of each column's term, 0 for the intercept.</summary>
    public IReadOnlyList<int> Assign => matrix.Assign;

    /// <summary>What the outcome was divided by.</summary>
    public double OutcomeScale => scales[^1];

    /// <summary>An outcome in the units of the standardised rows.</summary>
    public double Standardised(double outcome) => (outcome - means[^1]) / scales[^1];

    public static ClusterRegressionRows Of(Formula formula, Dataset data, string cluster)
    {
        var frame = ModelFrame.From(formula, data, cluster);
        if (frame.Response is not { Trials: null } response) throw new DataError($"formula {formula}", "no single outcome", "outcome ~ predictors", "Write one outcome left of ~.");
        var groups = frame.Factor(cluster);
        if (groups.Levels.Length < 2)
            throw new DataError("resampling clusters", $"{groups.Levels.Length} clusters", "at least two", "Choose the column that says which school a row belongs to.", column: cluster);
        return new(frame, response.Values, InOrderOfAppearance(groups), groups.Levels.Length);
    }

    /// <summary>Predictors and outcome of a row, standardised.</summary>
    public void Fill(int i, double[] row)
    {
        for (int j = 0; j <= Columns; j++) row[j] = ((j < Columns ? matrix.Values[(j * Rows) + i] : outcome[i]) - means[j]) / scales[j];
    }

    /// <summary>Coefficients of the standardised rows in the units of the data, in place.</summary>
    public double[] Unscale(double[] b)
    {
        for (int j = 0; j < b.Length; j++) b[j] *= scales[^1] / scales[j];
        if (centred)
        {
            b[0] += means[^1];
            for (int j = 1; j < b.Length; j++) b[0] -= b[j] * means[j];
        }
        return b;
    }

    // As the draws of rows number them, so that a seed draws the same clusters either way.
    private static int[] InOrderOfAppearance(FactorColumn factor)
    {
        var number = new int[factor.Levels.Length];
        var group = new int[factor.Length];
        int seen = 0;
        for (int i = 0; i < group.Length; i++)
        {
            ref int at = ref number[factor.Codes[i]];
            if (at == 0) at = ++seen;
            group[i] = at - 1;
        }
        return group;
    }
}
