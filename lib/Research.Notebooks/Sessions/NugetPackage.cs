using System.Diagnostics;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Research.Notebooks;

/// <summary>A package named with <c>#r "nuget: Name, Version"</c>.</summary>
/// <param name="Name">The package.</param>
/// <param name="Version">Its version; null for the newest.</param>
internal sealed record NugetPackage(string Name, string? Version)
{
    public static NugetPackage Parse(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        bool valid = parts.Length is 1 or 2 && parts[0].Length > 0 && parts[0].All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_');
        return valid ? new(parts[0], parts.Length == 2 && parts[1].Length > 0 ? parts[1] : null)
            : throw new NotebookError($"#r \"nuget:{text}\"", "something else", "\"nuget: Package, Version\"", "Write the package's name and, after a comma, its version.");
    }

    /// <summary>Files to compile against and load, of the package and all it needs.</summary>
    /// <remarks><c>dotnet restore</c> on a project of one package: it looks in the local cache first and asks the configured sources only
    /// for what is not there, so nothing goes over a network for what was fetched before.</remarks>
    public IReadOnlyList<string> Restore(string baseDirectory)
    {
        // Inside the notebook's tree, NuGet.config there would count; the project itself must not see the repository's props.
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Name}|{Version}|{baseDirectory}")))[..16];
        string folder = Path.Combine(Path.GetTempPath(), "research-nuget", key);
        string assets = Path.Combine(folder, "obj", "project.assets.json");
        if (File.Exists(assets) && Version is not null && Files(assets) is { } known && known.All(File.Exists)) return known;
        Directory.CreateDirectory(folder);
        foreach (string props in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            File.WriteAllText(Path.Combine(folder, props), "<Project />");
        File.WriteAllText(Path.Combine(folder, "package.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
              <ItemGroup><PackageReference Include="{SecurityElement.Escape(Name)}" Version="{SecurityElement.Escape(Version ?? "*")}" /></ItemGroup>
            </Project>
            """);
        RunRestore(folder);
        return Files(assets) ?? [];
    }

    private void RunRestore(string folder)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet", ["restore", "-v", "q", "--nologo"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd() + errors.Result;
            process.WaitForExit();
            if (process.ExitCode == 0) return;
            string reason = output.Split('\n').FirstOrDefault(l => l.Contains("error", StringComparison.Ordinal))?.Split(": error ").Last().Split(" [")[0].Trim() ?? "dotnet restore failed";
            throw new NotebookError($"#r \"nuget: {Name}, {Version}\"", reason.Replace(folder, "", StringComparison.Ordinal), "a package in the local cache or a configured source",
                "Check name and version, or fetch the package once with a network.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new NotebookError($"#r \"nuget: {Name}\"", "no dotnet on the PATH", "the .NET SDK", "Install the .NET SDK, or use #r with the path of a dll.");
        }
    }

    private static List<string>? Files(string assets)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(assets));
        var root = document.RootElement;
        string[] caches = [.. root.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name)];
        var files = new List<string>();
        foreach (var library in root.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject())
        {
            if (!library.Value.TryGetProperty("runtime", out var runtime)) continue;
            string package = root.GetProperty("libraries").GetProperty(library.Name).GetProperty("path").GetString()!;
            foreach (var file in runtime.EnumerateObject().Where(f => f.Name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)))
                if (caches.Select(c => Path.Combine(c, package, file.Name)).FirstOrDefault(File.Exists) is { } path) files.Add(path);
        }
        return files;
    }
}
