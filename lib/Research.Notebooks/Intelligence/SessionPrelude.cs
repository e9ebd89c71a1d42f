using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Research.Notebooks;

/// <summary>What the cells run so far have declared, as one script: the newest declaration of each name, and no statements.</summary>
/// <remarks>Completion against this one script costs the same after a thousand cells as after one.</remarks>
internal sealed class SessionPrelude
{
    private readonly OrderedDictionary<string, string> usings = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, string> declarations = new(StringComparer.Ordinal);

    /// <summary>Takes in a cell that has run.</summary>
    public void Add(string code)
    {
        string text = string.Concat(CellSections.Split(code, "cell").Where(s => s.Kind == SectionKind.CSharp).Select(s => s.Text + "\n"));
        var root = CSharpSyntaxTree.ParseText(text, SubmissionChain.Script).GetCompilationUnitRoot();
        foreach (var directive in root.Usings) usings[directive.ToString()] = directive.ToString();
        foreach (var member in root.Members)
        {
            foreach (string name in Names(member))
            {
                declarations.Remove(name);
                declarations[name] = member.ToString();
            }
        }
    }

    /// <summary>The script.</summary>
    public override string ToString() => string.Join('\n', usings.Values.Concat(declarations.Values.Distinct()));

    private static IEnumerable<string> Names(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(v => v.Identifier.Text),
        BaseTypeDeclarationSyntax type => [type.Identifier.Text],
        DelegateDeclarationSyntax type => [type.Identifier.Text],
        MethodDeclarationSyntax method => [$"{method.Identifier.Text}({string.Join(',', method.ParameterList.Parameters.Select(p => p.Type?.ToString()))})"],
        PropertyDeclarationSyntax property => [property.Identifier.Text],
        GlobalStatementSyntax statement => statement.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Select(d => d.Identifier.Text),
        _ => [],
    };
}
