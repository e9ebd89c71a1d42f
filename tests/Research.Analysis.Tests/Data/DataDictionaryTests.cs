namespace Research.Tests;

public sealed class DataDictionaryTests
{
    [Fact]
    public void The_page_in_docs_is_that_of_the_schema()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Research.sln"))) folder = folder.Parent;
        Assert.NotNull(folder);

        Assert.Equal(File.ReadAllText(Path.Combine(folder.FullName, "docs", "data-dictionary.md")), DataDictionary.ToMarkdown());
    }
}
