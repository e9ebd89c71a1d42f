namespace Research.Tests;

/// <summary>Files of tests/reference, whose R scripts stand beside them.</summary>
internal static class ReferenceFile
{
    public static string Path(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Research.sln"))) folder = folder.Parent;
        return System.IO.Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("No Research.sln above the tests."), "tests", "reference", name);
    }
}
