using System.Collections.Immutable;

namespace Research;

/// <summary>Whose coefficients price the difference in characteristics.</summary>
public enum OaxacaReference
{
    /// <summary>Group A's coefficients.</summary>
    GroupA,

    /// <summary>Group B's coefficients.</summary>
    GroupB,

    /// <summary>The mean of both (Reimers 1983).</summary>
    Half,

    /// <summary>A regression over both groups (Neumark 1988).</summary>
    Pooled,

    /// <summary>A regression over both groups with a term for the group (Jann 2008), which keeps the gap itself out of the coefficients.</summary>
    PooledWithGroup,
}

/// <summary>A part of a decomposition, in all and by column of the model matrix.</summary>
/// <param name="Total">The part, in the unit of the outcome.</param>
/// <param name="Detail">Its share of each column; they add up to it.</param>
/// <param name="StandardError">By the delta method with random regressors; not a number where not given.</param>
public sealed record OaxacaPart(double Total, ImmutableArray<double> Detail, double StandardError);

/// <summary>The decomposition of a difference in means into characteristics and coefficients. Sources: Oaxaca (1973), International Economic Review 14;
/// Blinder (1973), Journal of Human Resources 8; errors after Jann (2008), Stata Journal 8(4), trace term left out. R: <c>oaxaca::oaxaca</c>.</summary>
/// <remarks>The three parts are seen from group B: endowments (x̄A − x̄B)ᵀbB, coefficients x̄Bᵀ(bA − bB), interaction (x̄A − x̄B)ᵀ(bA − bB).
/// Details of factors depend on their reference levels.</remarks>
public sealed record OaxacaBlinder : Result
{
    private readonly OaxacaGroup a, b;
    private readonly double[] pooled, pooledWithGroup;
    private readonly Sample sample;

    private OaxacaBlinder(string formula, ImmutableArray<string> columns, (OaxacaGroup A, OaxacaGroup B) groups, (double[] Without, double[] With) pooled, Sample sample) =>
        (Formula, Columns, (a, b), (this.pooled, pooledWithGroup), this.sample) = (formula, columns, groups, pooled, sample);

    /// <summary>The model fitted in each group.</summary>
    public string Formula { get; }

    /// <summary>The columns of the model matrix, in the order of the details.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>Rows used in group A and in group B.</summary>
    public (int A, int B) Counts => (a.Count, b.Count);

    /// <summary>Mean outcome of group A.</summary>
    public double MeanA => a.Mean;

    /// <summary>Mean outcome of group B.</summary>
    public double MeanB => b.Mean;

    /// <summary>A − B.</summary>
    public double Difference => MeanA - MeanB;

    /// <summary>What B would gain with A's characteristics.</summary>
    public OaxacaPart Endowments => Characteristics(b.Coefficients, b.Covariance);

    /// <summary>What B would gain with A's coefficients.</summary>
    public OaxacaPart Coefficients
    {
        get
        {
            double[] gap = Less(a.Coefficients, b.Coefficients);
            return Part(b.Means, gap, Math.Sqrt(Quadratic(b.Means, a.Covariance) + Quadratic(b.Means, b.Covariance) + Quadratic(gap, b.MeanCovariance)));
        }
    }

    /// <summary>What both together add.</summary>
    public OaxacaPart Interaction => Part(Less(a.Means, b.Means), Less(a.Coefficients, b.Coefficients), double.NaN);

    /// <summary>The explained part at chosen coefficients; the rest of the difference is unexplained. An error is given for the coefficients of one group.</summary>
    public OaxacaPart Explained(OaxacaReference reference) => reference switch
    {
        OaxacaReference.GroupA => Characteristics(a.Coefficients, a.Covariance),
        OaxacaReference.GroupB => Characteristics(b.Coefficients, b.Covariance),
        OaxacaReference.Half => Part(Less(a.Means, b.Means), [.. a.Coefficients.Zip(b.Coefficients, (x, y) => (x + y) / 2)], double.NaN),
        OaxacaReference.Pooled => Part(Less(a.Means, b.Means), pooled, double.NaN),
        _ => Part(Less(a.Means, b.Means), pooledWithGroup, double.NaN),
    };

