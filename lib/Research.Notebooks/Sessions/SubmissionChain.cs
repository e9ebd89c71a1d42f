using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Scripting;

namespace Research.Notebooks;

/// <summary>The cells compiled so far, each seeing what the earlier ones declared.</summary>
/// <remarks>Roslyn's scripting compiles; emitting and loading is done here, so that the session decides which copy of a library is used
/// and keeps the variables of a cell that threw half-way.</remarks>
internal sealed class SubmissionChain(SessionLibraries libraries, ReferenceResolver references, string baseDirectory)
{
    /// <summary>What a C# cell has in scope without a using, as in .NET Interactive.</summary>
    public static IReadOnlyList<string> Usings { get; } =
        ["System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq", "Research.Notebooks.CellFunctions", "Research.Notebooks.DisplayExtensions"];

    private Script<object>? last;
    private object?[] states = new object?[8];
    private int count;

    /// <summary>A compiled cell, ready to run.</summary>
    /// <param name="Body">Runs it.</param>
    /// <param name="HasValue">True when it ends in an expression with a value.</param>
    public sealed record Submission(Func<Task<object?>> Body, bool HasValue);

    /// <summary>The last compilation, for completion and the like; null before the first cell.</summary>
    public Compilation? Compilation => last?.GetCompilation();

    /// <summary>Compiles a cell and makes it part of the chain.</summary>
    /// <exception cref="CompilationErrorException">It does not compile; the chain is as before.</exception>
    public Submission Add(string code, string cell, CancellationToken token)
    {
        references.Problem = null;
        var script = Continue(code, cell);
        var compilation = script.GetCompilation();
        using var program = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(program, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: token);
        if (!emitted.Success)
            throw references.Problem ?? (Exception)new CompilationErrorException(cell, emitted.Diagnostics);
        program.Position = symbols.Position = 0;
        var body = EntryPoint(libraries.LoadCell(program, symbols), compilation, token);
        last = script;
        count++;
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

    private Script<object> Continue(string code, string cell)
    {
        if (last is not null)
            return last.ContinueWith<object>(code, last.Options.WithReferences(Array.Empty<MetadataReference>()).WithImports(Array.Empty<string>()).WithFilePath(cell));
        return CSharpScript.Create<object>(code, ScriptOptions.Default.WithReferences(HostAssemblies.References).WithImports(Usings)
            .WithMetadataResolver(references).WithSourceResolver(new SourceFileResolver([baseDirectory], baseDirectory)).WithFilePath(cell)
            .WithFileEncoding(Encoding.UTF8).WithEmitDebugInformation(true).WithOptimizationLevel(OptimizationLevel.Release).WithAllowUnsafe(true)
            .WithLanguageVersion(LanguageVersion.Latest));
    }

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
