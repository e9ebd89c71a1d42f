using System.Diagnostics;

namespace Research.Notebooks.Tests;

/// <summary>What is written is valid to nbformat 4.5, as Jupyter's own validator sees it (Debian's python3-nbformat).</summary>
public sealed class NbformatTests : IDisposable
{
    private const string Validate = "import sys, nbformat\nfor path in sys.argv[1:]:\n    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)\n    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5), path\n    nbformat.validate(notebook, strip_invalid_metadata=False)\nprint('valid', len(sys.argv) - 1)";

    private static readonly string? Python = new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(p => Run(p, "-c", "import nbformat").Code == 0);

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Notebooks_are_valid_before_and_after_a_run_and_after_a_way_through_dib()
    {
        Assert.SkipWhen(Python is null, "Python with nbformat is not installed.");
        var document = NotebookDocument.ParseDib("#!markdown\n\n# Title é 𝒳\n\n#!csharp\n\n// parameters\nint year = 2013;\n\n#!csharp\n\nConsole.WriteLine(\"a\"); Console.Error.WriteLine(\"b\"); display(HTML(\"<b>x</b>\")); new[] { year }\n\n#!csharp\n\nthrow new InvalidOperationException(\"no\");\n");
        string source = folder.Save(document.PinnedTo("0.1.0"));
        var run = await NotebookRunner.RunAsync(source, new Dictionary<string, string> { ["year"] = "2014" }, new RunOptions { Token = TestContext.Current.CancellationToken });
        Assert.NotNull(run.Failure);
        string executed = run.Save(Path.Combine(folder.Path, "out")).Notebook;
        string back = folder.Save(NotebookDocument.ParseDib(NotebookDocument.Load(executed).ToDib()), "back.ipynb");
        string[] kept = Directory.GetFiles(Path.Combine(Sample.Root, "notebooks"), "*.ipynb");
        var (code, output) = Run(Python, ["-c", Validate, source, executed, back, .. kept]);
        Assert.Equal((0, $"valid {3 + kept.Length}"), (code, output.Trim()));
    }

    private static (int Code, string Output) Run(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (string argument in arguments) start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, process.ExitCode == 0 ? output : errors.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, "");
        }
    }
}
