using System.Xml.Linq;

namespace Research.Cli.Tests.Architecture;

public class ProjectArrowTests
{
    [Theory]
    [InlineData("Research.Statistics", "")]
    [InlineData("Research.Analysis", "Research.Statistics")]
    [InlineData("Research.Notebooks", "")]
    [InlineData("Research.Cli", "Research.Analysis Research.Notebooks")]
    public void A_project_references_only_those_below_it(string project, string allowed)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, "lib", project, project + ".csproj"));
        var found = file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)).Order();
        Assert.Equal(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries), found);
    }

    [Theory]
    [InlineData("Research.Statistics")]
    [InlineData("Research.Analysis")]
    public void Public_types_of_the_library_need_one_using(string assembly)
    {
        var elsewhere = System.Reflection.Assembly.Load(assembly).GetExportedTypes().Where(t => t.Namespace != "Research").Select(t => t.FullName);
        Assert.Empty(elsewhere);
    }
}
