namespace Research.Cli;

/// <summary>Finds the checkout, so that a command works from any folder of it.</summary>
internal static class Workspace
{
    /// <summary>The folder with Research.sln: above the current folder, else above the program.</summary>
    public static string Root { get; } = Above(Directory.GetCurrentDirectory()) ?? Above(AppContext.BaseDirectory)
        ?? throw new DataError("workspace", "no Research.sln above the current folder", "a checkout of the workbench", "Run the command inside the checkout.");

    /// <summary>A file or folder of the checkout.</summary>
    public static string Of(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A path as a reader would write it from where they stand.</summary>
    public static string Shown(string path) => Path.GetRelativePath(Directory.GetCurrentDirectory(), path);

    private static string? Above(string folder)
    {
        var at = new DirectoryInfo(folder);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Research.sln"))) at = at.Parent;
        return at?.FullName;
    }
}
