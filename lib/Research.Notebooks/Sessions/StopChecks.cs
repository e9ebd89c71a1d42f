using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Research.Notebooks;

/// <summary>Writes a look at <see cref="CellStop"/> into a cell: at the head of every loop, function, lambda and catch block, before every
/// goto, and between the cell's own statements. No line moves, so errors keep their line numbers. A function with loops takes its cell's
/// mark once: a call in the loop that might return would cost the registers, and a sum of doubles four times its time.</summary>
/// <remarks>A thread cannot be stopped from outside without harm: the runtime's own abort leaves a looping thread that the garbage collector
/// then waits for without end (docs/decisions). Code that looks for itself stops within microseconds on any thread, its finally blocks
/// run, and a handler that catches everything is left by the look at its own head.</remarks>
/// <param name="model">Gives the model that tells a lambda with a value from one without; null leaves lambdas of one expression alone.</param>
internal sealed class StopChecks(Func<SemanticModel>? model) : CSharpSyntaxRewriter
{
    private const string Look = "if (global::Research.Notebooks.CellStop.Requested) global::Research.Notebooks.CellStop.Check(); ";
    private static readonly StatementSyntax Check = ParseStatement(Look);
    private static readonly StatementSyntax Take = ParseStatement("var __stop = global::Research.Notebooks.CellStop.Mark; ");
    private static readonly StatementSyntax CheckMark = ParseStatement("if (__stop.Requested) throw global::Research.Notebooks.CellStop.Stopped(); ");
    private bool inFunction;
    private bool hasLoop;

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

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) => base.VisitWhileStatement(node) is WhileStatementSyntax loop ? loop.WithStatement(Looking(loop.Statement)) : null;

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node) => base.VisitDoStatement(node) is DoStatementSyntax loop ? loop.WithStatement(Looking(loop.Statement)) : null;

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node) => base.VisitForStatement(node) is ForStatementSyntax loop ? loop.WithStatement(Looking(loop.Statement)) : null;

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) => base.VisitForEachStatement(node) is ForEachStatementSyntax loop ? loop.WithStatement(Looking(loop.Statement)) : null;

    public override SyntaxNode? VisitForEachVariableStatement(ForEachVariableStatementSyntax node) =>
        base.VisitForEachVariableStatement(node) is ForEachVariableStatementSyntax loop ? loop.WithStatement(Looking(loop.Statement)) : null;

    public override SyntaxNode? VisitGotoStatement(GotoStatementSyntax node) => Checked(node, Check);

    public override SyntaxNode? VisitCatchClause(CatchClauseSyntax node) => base.VisitCatchClause(node) is CatchClauseSyntax handler ? handler.WithBlock(Headed(handler.Block)) : null;

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var (method, loops) = Function(() => (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!);
        if (method.Body is { } body) return method.WithBody(Headed(body, loops));
        if (method.ExpressionBody is not { } arrow || !CanBeBlock(arrow.Expression)) return method;
        bool value = GivesValue(method.ReturnType, method.Modifiers);
        return method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(Block(arrow.ArrowToken, arrow.Expression, value, method.SemicolonToken.TrailingTrivia));
    }

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        var (function, loops) = Function(() => (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!);
        if (function.Body is { } body) return function.WithBody(Headed(body, loops));
        if (function.ExpressionBody is not { } arrow || !CanBeBlock(arrow.Expression)) return function;
        bool value = GivesValue(function.ReturnType, function.Modifiers);
        return function.WithExpressionBody(null).WithSemicolonToken(default).WithBody(Block(arrow.ArrowToken, arrow.Expression, value, function.SemicolonToken.TrailingTrivia));
    }

    public override SyntaxNode? VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node)
    {
        var (method, loops) = Function(() => (AnonymousMethodExpressionSyntax)base.VisitAnonymousMethodExpression(node)!);
        return method.WithBlock(Headed(method.Block, loops));
    }

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => Lambda(node, () => base.VisitSimpleLambdaExpression(node));

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => Lambda(node, () => base.VisitParenthesizedLambdaExpression(node));

    private LambdaExpressionSyntax Lambda(LambdaExpressionSyntax written, Func<SyntaxNode?> visit)
    {
        if (IsExpressionTree(written)) return written;
        var (visited, loops) = Function(() => (LambdaExpressionSyntax)visit()!);
        if (visited.Block is { } block) return visited.WithBlock(Headed(block, loops));
        if (model is null || !CanBeBlock(visited.ExpressionBody!) || model().GetSymbolInfo(written).Symbol is not IMethodSymbol symbol) return visited;
        bool value = symbol.IsAsync ? symbol.ReturnType is INamedTypeSymbol { IsGenericType: true } : !symbol.ReturnsVoid;
        var expression = visited.ExpressionBody!;
        return visited.WithExpressionBody(null).WithBlock(Block(Token(SyntaxKind.EqualsGreaterThanToken), expression.WithoutTrailingTrivia(), value, expression.GetTrailingTrivia()));
    }

    // What is inside it, and whether that has a loop of its own.
    private (T Visited, bool Loops) Function<T>(Func<T> visit)
    {
        var outside = (inFunction, hasLoop);
        (inFunction, hasLoop) = (true, false);
        var visited = visit();
        bool loops = hasLoop;
        (inFunction, hasLoop) = outside;
        return (visited, loops);
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

    private static BlockSyntax Headed(BlockSyntax block, bool loops = false) => block.OpenBraceToken.IsMissing ? block
        : block.WithStatements(block.Statements.InsertRange(0, loops ? [Take, CheckMark] : [Check]));

    private StatementSyntax Looking(StatementSyntax body)
    {
        hasLoop = true;
        return Checked(body, inFunction ? CheckMark : Check);
    }

    private static StatementSyntax Checked(StatementSyntax body, StatementSyntax check) => body switch
    {
        BlockSyntax { OpenBraceToken.IsMissing: false } block => block.WithStatements(block.Statements.Insert(0, check)),
        { ContainsDiagnostics: true } => body,
        _ => SyntaxFactory.Block(
            Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(body.GetLeadingTrivia()),
            List([check, body.WithoutLeadingTrivia().WithoutTrailingTrivia()]),
            Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(body.GetTrailingTrivia())),
    };
}
