using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.QuickInfo;
using Microsoft.CodeAnalysis.Text;

namespace Research.Notebooks;

/// <summary>Something that can be written at the cursor.</summary>
/// <param name="Text">The text.</param>
/// <param name="Kind">What it names: method, property, class, keyword and so on.</param>
internal sealed record Completion(string Text, string Kind);

/// <summary>What can be written at the cursor, in place of the text from Start to End.</summary>
internal sealed record Completions(IReadOnlyList<Completion> Items, int Start, int End);

/// <summary>Completion, hover and signatures for a cell being written, from Roslyn and what the session has declared.</summary>
internal sealed class CodeIntelligence(Session session) : IDisposable
{
    private const int MostItems = 300;
    private readonly Lazy<AdhocWorkspace> workspace = new(() => new AdhocWorkspace(MefHostServices.DefaultHost));
    private readonly ConcurrentQueue<string> ran = new();
    private readonly SessionPrelude prelude = new();
    private readonly SemaphoreSlim gate = new(1, 1);
    private Project? declared;

    /// <summary>"complete", "incomplete" or "invalid", as Jupyter's consoles ask before they run a line.</summary>
    public static string StateOf(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, SubmissionChain.Script);
        if (!SyntaxFactory.IsCompleteSubmission(tree)) return "incomplete";
        return tree.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error) ? "invalid" : "complete";
    }

    /// <summary>Takes in a cell that has run. It is read when next asked: a cell's reply must not wait for a completion under way.</summary>
    public void Add(string code) => ran.Enqueue(code);

    /// <summary>What can be written at a position.</summary>
    public Task<Completions> CompleteAsync(string code, int position) => WithDocumentAsync(code, async document =>
    {
        var list = CompletionService.GetService(document) is { } service ? await service.GetCompletionsAsync(document, position).ConfigureAwait(false) : CompletionList.Empty;
        var span = list.ItemsList.Count == 0 ? new TextSpan(position, 0) : list.Span;
        string typed = code[span.Start..Math.Min(position, code.Length)];
        var matching = list.ItemsList.Where(i => i.FilterText.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (matching.Length == 0) matching = [.. list.ItemsList.Where(i => i.FilterText.Contains(typed, StringComparison.OrdinalIgnoreCase))];
        var items = matching.OrderByDescending(i => i.FilterText.StartsWith(typed, StringComparison.Ordinal)).ThenBy(i => i.SortText, StringComparer.OrdinalIgnoreCase)
            .Take(MostItems).Select(i => new Completion(i.DisplayText, i.Tags.FirstOrDefault("text").ToLowerInvariant())).DistinctBy(i => i.Text).ToArray();
        return new Completions(items, span.Start, Math.Max(span.End, position));
    });

    /// <summary>What the name at a position means, or the signatures of the call around it; null for neither.</summary>
    public Task<string?> DescribeAsync(string code, int position) => WithDocumentAsync(code, async document =>
    {
        if (QuickInfoService.GetService(document) is { } service)
        {
            foreach (int place in new[] { position, position - 1 }.Where(p => p >= 0))
            {
                var info = await service.GetQuickInfoAsync(document, place).ConfigureAwait(false);
                if (info is { Sections.Length: > 0 }) return string.Join("\n\n", info.Sections.Select(s => s.Text.Trim()).Where(t => t.Length > 0));
            }
        }
        return await CallSignatures.AtAsync(document, position).ConfigureAwait(false);
    });

    public void Dispose()
    {
        if (workspace.IsValueCreated) workspace.Value.Dispose();
        gate.Dispose();
    }

    private async Task<T> WithDocumentAsync<T>(string code, Func<Document, Task<T>> use)
    {
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            while (ran.TryDequeue(out string? cell))
            {
                prelude.Add(cell);
                declared = null;
            }
            return await use(Cell(code)).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    // Two submissions whatever the history: what is declared, and the cell being written.
    private Document Cell(string code)
    {
        var references = session.Chain.Compilation?.References ?? HostAssemblies.Types.References;
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, usings: SubmissionChain.Usings, allowUnsafe: true);
        var solution = workspace.Value.CurrentSolution;
        if (declared is null)
        {
            var first = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "declared", "declared", LanguageNames.CSharp,
                compilationOptions: options, parseOptions: SubmissionChain.Script, metadataReferences: references.Where(r => r is not CompilationReference), isSubmission: true);
            declared = solution.AddProject(first).GetProject(first.Id)!.AddDocument("declared.csx", prelude.ToString()).Project;
        }
        var cell = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "cell", "cell", LanguageNames.CSharp,
            compilationOptions: options, parseOptions: SubmissionChain.Script, metadataReferences: declared.MetadataReferences, projectReferences: [new ProjectReference(declared.Id)], isSubmission: true);
        return declared.Solution.AddProject(cell).GetProject(cell.Id)!.AddDocument("cell.csx", code);
    }
}
