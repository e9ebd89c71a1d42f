using System.Text.Json.Nodes;

namespace Research.Notebooks.Tests;

/// <summary>What Jupyter is told of the kernel.</summary>
public sealed class KernelInstallerTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Both_names_start_the_command_and_take_interrupts_as_messages()
    {
        var written = KernelInstaller.Install(folder.Path, ["research", "kernel", "run"]);
        Assert.Equal([SpecOf(JupyterKernel.Name), SpecOf(KernelInstaller.SharedName)], written);
        foreach (var spec in written.Select(Read))
        {
            Assert.Equal(["research", "kernel", "run", "{connection_file}"], spec["argv"]!.AsArray().Select(a => a!.GetValue<string>()));
            Assert.Equal(("C#", "message"), (spec["language"]!.GetValue<string>(), spec["interrupt_mode"]!.GetValue<string>()));
        }
    }

    [Fact]
    public void The_name_that_notebooks_carry_is_left_to_another_program_that_has_it()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(SpecOf(KernelInstaller.SharedName))!);
        File.WriteAllText(SpecOf(KernelInstaller.SharedName), "{\"argv\":[\"dotnet\",\"interactive\"]}");
        Assert.Equal([SpecOf(JupyterKernel.Name)], KernelInstaller.Install(folder.Path, ["research"]));
        Assert.Equal("interactive", Read(SpecOf(KernelInstaller.SharedName))["argv"]![1]!.GetValue<string>());
    }

    [Fact]
    public void Installing_again_replaces_our_own()
    {
        KernelInstaller.Install(folder.Path, ["old"]);
        Assert.Equal(2, KernelInstaller.Install(folder.Path, ["new"]).Count);
        Assert.Equal("new", Read(SpecOf(KernelInstaller.SharedName))["argv"]![0]!.GetValue<string>());
    }

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(file))!;

    private string SpecOf(string name) => Path.Combine(folder.Path, "kernels", name, "kernel.json");
}
