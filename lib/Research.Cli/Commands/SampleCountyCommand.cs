using System.CommandLine;
using System.Globalization;

namespace Research.Cli;

/// <summary><c>research sample-county</c>: writes a synthetic county.</summary>
internal static class SampleCountyCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "Seed of all chance; the same seed gives the same bytes.", DefaultValueFactory = _ => SampleCounty.DefaultSeed };
        var pupils = new Option<int>("--pupils") { Description = "Pupils of a phase in a year, nearly.", DefaultValueFactory = _ => SampleCounty.DefaultPupils };
        var years = new Option<string>("--years") { Description = "Academic years by the year they end in, first..last.", DefaultValueFactory = _ => "2011..2017" };
        var folder = new Option<string>("--out") { Description = "Folder for the extract.", Required = true };
        var excerpt = new Option<string?>("--csv") { Description = "Also write a few whole schools of 2013 (or of the last year) as CSV to this folder." };
        var command = new Command("sample-county", "Write a synthetic county: no record is of a real child.") { seed, pupils, years, folder, excerpt };
        return command.Does(parsed =>
        {
            var range = YearsOf(parsed.GetRequiredValue(years));
            var county = SampleCounty.Generate(parsed.GetRequiredValue(seed), parsed.GetRequiredValue(pupils), range);
            county.Write(parsed.GetRequiredValue(folder));
            if (parsed.GetValue(excerpt) is { } csv) county.WriteExcerpt(csv, Math.Clamp(2013, range.Start.Value, range.End.Value));
            Console.Out.WriteLine(county);
            return ExitCode.Success;
        });
    }

    private static Range YearsOf(string text)
    {
        string[] ends = text.Split("..");
        bool read = int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first);
        int last = first;
        read &= ends.Length == 1 || (ends.Length == 2 && int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out last));
        return read ? first..last : throw new DataError("--years", $"'{text}'", "first..last, such as 2011..2017", "Write two years with two points between them.");
    }
}
