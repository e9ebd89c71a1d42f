using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Research.Notebooks;

/// <summary>Writes a look at <see cref="CellStop"/> into a cell: at the head of every loop, function, lambda and catch block, before every
/// goto, and between the cell's own statements. No line moves, so errors keep their line numbers.</summary>
/// <remarks>A thread cannot be stopped from outside without harm: the runtime's own abort leaves a looping thread that the garbage collector
/// then waits for without end (docs/decisions). Code that looks for itself stops within microseconds on any thread, its finally blocks
/// run, and a handler that catches everything is left by the look at its own head.</remarks>
/// <param name="model">Gives the model that tells a lambda with a value from one without; null leaves lambdas of one expression alone.</param>
internal sealed class StopChecks(Func<SemanticModel>? model) : CSharpSyntaxRewriter
{
    private const string Look = "if (global::Research.Notebooks.CellStop.Requested) global::Research.Notebooks.CellStop.Check(); ";
    private static readonly StatementSyntax Check = ParseStatement(Look);

    /// <summary>The cell with its looks.</summary>
    public static SyntaxNode Into(SyntaxNode root, Func<SemanticModel>? model) => new StopChecks(model).Visit(root);

    public override SyntaxNode? VisitCompilationUnit(CompilationUnitSyntax node)
    {
        var unit = (CompilationUnitSyntax)base.VisitCompilationUnit(node)!;
        var members = new List<MemberDeclarationSyntax>();
        foreach (var member in unit.Members)
        {
            // Not before the first: its trivia holds the #r and #load lines, which must come first.
            if (members.Count > 0 && member is GlobalStatementSyntax or FieldDeclarationSyntax) members.Add(GlobalStatement(Check));
            members.Add(member);
        }
        return unit.WithMembers(List(members));
    }

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) => base.VisitWhileStatement(node) is WhileStatementSyntax loop ? loop.WithStatement(Checked(loop.Statement)) : null;

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node) => base.VisitDoStatement(node) is DoStatementSyntax loop ? loop.WithStatement(Checked(loop.Statement)) : null;

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node) => base.VisitForStatement(node) is ForStatementSyntax loop ? loop.WithStatement(Checked(loop.Statement)) : null;

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) => base.VisitForEachStatement(node) is ForEachStatementSyntax loop ? loop.WithStatement(Checked(loop.Statement)) : null;

    public override SyntaxNode? VisitForEachVariableStatement(ForEachVariableStatementSyntax node) =>
        base.VisitForEachVariableStatement(node) is ForEachVariableStatementSyntax loop ? loop.WithStatement(Checked(loop.Statement)) : null;

    public override SyntaxNode? VisitGotoStatement(GotoStatementSyntax node) => Checked(node);

    public override SyntaxNode? VisitCatchClause(CatchClauseSyntax node) => base.VisitCatchClause(node) is CatchClauseSyntax handler ? handler.WithBlock(Headed(handler.Block)) : null;

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var method = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        if (method.Body is { } body) return method.WithBody(Headed(body));
        if (method.ExpressionBody is not { } arrow || !CanBeBlock(arrow.Expression)) return method;
        bool value = GivesValue(method.ReturnType, method.Modifiers);
        return method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(Block(arrow.ArrowToken, arrow.Expression, value, method.SemicolonToken.TrailingTrivia));
    }

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        var function = (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!;
        if (function.Body is { } body) return function.WithBody(Headed(body));
        if (function.ExpressionBody is not { } arrow || !CanBeBlock(arrow.Expression)) return function;
        bool value = GivesValue(function.ReturnType, function.Modifiers);
        return function.WithExpressionBody(null).WithSemicolonToken(default).WithBody(Block(arrow.ArrowToken, arrow.Expression, value, function.SemicolonToken.TrailingTrivia));
    }

    public override SyntaxNode? VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node) =>
        base.VisitAnonymousMethodExpression(node) is AnonymousMethodExpressionSyntax method ? method.WithBlock(Headed(method.Block)) : null;

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) =>
        IsExpressionTree(node) ? node : Lambda(node, (LambdaExpressionSyntax)base.VisitSimpleLambdaExpression(node)!);

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) =>
        IsExpressionTree(node) ? node : Lambda(node, (LambdaExpressionSyntax)base.VisitParenthesizedLambdaExpression(node)!);

    private LambdaExpressionSyntax Lambda(LambdaExpressionSyntax written, LambdaExpressionSyntax visited)
    {
        if (visited.Block is { } block) return visited.WithBlock(Headed(block));
        if (model is null || !CanBeBlock(visited.ExpressionBody!) || model().GetSymbolInfo(written).Symbol is not IMethodSymbol symbol) return visited;
        bool value = symbol.IsAsync ? symbol.ReturnType is INamedTypeSymbol { IsGenericType: true } : !symbol.ReturnsVoid;
        var expression = visited.ExpressionBody!;
        return visited.WithExpressionBody(null).WithBlock(Block(Token(SyntaxKind.EqualsGreaterThanToken), expression.WithoutTrailingTrivia(), value, expression.GetTrailingTrivia()));
    }

    private bool IsExpressionTree(LambdaExpressionSyntax lambda) =>
        lambda.Block is null && (model is null || model().GetTypeInfo(lambda).ConvertedType is not { TypeKind: TypeKind.Delegate or TypeKind.Error });

    private static bool CanBeBlock(ExpressionSyntax expression) => expression is not (ThrowExpressionSyntax or RefExpressionSyntax) && !expression.IsMissing;

    private static bool GivesValue(TypeSyntax type, SyntaxTokenList modifiers)
    {
        if (type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }) return false;
        // Only Task<T> and the like give a value when async.
        return !modifiers.Any(SyntaxKind.AsyncKeyword) || type.DescendantNodesAndSelf().Any(n => n is GenericNameSyntax);
    }

    // "=> value;" as "{ look; return value; }", with the lines as they are.
    private static BlockSyntax Block(SyntaxToken arrow, ExpressionSyntax expression, bool value, SyntaxTriviaList after)
    {
        var semicolon = Token(SyntaxKind.SemicolonToken);
        StatementSyntax statement = value
            ? ReturnStatement(Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(Space), expression, semicolon)
            : ExpressionStatement(expression, semicolon);
        return SyntaxFactory.Block(
            Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(arrow.LeadingTrivia).WithTrailingTrivia(arrow.TrailingTrivia),
            List([Check, statement]),
            Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(after));
    }

    private static BlockSyntax Headed(BlockSyntax block) => block.OpenBraceToken.IsMissing ? block : block.WithStatements(block.Statements.Insert(0, Check));

    private static StatementSyntax Checked(StatementSyntax body) => body switch
    {
        BlockSyntax block => Headed(block),
        { ContainsDiagnostics: true } => body,
        _ => SyntaxFactory.Block(
            Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(body.GetLeadingTrivia()),
            List([Check, body.WithoutLeadingTrivia().WithoutTrailingTrivia()]),
            Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(body.GetTrailingTrivia())),
    };
}
