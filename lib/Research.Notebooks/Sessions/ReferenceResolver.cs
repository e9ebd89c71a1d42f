using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Research.Notebooks;

/// <summary>Finds what <c>#r</c> names: a library by path, a framework assembly by name, or <c>nuget: Package, Version</c>.</summary>
internal sealed class ReferenceResolver(SessionLibraries libraries, string baseDirectory) : MetadataReferenceResolver
{
    private readonly Dictionary<string, ImmutableArray<PortableExecutableReference>> resolved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> modules = new(StringComparer.Ordinal);

    /// <summary>What could not be found, so that the cell's error can say more than the compiler does.</summary>
    public NotebookError? Problem { get; set; }

    /// <summary>Things the reader should know, such as a library rebuilt since it was loaded.</summary>
    public List<string> Warnings { get; } = [];

    public override bool ResolveMissingAssemblies => true;

    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        try
        {
            string key = reference.Trim();
            if (key.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase)) return resolved.TryGetValue(key, out var known) ? known : resolved[key] = Package(key[6..]);
            return [Library(key, baseFilePath)];
        }
        catch (NotebookError e)
        {
            Problem ??= e;
            return [];
        }
    }

    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        libraries.Find(referenceIdentity.Name) is { } path ? Metadata(path) : null;

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private PortableExecutableReference Library(string name, string? baseFilePath)
    {
        string directory = baseFilePath is { Length: > 0 } && Path.GetDirectoryName(baseFilePath) is { Length: > 0 } folder ? Path.Combine(baseDirectory, folder) : baseDirectory;
        string path = Path.GetFullPath(name.Replace('\\', '/'), directory);
        string simple = Path.GetFileNameWithoutExtension(path);
        if (!name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && libraries.Find(name) is { } byName) return Metadata(byName);
        if (!File.Exists(path) && HostAssemblies.Loaded(simple) is null && HostAssemblies.PackagePath(simple) is null)
            throw new NotebookError($"#r \"{name}\"", "no such file", "a library built beside the notebook", "Build it first (dotnet build), or mend the path: it is relative to the notebook.");
        string used = libraries.Add(path);
        if (File.Exists(path)) WarnWhenAnother(path, used, simple);
        return Metadata(used);
    }

    // The session keeps the library it first loaded: code that runs cannot be exchanged under it.
    private void WarnWhenAnother(string path, string used, string name)
    {
        try
        {
            if (!modules.TryGetValue(used, out var module)) modules[used] = module = HostAssemblies.ModuleId(used);
            if (HostAssemblies.ModuleId(path) != module && HostAssemblies.PackagePath(name) is null)
                Warnings.Add($"{name} was built anew since this session loaded it: restart the session to use the new one.\n");
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or InvalidOperationException)
        {
            throw new NotebookError($"#r \"{name}\"", "a file that is not a .NET library", "a .NET library", "Check the path, or build the library again.");
        }
    }

    private ImmutableArray<PortableExecutableReference> Package(string text)
    {
        var package = NugetPackage.Parse(text);
        var files = package.Restore(baseDirectory);
        libraries.AddFiles(files.Where(f => HostAssemblies.PackagePath(Path.GetFileNameWithoutExtension(f)) is null));
        return [.. files.Select(f => Metadata(HostAssemblies.PackagePath(Path.GetFileNameWithoutExtension(f)) ?? f))];
    }

    private static PortableExecutableReference Metadata(string path) => HostAssemblies.ReferenceTo(path);
}
