using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Research.Notebooks;

/// <summary>A variable of the cell tagged <c>parameters</c>, which a run may set.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its C# type: a number, <c>bool</c>, <c>string</c>, or an array of these.</param>
/// <param name="Default">Its value in the notebook, as it is written there.</param>
public sealed record NotebookParameter(string Name, string Type, string Default)
{
    /// <summary>The default as text without quotes, where it is a string; else null.</summary>
    internal string? DefaultText => SyntaxFactory.ParseExpression(Default) is LiteralExpressionSyntax { Token.Value: string text } ? text : null;
}

/// <summary>Papermill's convention: the variables of the cell tagged <c>parameters</c> can be set from outside; a run puts a cell
/// tagged <c>injected-parameters</c> after it.</summary>
public static class NotebookParameters
{
    /// <summary>The notebook's parameters with their defaults; none when it has no such cell.</summary>
    public static IReadOnlyList<NotebookParameter> Of(NotebookDocument document)
    {
        var parameters = new List<NotebookParameter>();
        foreach (var cell in document.Cells.Where(c => c.Kind == CellKind.Code && c.HasTag(NotebookCell.ParametersTag)))
        {
            foreach (var declaration in Parsed(cell).Members.OfType<FieldDeclarationSyntax>().Select(f => f.Declaration))
                foreach (var variable in declaration.Variables)
                    parameters.Add(new(variable.Identifier.Text, TypeOf(declaration.Type, variable.Initializer?.Value), variable.Initializer?.Value.ToString() ?? ""));
        }
        return parameters;
    }

    /// <summary>The values that the notebook runs with, by name, as they are written in C#: its defaults, and what a run has set.</summary>
    public static IReadOnlyDictionary<string, string> ValuesOf(NotebookDocument document)
    {
        var values = Of(document).ToDictionary(p => p.Name, p => p.Default, StringComparer.Ordinal);
        foreach (var cell in document.Cells.Where(c => c.HasTag(NotebookCell.InjectedTag)))
            foreach (var set in Parsed(cell).Members.OfType<GlobalStatementSyntax>().Select(s => (s.Statement as ExpressionStatementSyntax)?.Expression).OfType<AssignmentExpressionSyntax>())
                values[set.Left.ToString()] = set.Right.ToString();
        return values;
    }

    /// <summary>The text of a parameters cell without its defaults: what stays when only values change.</summary>
    internal static string WithoutDefaults(NotebookCell cell)
    {
        var values = Parsed(cell).Members.OfType<FieldDeclarationSyntax>().SelectMany(f => f.Declaration.Variables).Select(v => v.Initializer?.Value).OfType<ExpressionSyntax>();
        string text = cell.Source;
        foreach (var value in values.OrderByDescending(v => v.SpanStart)) text = text.Remove(value.SpanStart, value.Span.Length);
        return text.TrimEnd();
    }

    /// <summary>The notebook with some parameters set.</summary>
    /// <param name="document">The notebook.</param>
    /// <param name="values">Values by name, as text in the invariant culture; elements of an array are separated by commas.</param>
    /// <exception cref="NotebookError">No parameters cell, an unknown name, or a value that is not of the parameter's type.</exception>
    public static NotebookDocument Set(NotebookDocument document, IReadOnlyDictionary<string, string> values)
    {
        var cells = document.Cells.RemoveAll(c => c.HasTag(NotebookCell.InjectedTag));
        if (values.Count == 0) return document with { Cells = cells };
        int place = cells.ToList().FindIndex(c => c.Kind == CellKind.Code && c.HasTag(NotebookCell.ParametersTag));
        if (place < 0)
            throw new NotebookError("parameters", $"no cell tagged '{NotebookCell.ParametersTag}'", "a code cell with that tag that declares " + string.Join(", ", values.Keys),
                "Tag the cell that declares the variables, or run without parameters.");
        var known = Of(document);
        var lines = values.Select(pair => $"{pair.Key} = {Literal(Find(known, pair.Key), pair.Value)};");
        var injected = new NotebookCell(NotebookCell.InjectedTag, CellKind.Code, "// Set for this run.\n" + string.Join('\n', lines)) { Tags = [NotebookCell.InjectedTag] };
        return document with { Cells = cells.Insert(place + 1, injected) };
    }

