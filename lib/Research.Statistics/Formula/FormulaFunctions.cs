using System.Collections.Immutable;

namespace Research;

/// <summary>The functions a formula may call.</summary>
internal static class FormulaFunctions
{
    private static readonly ImmutableArray<string> LogicalLevels = ["FALSE", "TRUE"];

    public static IReadOnlyDictionary<string, Func<double, double>> Numeric { get; } = new Dictionary<string, Func<double, double>>(StringComparer.Ordinal)
    {
        ["log"] = Math.Log,
        ["log2"] = Math.Log2,
        ["log10"] = Math.Log10,
        ["log1p"] = MathNet.Numerics.SpecialFunctions.Log1p,
        ["exp"] = Math.Exp,
        ["expm1"] = MathNet.Numerics.SpecialFunctions.Expm1,
        ["sqrt"] = Math.Sqrt,
        ["abs"] = Math.Abs,
        ["floor"] = Math.Floor,
        ["ceiling"] = Math.Ceiling,
        ["sin"] = Math.Sin,
        ["cos"] = Math.Cos,
        ["tan"] = Math.Tan,
        ["as.numeric"] = v => v,
        ["as.integer"] = Math.Truncate,
    };

    public static IEnumerable<string> Names => [.. Numeric.Keys, "I", "factor", "as.factor", "relevel", "offset"];

    public static bool IsFactorVerb(string function) => function is "factor" or "as.factor" or "relevel";

    /// <summary>A factor of FALSE and TRUE; null is missing.</summary>
    public static FactorColumn Logical(string name, int count, Func<int, bool?> value)
    {
        var codes = new int[count];
        for (int i = 0; i < count; i++) codes[i] = value(i) switch { null => -1, false => 0, true => 1 };
        return new FactorColumn(name, codes, LogicalLevels);
    }

    public static bool IsLogical(FactorColumn factor) => factor.Levels.Length <= 2 && factor.Levels.All(l => LogicalLevels.Contains(l));

    public static double[] AsNumbers(FactorColumn logical)
    {
        var values = new double[logical.Length];
        for (int i = 0; i < values.Length; i++) values[i] = logical.Codes[i] < 0 ? double.NaN : logical.Levels[logical.Codes[i]] == "TRUE" ? 1 : 0;
        return values;
    }

    /// <summary><c>factor(x)</c>, <c>factor(x, levels = c("b", "a"))</c>, <c>as.factor(x)</c>, <c>relevel(f, ref = "b")</c>.</summary>
    public static FactorColumn Factor(string formula, CallExpression call, DataColumn column)
    {
        var factor = column as FactorColumn ?? (FactorColumn)new Dataset(column).AsFactor(column.Name)[column.Name];
        if (call.Arguments.Length == 1 && call.Function != "relevel") return new FactorColumn(call.Text, factor.Codes.ToArray(), factor.Levels);
        var wanted = call.Function switch
        {
            "relevel" when Argument(call, "ref", 1) is { } reference => (ImmutableArray<string>)[.. Words(formula, reference), .. factor.Levels.Except(Words(formula, reference))],
            "factor" when Argument(call, "levels", 1) is { } levels => Words(formula, levels),
            _ => throw FormulaError.At(formula, call, $"'{call}'", "factor(x), factor(x, levels = c(...)) or relevel(f, ref = \"level\")", "Write one of these."),
        };
        if (wanted.FirstOrDefault(w => !factor.Levels.Contains(w)) is { } unknown)
            throw FormulaError.At(formula, call, $"no level '{unknown}'", "levels of " + column.Name, $"Check the level.{NearestName.Hint(unknown, factor.Levels)}");
        // A value that is none of the named levels is missing, as in R.
        int[] place = [.. factor.Levels.Select(l => wanted.IndexOf(l))];
        var codes = new int[factor.Length];
        for (int i = 0; i < codes.Length; i++) codes[i] = factor.Codes[i] < 0 ? -1 : place[factor.Codes[i]];
        return new FactorColumn(call.Text, codes, wanted);
    }

    private static FormulaExpression? Argument(CallExpression call, string name, int at) =>
        call.Arguments.FirstOrDefault(a => a.Name == name)?.Value ?? (call.Arguments.Length > at && call.Arguments[at].Name is null ? call.Arguments[at].Value : null);

    private static ImmutableArray<string> Words(string formula, FormulaExpression words) => words switch
    {
        TextExpression text => [text.Value],
        NumberExpression number => [number.Text],
        CallExpression { Function: "c" } list => [.. list.Arguments.SelectMany(a => Words(formula, a.Value))],
        _ => throw FormulaError.At(formula, words, $"'{words}'", "levels in quotes", "Write \"a\" or c(\"a\", \"b\")."),
    };
}
