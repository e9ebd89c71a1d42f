using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;

namespace Research.Notebooks;

/// <summary>The libraries that a notebook names with <c>#r</c>, with the projects and packages they bring.</summary>
/// <param name="Libraries">The libraries in the order they are named, projects beside them, the workbench last.</param>
/// <param name="Packages">Versions by name.</param>
internal sealed record LibraryFiles(ImmutableArray<LibraryUsed> Libraries, ImmutableSortedDictionary<string, string> Packages)
{
    public static LibraryFiles Of(NotebookDocument document, string folder)
    {
        var paths = new List<string>();
        var packages = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string reference in document.Cells.Where(c => c.Kind == CellKind.Code).SelectMany(c => new NotebookCode(c).References))
        {
            if (reference.Trim().StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
            {
                string[] parts = reference.Trim()[6..].Split(',', StringSplitOptions.TrimEntries);
                packages[parts[0]] = parts.Length > 1 ? parts[1] : "newest";
            }
            else if (Path.GetFullPath(reference.Replace('\\', '/'), folder) is var path && File.Exists(path))
            {
                paths.Add(path);
                foreach (string beside in Dependencies(path, packages)) paths.Add(beside);
            }
        }
        paths.Add(typeof(LibraryFiles).Assembly.Location);
        return new([.. paths.Select(Used).Where(File.Exists).DistinctBy(p => Path.GetFileName(p), StringComparer.OrdinalIgnoreCase).Select(Describe)], packages.ToImmutable());
    }

    // The session takes the program's own copy where it has loaded one.
    private static string Used(string path) => HostAssemblies.Loaded(Path.GetFileNameWithoutExtension(path))?.Location ?? path;

    private static LibraryUsed Describe(string path)
    {
        string[] version = (FileVersionInfo.GetVersionInfo(path).ProductVersion ?? "").Split('+');
        return new(Path.GetFileNameWithoutExtension(path), version[0], version.Length > 1 ? version[1] : "", ContentHash.OfFile(path));
    }

    // What the build wrote down beside the library: other projects' files, and the packages.
    private static List<string> Dependencies(string path, ImmutableSortedDictionary<string, string>.Builder packages)
    {
        var beside = new List<string>();
        string file = Path.ChangeExtension(path, ".deps.json");
        if (!File.Exists(file)) return beside;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            if (!document.RootElement.TryGetProperty("libraries", out var libraries)) return beside;
            foreach (var library in libraries.EnumerateObject())
            {
                string[] name = library.Name.Split('/');
                if (!library.Value.TryGetProperty("type", out var type)) continue;
                if (type.GetString() == "project") beside.Add(Path.Combine(Path.GetDirectoryName(path)!, name[0] + ".dll"));
                else if (type.GetString() == "package" && name.Length > 1) packages[name[0]] = name[1];
            }
        }
        catch (JsonException)
        {
            // A damaged file tells nothing; the libraries' own hashes still do.
        }
        return beside;
    }
}
