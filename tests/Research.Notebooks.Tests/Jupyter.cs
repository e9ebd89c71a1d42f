using System.Diagnostics;

namespace Research.Notebooks.Tests;

/// <summary>Debian's Jupyter with our kernel installed for one test, in folders of the test's own.</summary>
internal sealed class Jupyter : IDisposable
{
    private static readonly string[] Places = ["/usr/bin/python3", "python3"];
    private readonly Folder folder = new();

    /// <summary>Skips the calling test, with the reason, where the modules are not installed.</summary>
    /// <param name="package">The Debian package that has them.</param>
    /// <param name="modules">Python modules.</param>
    public Jupyter(string package, params string[] modules)
    {
        string import = string.Join("; ", modules.Select(m => "import " + m));
        string? python = Places.FirstOrDefault(p => Succeeds(p, "-c", import));
        Assert.SkipWhen(python is null, $"Debian's {string.Join(" and ", modules)} cannot be imported (apt-get install {package}).");
        Python = python!;
        KernelInstaller.Install(KernelInstaller.PrefixFolder(folder.Path), ["dotnet", Research, "kernel", "run"]);
    }

    /// <summary>A folder for what the test writes.</summary>
    public string Path => folder.Path;

    private static string Research => System.IO.Path.Combine(Sample.Root, "lib", "Research.Cli", "bin", Sample.Configuration, "net10.0", "research.dll");

    private string Python { get; }

    public void Dispose() => folder.Dispose();

    /// <summary>Runs Python and gives what it prints; fails the test with its errors when it fails.</summary>
    public string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["JUPYTER_PATH"] = KernelInstaller.PrefixFolder(folder.Path);
        start.Environment["JUPYTER_RUNTIME_DIR"] = folder.Path;
        start.Environment["JUPYTER_CONFIG_DIR"] = folder.Path;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + errors.Result);
        return output;
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
