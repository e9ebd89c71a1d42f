using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Research.Cli.Tests.Architecture;

/// <summary>Inside Research.Analysis data flows one way, and the folders say so.</summary>
public class FolderArrowTests
{
    // A folder may use those of a lower number and its own.
    private static readonly Dictionary<string, int> Layer = new()
    {
        [""] = 0,
        ["Data"] = 1,
        ["Published"] = 2,
        ["Backtests"] = 5,
        ["SampleCounty"] = 2,
        ["Measures"] = 3,
        ["Groups"] = 3,
        ["Counting"] = 3,
        ["Gaps"] = 4,
        ["Floors"] = 4,
        ["Decomposition"] = 4,
        ["GapIndex"] = 4,
        ["Schools"] = 4,
        ["NeedsAnalysis"] = 5,
        ["Cohorts"] = 5,
        ["Interventions"] = 5,
        ["Evidence"] = 5,
        ["Targets"] = 5,
        ["Scenarios"] = 6,
        ["Release"] = 7,
    };

    [Fact]
    public void A_folder_of_the_analysis_uses_only_those_before_it()
    {
        string root = Path.Combine(Repository.Root, "lib", "Research.Analysis");
        var trees = Repository.Sources("lib/Research.Analysis").Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), path: f, cancellationToken: TestContext.Current.CancellationToken)).ToArray();
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(p => !p.EndsWith("Research.Analysis.dll", StringComparison.Ordinal));
        var usings = CSharpSyntaxTree.ParseText("global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;", cancellationToken: TestContext.Current.CancellationToken);
        var compilation = CSharpCompilation.Create("Arrows", [.. trees, usings], platform.Select(p => MetadataReference.CreateFromFile(p)));
        var breaches = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var tree in trees)
        {
            string from = FolderOf(root, tree.FilePath);
            Assert.True(Layer.ContainsKey(from), $"Folder '{from}' has no place among the layers: give it one here.");
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<SimpleNameSyntax>())
            {
                var symbol = model.GetSymbolInfo(name, TestContext.Current.CancellationToken).Symbol;
                var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
                foreach (var declared in type?.DeclaringSyntaxReferences ?? [])
                {
                    string to = FolderOf(root, declared.SyntaxTree.FilePath);
                    bool sideways = Layer[to] == Layer[from] && to != from && Layer[from] >= 5;
                    if (Layer[to] > Layer[from] || sideways) breaches.Add($"{Path.GetRelativePath(root, tree.FilePath)} uses {type!.Name} of {to}");
                }
            }
        }
        Assert.Empty(breaches);
    }

    private static string FolderOf(string root, string file)
    {
        string relative = Path.GetRelativePath(root, file);
        int slash = relative.IndexOf(Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return slash < 0 ? "" : relative[..slash];
    }
}
