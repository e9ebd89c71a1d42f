namespace Research;

/// <summary>Works out the expressions of a formula over the columns of a data set; each distinct expression once.</summary>
internal sealed class FormulaEvaluation(string formula, Dataset data)
{
    private readonly Dictionary<string, DataColumn> known = new(StringComparer.Ordinal);

    /// <summary>The values of an expression for every row: numbers, or a factor. A comparison is a factor of FALSE and TRUE, as in R.</summary>
    public DataColumn Of(FormulaExpression expression)
    {
        if (!known.TryGetValue(expression.Text, out var column)) known[expression.Text] = column = Evaluate(expression);
        return column;
    }

    /// <summary>The values as numbers; FALSE and TRUE count as 0 and 1.</summary>
    public double[] Numbers(FormulaExpression expression)
    {
        if (expression is NumberExpression constant) return Filled(constant.Value);
        var column = Of(expression);
        if (column is NumberColumn numbers) return numbers.Values.ToArray();
        var factor = (FactorColumn)column;
        if (FormulaFunctions.IsLogical(factor)) return FormulaFunctions.AsNumbers(factor);
        throw FormulaError.At(formula, expression, $"words in '{expression}'", "numbers", "Use a numeric column, or factor() for categories.");
    }

    private DataColumn Evaluate(FormulaExpression expression) => expression switch
    {
        NameExpression name when data.Has(name.Name) => Finite(expression, data[name.Name]),
        NameExpression name => throw FormulaError.UnknownColumn(formula, name, [.. data.Columns.Select(c => c.Name)]),
        NumberExpression number => new NumberColumn(number.Text, Filled(number.Value)),
        ParenthesisExpression bracket => Of(bracket.Inner),
        UnaryExpression unary => Unary(unary),
        BinaryExpression { Operator: "==" or "!=" } same => Same(same),
        BinaryExpression binary => Binary(binary),
        CallExpression call => Call(call),
        _ => throw FormulaError.At(formula, expression, $"'{expression}' as a variable", "a column", "Write the column's name."),
    };

    private DataColumn Call(CallExpression call)
    {
        if (FormulaFunctions.IsFactorVerb(call.Function)) return FormulaFunctions.Factor(formula, call, Of(Argument(call, 0)));
        if (call.Function is "I" or "identity" && call.Arguments.Length == 1) return Of(call.Arguments[0].Value);
        if (call.Function == "log" && call.Arguments.Length == 2)
        {
            if (call.Arguments[1].Value is not NumberExpression { Value: > 0 } log)
                throw FormulaError.At(formula, call.Arguments[1].Value, "a base that is not a number", "a number above 0", "Write log(x, 2).");
            return Mapped(call, v => Math.Log(v) / Math.Log(log.Value));
        }
        if (!FormulaFunctions.Numeric.TryGetValue(call.Function, out var function))
            throw FormulaError.At(formula, call.Position, call.Function.Length, $"no function '{call.Function}'", "one of " + string.Join(", ", FormulaFunctions.Names),
                $"Use one of these, or add a column to the data.{NearestName.Hint(call.Function, FormulaFunctions.Names)}");
        return Mapped(call, function);
    }

    private FormulaExpression Argument(CallExpression call, int at) => at < call.Arguments.Length
        ? call.Arguments[at].Value
        : throw FormulaError.At(formula, call, "no argument", "a column between the brackets", $"Write {call.Function}(x).");

    private NumberColumn Mapped(CallExpression call, Func<double, double> function)
    {
        double[] values = Numbers(Argument(call, 0));
        for (int i = 0; i < values.Length; i++) values[i] = function(values[i]);
        return (NumberColumn)Finite(call, new NumberColumn(call.Text, values));
    }

    private DataColumn Unary(UnaryExpression unary)
    {
        double[] values = Numbers(unary.Operand);
        if (unary.Operator == "!") return FormulaFunctions.Logical(unary.Text, values.Length, i => double.IsNaN(values[i]) ? null : values[i] == 0);
        if (unary.Operator == "-")
            for (int i = 0; i < values.Length; i++) values[i] = -values[i];
        return new NumberColumn(unary.Text, values);
    }

    private DataColumn Binary(BinaryExpression binary)
    {
        double[] left = Numbers(binary.Left), right = Numbers(binary.Right);
        Func<double, double, bool>? test = binary.Operator switch
        {
            "<" => (a, b) => a < b,
            "<=" => (a, b) => a <= b,
            ">" => (a, b) => a > b,
            ">=" => (a, b) => a >= b,
            "&" or "&&" => (a, b) => a != 0 && b != 0,
            "|" or "||" => (a, b) => a != 0 || b != 0,
            _ => null,
        };
        if (test is not null)
            return FormulaFunctions.Logical(binary.Text, left.Length, i => double.IsNaN(left[i]) || double.IsNaN(right[i]) ? null : test(left[i], right[i]));
        for (int i = 0; i < left.Length; i++)
            left[i] = binary.Operator switch
            {
                "+" => left[i] + right[i],
                "-" => left[i] - right[i],
                "*" => left[i] * right[i],
                "/" => left[i] / right[i],
                // A square by multiplication is exact to the last digit where a power may not be.
                "^" => right[i] == 2 ? left[i] * left[i] : Math.Pow(left[i], right[i]),
                _ => throw FormulaError.At(formula, binary, $"the sign '{binary.Operator}' inside a calculation", "+ - * / ^ or a comparison", "Write the calculation with these."),
            };
        return Finite(binary, new NumberColumn(binary.Text, left));
    }

    private FactorColumn Same(BinaryExpression same)
    {
        bool equal = same.Operator == "==";
        var (variable, constant) = same.Left is TextExpression ? (same.Right, same.Left) : (same.Left, same.Right);
        if (constant is TextExpression text)
        {
            var column = Of(variable);
            if (column is FactorColumn factor && !factor.Levels.Contains(text.Value))
                throw FormulaError.At(formula, text, $"no value '{text.Value}' in '{variable}'", "one of its values",
                    $"Check the value.{NearestName.Hint(text.Value, factor.Levels)}");
            return FormulaFunctions.Logical(same.Text, data.Count, i => column.TextAt(i) is { } value ? (value == text.Value) == equal : null);
        }
        double[] left = Numbers(same.Left), right = Numbers(same.Right);
        return FormulaFunctions.Logical(same.Text, left.Length, i => double.IsNaN(left[i]) || double.IsNaN(right[i]) ? null : (left[i] == right[i]) == equal);
    }

    private double[] Filled(double value)
    {
        var values = new double[data.Count];
        Array.Fill(values, value);
        return values;
    }

    private DataColumn Finite(FormulaExpression expression, DataColumn column)
    {
        if (column is NumberColumn numbers && Infinite(numbers.Values) is >= 0 and var row)
            throw FormulaError.At(formula, expression, $"an infinite value of '{expression}' in row {row + 1}", "finite numbers",
                "Leave the row out, or use a transformation that is defined for it.");
        return column;
    }

    private static int Infinite(ReadOnlySpan<double> values)
    {
        for (int i = 0; i < values.Length; i++)
            if (double.IsInfinity(values[i]))
                return i;
        return -1;
    }
}
