using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Research.Notebooks;

/// <summary>Finds the scripts that <c>#load</c> names, and writes the same looks into them as into the cells.</summary>
internal sealed class CheckedSources(string baseDirectory) : SourceFileResolver([baseDirectory], baseDirectory)
{
    public override Stream OpenRead(string resolvedPath)
    {
        var root = CSharpSyntaxTree.ParseText(File.ReadAllText(resolvedPath), SubmissionChain.Script).GetRoot();
        return new MemoryStream(Encoding.UTF8.GetBytes(StopChecks.Into(root, model: null).ToFullString()), writable: false);
    }
}
