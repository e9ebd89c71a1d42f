using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Research.Notebooks;

/// <summary>Loads a session's cells and the libraries they name, with the managed and native libraries beside them.</summary>
internal sealed class SessionLibraries(ShadowCopy shadow) : AssemblyLoadContext("research session")
{
    private readonly Dictionary<string, Assembly> cells = new(StringComparer.Ordinal);
    private readonly List<string> folders = [];
    private readonly Dictionary<string, string> files = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Loads a compiled cell.</summary>
    public Assembly LoadCell(Stream program, Stream symbols)
    {
        var assembly = LoadFromStream(program, symbols);
        lock (cells) cells[assembly.GetName().Name!] = assembly;
        return assembly;
    }

    /// <summary>True when a method belongs to a cell.</summary>
    public bool IsCell(Assembly assembly)
    {
        lock (cells) return assembly.GetName().Name is { } name && cells.TryGetValue(name, out var known) && known == assembly;
    }

    /// <summary>The file to compile against and to load for a library named with <c>#r</c>: the host's own where it has it, else a copy.</summary>
    public string Add(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        string folder = Path.GetDirectoryName(path)!;
        lock (cells)
        {
            if (!folders.Contains(folder, StringComparer.Ordinal)) folders.Add(folder);
        }
        return Locate(name, path) ?? path;
    }

    /// <summary>The file of a library by simple name, from the host or from beside the libraries named; null when there is none.</summary>
    public string? Find(string name)
    {
        string[] places;
        lock (cells) places = [.. folders];
        return places.Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists) is { } path ? Locate(name, path) : HostAssemblies.PackagePath(name);
    }

    /// <summary>Registers the files of a package, which lie in folders of their own.</summary>
    public void AddFiles(IEnumerable<string> paths)
    {
        lock (cells)
        {
            foreach (string path in paths) files.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name ?? "";
        lock (cells)
        {
            if (cells.TryGetValue(name, out var cell)) return cell;
            if (files.TryGetValue(name, out string? packaged)) return LoadFromAssemblyPath(packaged);
        }
        if (HostAssemblies.Loaded(name) is not null) return null;
        string? path = Find(name);
        // What the host's own probing finds must come from there, or one type would exist twice.
        return path is null || path == HostAssemblies.PackagePath(name) ? null : LoadFromAssemblyPath(path);
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        string[] places;
        lock (cells) places = [.. folders, .. files.Values.Select(f => Path.GetDirectoryName(f)!)];
        foreach (string folder in places)
        {
            foreach (string name in NativeNames(unmanagedDllName))
            {
                string[] candidates = [Path.Combine(folder, name), Path.Combine(folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", name),
                    Path.Combine(folder, "..", "..", "runtimes", RuntimeInformation.RuntimeIdentifier, "native", name)];
                if (candidates.FirstOrDefault(File.Exists) is { } path) return NativeLibrary.Load(shadow.Of(Path.GetFullPath(path)));
            }
        }
        return IntPtr.Zero;
    }

    private static string[] NativeNames(string name) =>
        OperatingSystem.IsWindows() ? [name, name + ".dll"] : OperatingSystem.IsMacOS() ? [name, $"lib{name}.dylib", name + ".dylib"] : [name, $"lib{name}.so", name + ".so"];

    private string? Locate(string name, string path)
    {
        if (HostAssemblies.Loaded(name) is { } loaded) return loaded.Location;
        if (HostAssemblies.PackagePath(name) is { } package && (!File.Exists(path) || HostAssemblies.VersionOf(package) >= HostAssemblies.VersionOf(path))) return package;
        return File.Exists(path) ? shadow.Of(path) : null;
    }
}
