using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>A part of a formula, printed as R prints it: <c>log(x)</c>, <c>I(x^2)</c>, <c>factor(school)</c>.</summary>
public abstract record FormulaExpression
{
    private protected FormulaExpression(int position, int length) => (Position, Length) = (position, length);

    /// <summary>The expression as R's <c>deparse</c> writes it; names of coefficients are made of it.</summary>
    public abstract string Text { get; }

    /// <summary>Where it starts in the formula, from 0.</summary>
    public int Position { get; }

    /// <summary>How many characters of the formula it takes.</summary>
    public int Length { get; }

    /// <summary>Every column the expression reads.</summary>
    public IEnumerable<string> Columns => Names().Select(n => n.Name).Distinct(StringComparer.Ordinal);

    /// <inheritdoc/>
    public sealed override string ToString() => Text;

    internal abstract IEnumerable<NameExpression> Names();
}

/// <summary>A column's name. Names R would not take as they are keep their backticks.</summary>
internal sealed record NameExpression(string Name, int Position, int Length) : FormulaExpression(Position, Length)
{
    public override string Text => IsSyntactic(Name) ? Name : $"`{Name}`";

    internal override IEnumerable<NameExpression> Names() => [this];

    /// <summary>A column as a formula names it: in backticks where R would not take the name as it is.</summary>
    public static string Quoted(string column) => new NameExpression(column, 0, 0).Text;

    private static bool IsSyntactic(string name) =>
        name.Length > 0 && FormulaLexer.StartsName(name, 0) && name.All(FormulaLexer.IsNamePart);
}

internal sealed record NumberExpression(double Value, int Position, int Length) : FormulaExpression(Position, Length)
{
    public override string Text => Show(Value);

    internal override IEnumerable<NameExpression> Names() => [];

    /// <summary>As R prints a number: 15 digits at most, whichever of fixed and scientific is shorter.</summary>
    private static string Show(double value)
    {
        if (!double.IsFinite(value)) return double.IsNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
        if (value == 0) return "0";
        string scientific = Math.Abs(value).ToString("E14", CultureInfo.InvariantCulture);
        int exponent = int.Parse(scientific[(scientific.IndexOf('E', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
        string digits = scientific[..16].Replace(".", "", StringComparison.Ordinal).TrimEnd('0');
        int decimals = Math.Max(0, digits.Length - 1 - exponent);
        int fixedWidth = Math.Max(exponent, 0) + 1 + (decimals > 0 ? decimals + 1 : 0);
        int scientificWidth = digits.Length + (digits.Length > 1 ? 1 : 0) + (Math.Abs(exponent) >= 100 ? 5 : 4);
        string sign = value < 0 ? "-" : "";
        if (fixedWidth <= scientificWidth) return sign + Math.Abs(value).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        string mantissa = digits.Length > 1 ? $"{digits[0]}.{digits[1..]}" : digits;
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }
}

internal sealed record TextExpression(string Value, int Position, int Length) : FormulaExpression(Position, Length)
{
    public override string Text => $"\"{Value}\"";

    internal override IEnumerable<NameExpression> Names() => [];
}

internal sealed record CallExpression(string Function, ImmutableArray<CallArgument> Arguments, int Position, int Length) : FormulaExpression(Position, Length)
{
    public override string Text => $"{Function}({string.Join(", ", Arguments.Select(a => a.Name is null ? a.Value.Text : $"{a.Name} = {a.Value.Text}"))})";

    internal override IEnumerable<NameExpression> Names() => Arguments.SelectMany(a => a.Value.Names());
}

internal sealed record CallArgument(string? Name, FormulaExpression Value);

internal sealed record UnaryExpression(string Operator, FormulaExpression Operand, int Position, int Length) : FormulaExpression(Position, Length)
{
    public override string Text => Operator + Operand.Text;

    internal override IEnumerable<NameExpression> Names() => Operand.Names();
}

internal sealed record BinaryExpression(string Operator, FormulaExpression Left, FormulaExpression Right) : FormulaExpression(
    Left.Position, Right.Position + Right.Length - Left.Position)
{
    public override string Text => Operator is "^" or "/" or ":" ? Left.Text + Operator + Right.Text : $"{Left.Text} {Operator} {Right.Text}";

    internal override IEnumerable<NameExpression> Names() => Left.Names().Concat(Right.Names());
}

internal sealed record ParenthesisExpression(FormulaExpression Inner, int Position, int Length) : FormulaExpression(Position, Length)
{
    public override string Text => $"({Inner.Text})";

    internal override IEnumerable<NameExpression> Names() => Inner.Names();
}
