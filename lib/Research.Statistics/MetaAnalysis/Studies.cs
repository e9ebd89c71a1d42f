namespace Research;

/// <summary>Studies, a row each, whose effects carry their own sampling variance.</summary>
public sealed record Studies
{
    private readonly bool isError;

    private Studies(Dataset data, string effect, string precision, bool isError) => (Data, Effect, Precision, this.isError) = (data, effect, precision, isError);

    /// <summary>The data: effect, precision, moderators.</summary>
    public Dataset Data { get; }

    /// <summary>The column of effects.</summary>
    public string Effect { get; }

    /// <summary>The column of sampling variances or standard errors.</summary>
    public string Precision { get; }

    /// <summary>The column that names the studies; null numbers them.</summary>
    public string? Label { get; init; }

    /// <summary>Number of rows, complete or not.</summary>
    public int Count => Data.Count;

    /// <summary>Studies with sampling variances. R: <c>rma(yi, vi)</c>.</summary>
    /// <param name="data">A row a study.</param>
    /// <param name="effect">The column of effects.</param>
    /// <param name="variance">The column of variances, in the square of the effects' unit.</param>
    public static Studies WithVariances(Dataset data, string effect, string variance) => new(data, Numeric(data, effect), Numeric(data, variance), false);

    /// <summary>Studies with standard errors. R: <c>rma(yi, sei = )</c>.</summary>
    /// <param name="data">A row a study.</param>
    /// <param name="effect">The column of effects.</param>
    /// <param name="standardError">The column of standard errors, in the effects' unit.</param>
    public static Studies WithStandardErrors(Dataset data, string effect, string standardError) => new(data, Numeric(data, effect), Numeric(data, standardError), true);

    /// <summary>Some of the studies, by row from 0.</summary>
    public Studies Take(ReadOnlySpan<int> rows) => new(Data.Take(rows), Effect, Precision, isError) { Label = Label };

    /// <summary>The complete rows of a formula and their variances; a variance that is not above 0 is an error.</summary>
    internal (ModelFrame Frame, double[] Variances) Frame(Formula formula, params IEnumerable<string?> alongside)
    {
        string text = formula.Text;
        if (formula.Response is null) throw new DataError($"formula {text}", "no outcome", $"{Effect} ~ 1", "Write the effects' column before ~.");
        if (formula.Response.Text != Effect && formula.Response.Text != Formula.Quoted(Effect))
            throw FormulaError.At(text, formula.Response, $"the outcome '{formula.Response.Text}'", $"the effect '{Effect}'", $"Write {Effect} ~ 1, or name the other column when the studies are made.");
        var frame = ModelFrame.From(formula, Data, [Formula.Quoted(Precision), .. alongside]);
        double[] given = frame.Numbers(Formula.Quoted(Precision));
        for (int i = 0; i < given.Length; i++)
            if (!(given[i] > 0) || double.IsInfinity(given[i]))
                throw new DataError("studies", $"{Cell.Of(given[i]).Show(null)} in row {frame.KeptRows[i] + 1}", isError ? "a standard error above 0" : "a variance above 0",
                    "Mend the value, or leave it empty to drop the study.", column: Precision);
        double[] variances = isError ? [.. given.Select(e => e * e)] : given;
        RequireUsualUnit(Effect, frame.Response!.Values);
        RequireUsualUnit(Precision, variances);
        for (int j = 0; j < frame.Fixed.Columns; j++) RequireUsualUnit(frame.Fixed.Names[j], frame.Fixed.Column(j));
        return (frame, variances);
    }

    /// <summary>The names of the rows kept, made distinct.</summary>
    internal string[] Names(ModelFrame frame)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new string[frame.Count];
        for (int i = 0; i < names.Length; i++)
        {
            int row = frame.KeptRows[i];
            string name = (Label is { } label ? Data[label].TextAt(row) : null) ?? $"Study {row + 1}";
            seen[name] = seen.GetValueOrDefault(name) + 1;
            names[i] = seen[name] == 1 ? name : $"{name} ({seen[name]})";
        }
        return names;
    }

    // Squares of squares are taken: beyond this they overflow.
    private static void RequireUsualUnit(string column, ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values) largest = Math.Max(largest, Math.Abs(value));
        if (largest != 0 && largest is not (> 1e-70 and < 1e70))
            throw new DataError("studies", $"{Cell.Of(largest).Show(null)} as the largest number", "numbers of a usual size", "Change the unit.", column: column);
    }

    private static string Numeric(Dataset data, string column)
    {
        _ = data.Numbers(column);
        return column;
    }
}
