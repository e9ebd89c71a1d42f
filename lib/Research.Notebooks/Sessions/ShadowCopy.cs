using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Research.Notebooks;

/// <summary>Copies of the libraries a session uses, so that a rebuild neither is blocked by an open notebook nor pulls the code from under it.</summary>
internal sealed class ShadowCopy : IDisposable
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "research-notebooks");
    private readonly string root = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Guid.NewGuid():N}"));
    private readonly Dictionary<string, string> copies = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Path of the copy of a file, made on first use together with its symbols and documentation.</summary>
    public string Of(string path)
    {
        lock (gate)
        {
            if (copies.TryGetValue(path, out string? known)) return known;
            string folder = Path.Combine(root, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetDirectoryName(path) ?? "")))[..12]);
            if (copies.Count == 0) RemoveThoseOfTheDead();
            Directory.CreateDirectory(folder);
            string copy = Path.Combine(folder, Path.GetFileName(path));
            File.Copy(path, copy, overwrite: true);
            foreach (string beside in new[] { ".pdb", ".xml" })
                if (Path.GetExtension(path) == ".dll" && File.Exists(Path.ChangeExtension(path, beside)))
                    File.Copy(Path.ChangeExtension(path, beside), Path.ChangeExtension(copy, beside), overwrite: true);
            return copies[path] = copy;
        }
    }

    /// <summary>Removes the copies, as far as they can be: a loaded library stays until its process ends.</summary>
    public void Dispose() => TryDelete(root);

    private static void RemoveThoseOfTheDead()
    {
        if (!Directory.Exists(Folder)) return;
        var alive = Process.GetProcesses().Select(p => p.Id).ToHashSet();
        foreach (string folder in Directory.EnumerateDirectories(Folder))
            if (int.TryParse(Path.GetFileName(folder).Split('-')[0], CultureInfo.InvariantCulture, out int process) && !alive.Contains(process))
                TryDelete(folder);
    }

    private static void TryDelete(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In use or another user's: the next session tries again.
        }
    }
}
