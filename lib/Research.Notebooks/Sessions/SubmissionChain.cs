using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace Research.Notebooks;

/// <summary>The cells compiled so far, each seeing what the earlier ones declared.</summary>
/// <remarks>Compiled as Roslyn's script submissions; emitting and loading is done here, so that the session decides which copy of a library is
/// used, keeps the variables of a cell that threw half-way, and can stop what runs.</remarks>
internal sealed class SubmissionChain(SessionLibraries libraries, ReferenceResolver references, string baseDirectory)
{
    /// <summary>What a C# cell has in scope without a using, as in .NET Interactive.</summary>
    public static IReadOnlyList<string> Usings { get; } =
        ["System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq", "Research.Notebooks.CellFunctions", "Research.Notebooks.DisplayExtensions"];

    /// <summary>How cells are read.</summary>
    public static CSharpParseOptions Script { get; } = CSharpParseOptions.Default.WithKind(SourceCodeKind.Script).WithLanguageVersion(LanguageVersion.Latest);

    private static readonly Lock ReadingReferences = new();
    private readonly string name = "cells-" + Guid.NewGuid().ToString("N");
    private readonly CSharpCompilationOptions options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, usings: Usings, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true)
        .WithMetadataReferenceResolver(references).WithAssemblyIdentityComparer(DesktopAssemblyIdentityComparer.Default);

    private CSharpCompilation? last;
    private object?[] states = new object?[8];
    private int count;

    /// <summary>A compiled cell, ready to run.</summary>
    /// <param name="Body">Runs it.</param>
    /// <param name="HasValue">True when it ends in an expression with a value.</param>
    public sealed record Submission(Func<Task<object?>> Body, bool HasValue);

    /// <summary>The last compilation, for completion and the like; null before the first cell.</summary>
    public Compilation? Compilation => last;

    /// <summary>Compiles a cell and makes it part of the chain.</summary>
    /// <exception cref="CompilationErrorException">It does not compile; the chain is as before.</exception>
    public Submission Add(string code, string cell, CancellationToken token)
    {
        references.Problem = null;
        using var program = new MemoryStream();
        using var symbols = new MemoryStream();
        var compilation = Emit(Continue(code, cell), cell, (program, symbols), token);
        last = compilation;
        count++;
        if (RunsNothing(compilation)) return new Submission(() => Task.FromResult<object?>(null), false);
        program.Position = symbols.Position = 0;
        var body = EntryPoint(libraries.LoadCell(program, symbols), compilation, token);
        if (states.Length < count + 2) Array.Resize(ref states, states.Length * 2);
        return new Submission(() => body(states), HasValue(compilation));
    }

    /// <summary>The variables declared so far with their values, a redeclared one once.</summary>
    public IReadOnlyList<SessionVariable> Variables()
    {
        var found = new Dictionary<string, SessionVariable>(StringComparer.Ordinal);
        foreach (object state in states.OfType<object>())
            foreach (var field in state.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
                if (!field.Name.StartsWith('<')) found[field.Name] = new(field.Name, field.FieldType, field.GetValue(state));
        return [.. found.Values];
    }

    private CSharpCompilation Continue(string code, string cell)
    {
        var tree = CSharpSyntaxTree.ParseText(code, Script, cell, Encoding.UTF8);
        // References and usings are inherited from the cell before.
        var own = options.WithScriptClassName($"Submission#{count}").WithSourceReferenceResolver(new CheckedSources(baseDirectory));
        var compilation = CSharpCompilation.CreateScriptCompilation($"{name}-{count}", tree, last is null ? HostAssemblies.Types.References : [],
            last is null ? own : own.WithUsings(), last, typeof(object));
        // One session at a time reads what #r names, or each would have its own type of the same name (HostAssemblies.Types).
        lock (ReadingReferences) _ = compilation.Assembly;
        return compilation;
    }

    // With the looks for a stop; as written where that does not compile, so that errors are those of the reader's own text.
    private CSharpCompilation Emit(CSharpCompilation written, string cell, (Stream Program, Stream Symbols) output, CancellationToken token)
    {
        if (RunsNothing(written))
        {
            var problems = written.GetDiagnostics(token).Where(d => d.Severity == DiagnosticSeverity.Error).ToArray();
            return problems.Length == 0 ? written : throw references.Problem ?? (Exception)new CompilationErrorException(cell, problems);
        }
        var tree = (CSharpSyntaxTree)written.SyntaxTrees[^1];
        var root = (CSharpSyntaxNode)StopChecks.Into(tree.GetRoot(token), () => written.GetSemanticModel(tree));
        var looking = written.ReplaceSyntaxTree(tree, CSharpSyntaxTree.Create(root, Script, cell, Encoding.UTF8));
        if (EmitTo(looking, output, token).Success) return looking;
        output.Program.SetLength(0);
        output.Symbols.SetLength(0);
        var plain = written.WithOptions(written.Options.WithSourceReferenceResolver(new SourceFileResolver([baseDirectory], baseDirectory)));
        var emitted = EmitTo(plain, output, token);
        return emitted.Success ? plain : throw references.Problem ?? (Exception)new CompilationErrorException(cell, emitted.Diagnostics);
    }

    // References, usings and remarks only: the compiler emits nothing for such a cell and gives it no place among the states.
    private static bool RunsNothing(CSharpCompilation compilation) => !compilation.SyntaxTrees.Any(t => t.GetCompilationUnitRoot().Members.Count > 0);

    private static EmitResult EmitTo(CSharpCompilation compilation, (Stream Program, Stream Symbols) output, CancellationToken token) =>
        compilation.Emit(output.Program, output.Symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: token);

    private static Func<object?[], Task<object?>> EntryPoint(Assembly assembly, Compilation compilation, CancellationToken token)
    {
        var entry = compilation.GetEntryPoint(token) ?? throw new InvalidOperationException("A submission has an entry point.");
        var type = assembly.GetType(entry.ContainingType.MetadataName, throwOnError: true)!;
        var method = type.GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        return method.CreateDelegate<Func<object?[], Task<object?>>>();
    }

    // An expression at the end without a semicolon, unless it is a call that returns nothing.
    private static bool HasValue(Compilation compilation)
    {
        var tree = compilation.SyntaxTrees.Last();
        return tree.GetRoot() is CompilationUnitSyntax { Members: [.., GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } statement }] }
            && compilation.GetSemanticModel(tree).GetTypeInfo(statement.Expression).Type is not { SpecialType: SpecialType.System_Void };
    }
}

/// <summary>A cell that does not compile.</summary>
internal sealed class CompilationErrorException(string cell, IEnumerable<Diagnostic> diagnostics) : Exception
{
    public CellFailure Failure { get; } = CellFailure.FromCompiler(diagnostics, cell);
}