    /// <summary>The notebook with parameters set as a run has set them; a name that it no longer declares is left out.</summary>
    /// <param name="document">The notebook.</param>
    /// <param name="values">Values by name, as they are written in C#.</param>
    internal static NotebookDocument SetAgain(NotebookDocument document, IReadOnlyDictionary<string, string> values)
    {
        var set = Of(document).Where(p => values.TryGetValue(p.Name, out string? value) && value != p.Default).Select(p => $"{p.Name} = {values[p.Name]};");
        string lines = string.Join('\n', set);
        return lines.Length == 0 ? document : document with { Cells = document.Cells.Add(new NotebookCell(NotebookCell.InjectedTag, CellKind.Code, lines) { Tags = [NotebookCell.InjectedTag] }) };
    }

    private static CompilationUnitSyntax Parsed(NotebookCell cell) =>
        CSharpSyntaxTree.ParseText(cell.Source, CSharpParseOptions.Default.WithKind(Microsoft.CodeAnalysis.SourceCodeKind.Script)).GetCompilationUnitRoot();

    private static NotebookParameter Find(IReadOnlyList<NotebookParameter> known, string name) => known.FirstOrDefault(p => p.Name == name)
        ?? throw new NotebookError("parameters", $"'{name}'", "one of " + string.Join(", ", known.Select(p => p.Name)), $"Use a name that the parameters cell declares.{NearestName.Hint(name, known.Select(p => p.Name))}");

    private static string TypeOf(TypeSyntax type, ExpressionSyntax? value) => !type.IsVar ? type.ToString() : value switch
    {
        LiteralExpressionSyntax { Token.Value: bool } => "bool",
        LiteralExpressionSyntax { Token.Value: { } literal } => Keyword(literal.GetType()),
        PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax { Token.Value: { } literal } } => Keyword(literal.GetType()),
        ImplicitArrayCreationExpressionSyntax { Initializer.Expressions: [var first, ..] } => TypeOf(type, first) + "[]",
        ArrayCreationExpressionSyntax array => array.Type.ToString(),
        _ => "var",
    };

    private static string Keyword(Type type) => type == typeof(int) ? "int" : type == typeof(long) ? "long" : type == typeof(double) ? "double"
        : type == typeof(decimal) ? "decimal" : type == typeof(string) ? "string" : type == typeof(bool) ? "bool" : type.Name;

    private static string Literal(NotebookParameter parameter, string text)
    {
        if (parameter.Type.EndsWith("[]", StringComparison.Ordinal))
        {
            string element = parameter.Type[..^2];
            var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return $"new {element}[] {{ {string.Join(", ", parts.Select(part => Scalar(parameter, element, part)))} }}";
        }
        return Scalar(parameter, parameter.Type.TrimEnd('?'), text);
    }

    private static string Scalar(NotebookParameter parameter, string type, string text)
    {
        var (style, culture) = (NumberStyles.Float, CultureInfo.InvariantCulture);
        return type switch
        {
            "string" => SymbolDisplay.FormatLiteral(text, quote: true),
            "int" when int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out int i) => i.ToString(culture),
            "long" when long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out long l) => l.ToString(culture) + "L",
            "double" when double.TryParse(text, style, culture, out double d) && double.IsFinite(d) => d.ToString("R", culture) + "d",
            "decimal" when decimal.TryParse(text, style, culture, out decimal m) => m.ToString(culture) + "m",
            "bool" when bool.TryParse(text, out bool b) => b ? "true" : "false",
            "int" or "long" or "double" or "decimal" or "bool" =>
                throw new NotebookError($"parameter {parameter.Name}", $"'{text}'", Meaning(type), $"Give {parameter.Name} such as {parameter.Name}={Example(parameter)}."),
            _ => throw new NotebookError($"parameter {parameter.Name}", $"the type {parameter.Type}", "int, long, double, decimal, bool, string or an array of these",
                $"Declare {parameter.Name} with one of these types in the parameters cell."),
        };
    }

    private static string Meaning(string type) => type switch { "int" or "long" => "a whole number", "bool" => "true or false", _ => "a number" };

    private static string Example(NotebookParameter parameter) => parameter.Default.Length > 0 ? parameter.Default : "1";
}
