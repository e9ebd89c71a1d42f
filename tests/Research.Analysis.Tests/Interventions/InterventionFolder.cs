namespace Research.Tests;

/// <summary>data-samples/interventions of the checkout.</summary>
internal static class InterventionFolder
{
    public static string Root { get; } = Find();

    public static string Data => Path.Combine(Root, "data-samples", "interventions");

    public static TheoryData<string> Plans => [.. Directory.EnumerateFiles(Path.Combine(Data, "plans"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    public static string PlanText(string id) => File.ReadAllText(Path.Combine(Data, "plans", id + ".yaml"));

    public static AnalysisPlan Plan(string id) => AnalysisPlan.Read(Path.Combine(Data, "plans", id + ".yaml"));

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Research.sln"))) at = at.Parent;
        return at?.FullName ?? throw new DirectoryNotFoundException("No checkout above the tests.");
    }
}