    /// <summary>Decomposes the difference of a formula's outcome between two levels of a column.</summary>
    /// <param name="formula">The model of each group, an intercept included.</param>
    /// <param name="data">The data; rows of other groups, and rows without a value in every column, are left out.</param>
    /// <param name="group">The column of groups.</param>
    /// <param name="levels">Level A and level B.</param>
    public static OaxacaBlinder Of(string formula, Dataset data, string group, (string A, string B) levels)
    {
        var column = data[group];
        int[] chosen = [.. Enumerable.Range(0, data.Count).Where(i => column.TextAt(i) is { } level && (level == levels.A || level == levels.B))];
        var frame = ModelFrame.From(LinearFormula.Checked(formula), data.Take(chosen), group);
        double[] y = LinearFormula.Outcome(frame), x = frame.Fixed.Values.ToArray();
        if (!frame.Fixed.Terms.HasIntercept) throw new DataError($"formula {formula}", "no intercept", "an intercept", "Without it the parts do not add up to the difference.");
        var kept = frame.KeptRows.ToArray();
        bool[] isA = [.. kept.Select(i => column.TextAt(chosen[i]) == levels.A)];
        int p = frame.Fixed.Columns;
        OaxacaGroup One(bool wanted) => OaxacaGroup.Of(wanted ? levels.A : levels.B, x, y, [.. Enumerable.Range(0, y.Length).Where(i => isA[i] == wanted)]);
        double[] Pooled(double[] columns, int width) => LeastSquares.Solve(columns, width, y, null) is { } fit && fit.Rank == width ? fit.Coefficients[..p]
            : throw new DataError($"formula {formula}", "columns that repeat each other", "columns of their own", "Leave one of them out.");
        return new(formula, frame.Fixed.Names, (One(true), One(false)),
            (Pooled(x, p), Pooled([.. x, .. isA.Select(v => v ? 1.0 : 0.0)], p + 1)), frame.Sample);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new(
        $"Oaxaca–Blinder decomposition of {Formula}: {sample}; A {a.Name} {Shown(MeanA)} (n {a.Count}), B {b.Name} {Shown(MeanB)} (n {b.Count}), difference {Shown(Difference)}",
        [new("part", "Part"), new("estimate", "Estimate"), new("std_error", "Standard error"), .. Columns.Select(c => new TableColumn(c, c))],
        [Row("Endowments", Endowments), Row("Coefficients", Coefficients), Row("Interaction", Interaction), Row("Explained, pooled with group", Explained(OaxacaReference.PooledWithGroup))]);

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of($"Parts of the difference of {Shown(Difference)}", "Outcome",
        new[] { ("Endowments", Endowments), ("Coefficients", Coefficients), ("Interaction", Interaction) }.Select(p =>
            new EstimateRow(p.Item1, p.Item2.Total, new(p.Item2.Total - StandardNormal.Z95 * p.Item2.StandardError, p.Item2.Total + StandardNormal.Z95 * p.Item2.StandardError))), 0);

    private OaxacaPart Characteristics(double[] coefficients, double[,] covariance)
    {
        double[] gap = Less(a.Means, b.Means);
        return Part(gap, coefficients, Math.Sqrt(Quadratic(gap, covariance) + Quadratic(coefficients, a.MeanCovariance) + Quadratic(coefficients, b.MeanCovariance)));
    }

    private static OaxacaPart Part(double[] x, double[] coefficients, double error)
    {
        ImmutableArray<double> detail = [.. x.Zip(coefficients, (m, c) => m * c)];
        return new(detail.Sum(), detail, error);
    }

    private static double Quadratic(double[] x, double[,] v) => SmallMatrix.Dot(x, v.Times(x));

    private static double[] Less(double[] x, double[] y) => [.. x.Zip(y, (m, n) => m - n)];

    private static IReadOnlyList<Cell> Row(string name, OaxacaPart part) => [name, part.Total, part.StandardError, .. part.Detail.Select(d => (Cell)d)];

    private static string Shown(double value) => Cell.Of(value).Show(null);
}
