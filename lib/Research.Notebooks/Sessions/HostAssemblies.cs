using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Research.Notebooks;

/// <summary>What the host process brings: the framework, its packages, and the projects it was built from.</summary>
/// <remarks>Project assemblies are not taken for granted: a notebook names the library with <c>#r</c>, because it must also run where
/// the host does not bring it, and because the library is rebuilt while notebooks are open.</remarks>
internal static class HostAssemblies
{
    private static readonly FrozenDictionary<string, string> Trusted =
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Projects = ReadProjects();
    private static readonly ConcurrentDictionary<string, PortableExecutableReference> Files = new(StringComparer.Ordinal);

    /// <summary>References to all that a cell may use without naming it.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } =
        [.. Trusted.Where(p => !Projects.Contains(p.Key)).Select(p => p.Value)
            .Append(typeof(HostAssemblies).Assembly.Location).Distinct(StringComparer.Ordinal)
            .Select(ReferenceTo)];

    /// <summary>The types of those references, read once and kept.</summary>
    /// <remarks>The compiler takes over what it finds read already. Were two sessions, or a session and its completion, to read at the same
    /// time, there would be two types for each one, and a later cell could get the other: an int that is no int.</remarks>
    public static Compilation Types { get; } = Read();

    /// <summary>The one reference to a file: two of the same file would make two types of each of its types.</summary>
    public static PortableExecutableReference ReferenceTo(string path) => Files.GetOrAdd(path, static p => MetadataReference.CreateFromFile(p, documentation: Documentation(p)));

    /// <summary>Path of a framework or package assembly by its simple name; null when the host does not bring it or it is a project of ours.</summary>
    public static string? PackagePath(string name) => Projects.Contains(name) ? null : Trusted.GetValueOrDefault(name);

    /// <summary>The assembly of this name if the host itself has loaded it.</summary>
    public static Assembly? Loaded(string name) =>
        AssemblyLoadContext.Default.Assemblies.FirstOrDefault(a => !a.IsDynamic && string.Equals(a.GetName().Name, name, StringComparison.OrdinalIgnoreCase) && a.Location.Length > 0);

    /// <summary>Version of an assembly file; null when it is not one.</summary>
    public static Version? VersionOf(string path)
    {
        try
        {
            return AssemblyName.GetAssemblyName(path).Version;
        }
        catch (Exception e) when (e is BadImageFormatException or IOException)
        {
            return null;
        }
    }

    /// <summary>Identity of one compilation of an assembly: two files with the same one are the same program.</summary>
    public static Guid ModuleId(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    private static CSharpCompilation Read()
    {
        var types = CSharpCompilation.Create("types", references: References, options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
            .WithAssemblyIdentityComparer(DesktopAssemblyIdentityComparer.Default));
        _ = types.GetSpecialType(SpecialType.System_Object);
        return types;
    }

    private static XmlDocumentationProvider? Documentation(string path) =>
        Path.ChangeExtension(path, ".xml") is var file && File.Exists(file) ? XmlDocumentationProvider.CreateFromFile(file) : null;

    private static FrozenSet<string> ReadProjects()
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string path in ((string?)AppContext.GetData("APP_CONTEXT_DEPS_FILES") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Where(File.Exists))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (!document.RootElement.TryGetProperty("libraries", out var libraries)) continue;
            foreach (var library in libraries.EnumerateObject())
                if (library.Value.TryGetProperty("type", out var type) && type.GetString() == "project") names.Add(library.Name.Split('/')[0]);
        }
        return names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
