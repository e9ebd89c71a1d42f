using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Research.Notebooks;

/// <summary>The signatures of the call that a position lies in.</summary>
internal static class CallSignatures
{
    /// <summary>Each overload on a line, with its summary; null outside of any call.</summary>
    public static async Task<string?> AtAsync(Document document, int position)
    {
        var root = await document.GetSyntaxRootAsync().ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync().ConfigureAwait(false);
        if (root is null || model is null) return null;
        var arguments = root.FindToken(Math.Max(0, Math.Min(position, root.FullSpan.End) - 1)).Parent?.AncestorsAndSelf()
            .OfType<BaseArgumentListSyntax>().FirstOrDefault(a => position > a.SpanStart);
        var methods = arguments?.Parent switch
        {
            InvocationExpressionSyntax call => model.GetMemberGroup(call.Expression).OfType<IMethodSymbol>(),
            ObjectCreationExpressionSyntax creation => (model.GetTypeInfo(creation).Type as INamedTypeSymbol)?.InstanceConstructors ?? Enumerable.Empty<IMethodSymbol>(),
            ImplicitObjectCreationExpressionSyntax creation => (model.GetTypeInfo(creation).Type as INamedTypeSymbol)?.InstanceConstructors ?? Enumerable.Empty<IMethodSymbol>(),
            _ => [],
        };
        string[] lines = [.. methods.Where(m => m.DeclaredAccessibility is Accessibility.Public or Accessibility.NotApplicable or Accessibility.Private).Select(Describe)];
        return lines.Length == 0 ? null : string.Join("\n", lines);
    }

    private static string Describe(IMethodSymbol method)
    {
        var text = new StringBuilder(method.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        if (Summary(method.GetDocumentationCommentXml()) is { Length: > 0 } summary) text.Append("\n    ").Append(summary);
        return text.ToString();
    }

    private static string? Summary(string? xml)
    {
        if (string.IsNullOrWhiteSpace(xml)) return null;
        try
        {
            return string.Join(' ', XElement.Parse(xml).Element("summary")?.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? []);
        }
        catch (System.Xml.XmlException)
        {
            return null;
        }
    }
}
