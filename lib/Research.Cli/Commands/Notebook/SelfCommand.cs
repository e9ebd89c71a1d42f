namespace Research.Cli;

/// <summary>How this program is started, for those who start it again: Jupyter, and the parallel run of notebooks.</summary>
internal static class SelfCommand
{
    /// <summary>The program and, where it is <c>dotnet</c>, the dll.</summary>
    public static IReadOnlyList<string> Parts { get; } = Find();

    private static string[] Find()
    {
        string program = Environment.ProcessPath ?? "dotnet", dll = Path.Combine(AppContext.BaseDirectory, "research.dll");
        return Path.GetFileNameWithoutExtension(program) == "research" ? [program] : [Path.GetFileNameWithoutExtension(program) == "dotnet" ? program : "dotnet", dll];
    }
}
