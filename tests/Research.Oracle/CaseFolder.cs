namespace Research.Oracle;

/// <summary>Where the cases lie.</summary>
internal static class CaseFolder
{
    /// <summary><c>shared/oracle/public</c> beside the repository's root, found from the working directory or the program upwards.</summary>
    public static string Default()
    {
        foreach (string start in (string[])[Directory.GetCurrentDirectory(), AppContext.BaseDirectory])
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                string beside = Path.Combine(folder.FullName, "shared", "oracle", "public");
                if (Directory.Exists(beside)) return beside;
            }
        return Path.Combine("..", "shared", "oracle", "public");
    }

    public static IEnumerable<string> Files(string folder, string prefix) => Directory.EnumerateFiles(folder, "*.json")
        .Where(f => Path.GetFileName(f).StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
