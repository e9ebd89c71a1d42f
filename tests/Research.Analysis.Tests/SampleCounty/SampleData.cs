namespace Research.Tests;

/// <summary>Where the committed sample data are.</summary>
internal static class SampleData
{
    /// <summary>The folder <c>data-samples</c> of the checkout.</summary>
    public static string Folder { get; } = Find();

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Research.sln"))) at = at.Parent;
        return Path.Combine(at!.FullName, "data-samples");
    }
}
