using System.Text.Json;
using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>Tells Jupyter of the kernel: a kernelspec in the folder where its front ends look.</summary>
public static class KernelInstaller
{
    /// <summary>The name under which .NET Interactive's kernel is known, and which notebooks therefore carry.</summary>
    public const string SharedName = ".net-csharp";

    /// <summary>Jupyter's data folder of the current user.</summary>
    public static string UserFolder
    {
        get
        {
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            if (Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } set) return set;
            if (OperatingSystem.IsWindows()) return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter");
            if (OperatingSystem.IsMacOS()) return Path.Combine(home, "Library", "Jupyter");
            return Path.Combine(Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data ? data : Path.Combine(home, ".local", "share"), "jupyter");
        }
    }

    // A front end started from a desktop may not know where .NET is installed.
    private static string RuntimeRoot => Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>Jupyter's data folder under an installation prefix.</summary>
    public static string PrefixFolder(string prefix) => Path.Combine(Path.GetFullPath(prefix), "share", "jupyter");

    /// <summary>Writes the kernelspecs.</summary>
    /// <param name="dataFolder">Jupyter's data folder.</param>
    /// <param name="command">The command that starts a kernel, without the connection file.</param>
    /// <returns>The kernelspecs written: our own name, and the shared one unless another program has it already.</returns>
    public static IReadOnlyList<string> Install(string dataFolder, IReadOnlyList<string> command)
    {
        var written = new List<string>();
        foreach (string name in new[] { JupyterKernel.Name, SharedName })
        {
            string folder = Path.Combine(dataFolder, "kernels", name), file = Path.Combine(folder, "kernel.json");
            if (name == SharedName && File.Exists(file) && !IsOurs(file)) continue;
            Directory.CreateDirectory(folder);
            File.WriteAllText(file, JsonText.Write(new JsonObject
            {
                ["argv"] = new JsonArray([.. command.Append("{connection_file}").Select(a => JsonValue.Create(a))]),
                ["display_name"] = name == SharedName ? ".NET (C#)" : "C# (research)",
                ["language"] = "C#",
                ["interrupt_mode"] = "message",
                ["env"] = new JsonObject { ["DOTNET_ROOT"] = RuntimeRoot, ["DOTNET_TieredPGO"] = "0" },
                ["metadata"] = new JsonObject { ["implementation"] = JupyterKernel.Name },
            }));
            written.Add(file);
        }
        return written;
    }

    private static bool IsOurs(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file))?["metadata"]?["implementation"]?.GetValue<string>() == JupyterKernel.Name;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
