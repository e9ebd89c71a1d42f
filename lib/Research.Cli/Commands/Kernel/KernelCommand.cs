using System.CommandLine;
using Research.Notebooks;

namespace Research.Cli;

/// <summary><c>research kernel</c>: the Jupyter kernel.</summary>
internal static class KernelCommand
{
    public static Command Create() => new("kernel", "The C# kernel for Jupyter front ends (VS Code, JupyterLab, nbconvert).") { Install(), Run() };

    private static Command Install()
    {
        var user = new Option<bool>("--user") { Description = "For the current user (the default)." };
        var prefix = new Option<string?>("--prefix") { Description = "Under this installation prefix, such as a virtual environment." };
        var command = new Command("install", "Tells Jupyter of the kernel.") { user, prefix };
        command.SetAction(parsed => NotebookCommandError.Guard(() =>
        {
            string? place = parsed.GetValue(prefix);
            if (place is not null && parsed.GetValue(user)) throw new NotebookError("kernel install", "--user and --prefix", "one of them", "Leave one out.");
            string folder = place is null ? KernelInstaller.UserFolder : KernelInstaller.PrefixFolder(place);
            var written = KernelInstaller.Install(folder, [.. SelfCommand.Parts, "kernel", "run"]);
            foreach (string file in written) Console.WriteLine($"installed {file}");
            if (written.Count == 1) Console.WriteLine($"The name {KernelInstaller.SharedName} belongs to .NET Interactive here: choose 'C# (research)' in the notebook to use this kernel.");
            return 0;
        }));
        return command;
    }

    private static Command Run()
    {
        var file = new Argument<string>("connection-file") { Description = "The file that Jupyter gives its kernels." };
        var command = new Command("run", "Serves one front end; Jupyter starts this itself.") { file };
        command.SetAction(parsed => NotebookCommandError.Guard(() =>
        {
            JupyterKernel.Run(parsed.GetValue(file)!);
            return 0;
        }));
        return command;
    }
}
