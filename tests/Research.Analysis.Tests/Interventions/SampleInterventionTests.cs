namespace Research.Tests;

public class SampleInterventionTests
{
    [Fact]
    public void The_committed_files_are_what_their_seed_gives()
    {
        string folder = Directory.CreateTempSubdirectory("interventions").FullName;
        try
        {
            SampleInterventions.Write(folder, SampleInterventions.DefaultSeed);
            foreach (string file in Directory.EnumerateFiles(folder))
                Assert.Equal(File.ReadAllBytes(Path.Combine(InterventionFolder.Data, Path.GetFileName(file))), File.ReadAllBytes(file));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void No_analysis_reads_the_truth()
    {
        string[] readers = ["lib", "notebooks", "scripts"];
        var naming = readers.SelectMany(f => Directory.EnumerateFiles(Path.Combine(InterventionFolder.Root, f), "*.*", SearchOption.AllDirectories))
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".ipynb", StringComparison.Ordinal))
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Where(f => File.ReadAllText(f) is var text && (text.Contains("truth.csv", StringComparison.Ordinal) || text.Contains("SampleProgrammes", StringComparison.Ordinal)))
            .Select(f => Path.GetFileName(f));
        Assert.Equal(["SampleInterventions.cs", "SampleProgrammes.cs"], naming.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(InterventionFolder.Plans), MemberType = typeof(InterventionFolder))]
    public void A_plan_needs_its_own_file_and_no_other(string id)
    {
        string folder = Directory.CreateTempSubdirectory("plan").FullName;
        try
        {
            var plan = InterventionFolder.Plan(id);
            File.Copy(Path.Combine(InterventionFolder.Data, plan.Data), Path.Combine(folder, plan.Data));
            Assert.Equal(PlannedEvaluation.Run(plan, InterventionFolder.Data).ToText(), PlannedEvaluation.Run(plan, folder).ToText());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_programme_has_a_plan_one_has_no_effect_and_a_plain_comparison_gets_two_signs_wrong()
    {
        Assert.Equal(SampleProgrammes.All.Select(p => p.Id).Order(StringComparer.Ordinal), InterventionFolder.Plans.Select(r => r.Data).Order(StringComparer.Ordinal));
        Assert.Single(SampleProgrammes.All, p => p.Truth == 0);
        foreach (string id in (string[])["real", "early-help-assessment"])
        {
            var plan = InterventionFolder.Plan(id);
            var data = Dataset.Open(Path.Combine(InterventionFolder.Data, plan.Data));
            Assert.True(NaiveComparison.Of(plan, data).Interval.High < 0);
            Assert.True(PlannedEvaluation.Run(plan, data).Effect.Interval.Low > 0);
        }
    }

    [Fact]
    public void School_numbers_are_the_sample_countys()
    {
        using var county = County.Open(Path.Combine(InterventionFolder.Root, "data-samples", "county"));
        var known = county.Engine.Query("SELECT urn FROM schools").Numbers("urn").ToArray().ToHashSet();
        foreach (string file in Directory.EnumerateFiles(InterventionFolder.Data, "*.csv").Where(f => !f.EndsWith(SampleInterventions.TruthFile, StringComparison.Ordinal)))
            Assert.Subset(known, Dataset.Open(file).Numbers("urn").ToArray().ToHashSet());
    }
}
