using System.Text;

namespace Research;

/// <summary>Writes the sample programmes: a CSV of pupils each, and a truth file that no analysis reads. No record is of a real child.</summary>
public static class SampleInterventions
{
    /// <summary>Seed of the committed files.</summary>
    public const long DefaultSeed = 2014;

    /// <summary>The truth file's name.</summary>
    public const string TruthFile = "truth.csv";

    /// <summary>Writes every programme's pupils and the truth. The same seed gives the same bytes.</summary>
    /// <param name="folder">The folder, made where it is not there.</param>
    /// <param name="seed">Of all chance.</param>
    /// <returns>The files written, with their rows.</returns>
    public static Table Write(string folder, long seed)
    {
        Directory.CreateDirectory(folder);
        var root = RandomStream.FromSeed(seed);
        var written = new List<IReadOnlyList<Cell>>();
        foreach (var programme in SampleProgrammes.All)
        {
            var data = programme.Draw(root.Fork(programme.Id));
            File.WriteAllText(Path.Combine(folder, programme.Id + ".csv"), Csv(data));
            written.Add([programme.Id + ".csv", programme.Title, data.Count, data.Has("urn") ? data.Numbers("urn").ToArray().Distinct().Count() : Cell.Without(Symbol.NotApplicable)]);
        }
        File.WriteAllText(Path.Combine(folder, TruthFile), Truth().ToCsv());
        return new($"Sample programmes, seed {seed}", [new("file", "File"), new("programme", "Programme"), new("rows", "Rows"), new("schools", "Schools")], written);
    }

    /// <summary>What was put in.</summary>
    private static Table Truth() => new("What was put in",
        [
            new("programme", "Programme"), new("effect_points", "Effect on those who take part", "points"), new("reach", "Share of those offered who take part"), new("left_after_a_year", "Share of the effect left a year later"),
            new("estimand", "For whom the plan estimates"), new("planned_truth_points", "What the plan should find", "points"),
        ],
        SampleProgrammes.All.Select(p => (IReadOnlyList<Cell>)[p.Id, Math.Round(p.Effect, 4), p.Reach, p.LeftAfterAYear, p.Estimand, p.Truth]));

    private static string Csv(Dataset data)
    {
        var text = new StringBuilder().AppendJoin(',', data.Columns.Select(c => c.Name)).Append('\n');
        for (int i = 0; i < data.Count; i++) text.AppendJoin(',', data.Columns.Select(c => c.TextAt(i))).Append('\n');
        return text.ToString();
    }
}
