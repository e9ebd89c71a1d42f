using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Research.Notebooks;

/// <summary>What can be told of a code cell by reading it: what it references, which paths and seeds it names, what its result is called.</summary>
internal sealed class NotebookCode
{
    private const int MostName = 60;
    private readonly CompilationUnitSyntax root;

    public NotebookCode(NotebookCell cell) => root = CSharpSyntaxTree
        .ParseText(cell.Source, CSharpParseOptions.Default.WithKind(SourceCodeKind.Script).WithLanguageVersion(LanguageVersion.Latest)).GetCompilationUnitRoot();

    /// <summary>What stands in <c>#r</c>.</summary>
    public IEnumerable<string> References => root.GetReferenceDirectives().Select(r => r.File.ValueText);

    /// <summary>What stands in <c>#load</c>.</summary>
    public IEnumerable<string> Loads => root.GetLoadDirectives().Select(r => r.File.ValueText);

    /// <summary>Every text constant: some are paths.</summary>
    public IEnumerable<string> Texts => root.DescendantNodes().OfType<LiteralExpressionSyntax>().Where(l => l.IsKind(SyntaxKind.StringLiteralExpression)).Select(l => l.Token.ValueText);

    /// <summary>The seeds, as arguments named seed and variables whose name ends in it; a parameter's value stands for its name.</summary>
    public IEnumerable<string> Seeds(IReadOnlyDictionary<string, string> parameters)
    {
        var arguments = root.DescendantNodes().OfType<ArgumentSyntax>().Where(a => IsSeed(a.NameColon?.Name.Identifier.Text)).Select(a => (a.SpanStart, Name: a.Expression.ToString(), Value: a.Expression.ToString()));
        var variables = root.DescendantNodes().OfType<VariableDeclaratorSyntax>().Where(v => IsSeed(v.Identifier.Text) && v.Initializer is not null)
            .Select(v => (v.SpanStart, Name: v.Identifier.Text, Value: v.Initializer!.Value.ToString()));
        return arguments.Concat(variables).OrderBy(s => s.SpanStart).Select(s => parameters.GetValueOrDefault(s.Name, s.Value));
    }

    /// <summary>The name of the value that the cell ends in: <c>ledger.Numbers</c>, or <c>county.Gaps</c> for a call; null when it ends in a statement.</summary>
    public string? ResultName
    {
        get
        {
            if (root.Members is not [.., GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }]) return null;
            var expression = last.Expression;
            while (expression is AwaitExpressionSyntax awaited) expression = awaited.Expression;
            string text = string.Concat(expression.ToString().Where(c => !char.IsWhiteSpace(c)));
            int call = expression is InvocationExpressionSyntax ? text.IndexOf('(', StringComparison.Ordinal) : -1;
            string name = call > 0 ? text[..call] : text;
            return name.Length <= MostName ? name : name[..MostName];
        }
    }

    private static bool IsSeed(string? name) => name is not null && name.EndsWith("seed", StringComparison.OrdinalIgnoreCase);
}
