using System.Collections.Immutable;
using System.Globalization;

namespace Research.Notebooks;

/// <summary>What kind of input made a difference.</summary>
public enum ChangeCause
{
    /// <summary>The notebook's own code.</summary>
    Code,

    /// <summary>A library, a package or the workbench.</summary>
    Library,

    /// <summary>A data file.</summary>
    Data,

    /// <summary>A parameter's value.</summary>
    Parameters,
}

/// <summary>An input that differs between two runs.</summary>
/// <param name="Cause">Its kind.</param>
/// <param name="What">Which one.</param>
/// <param name="Before">What it was; null when it was not there.</param>
/// <param name="After">What it is; null when it is not there.</param>
public sealed record InputChange(ChangeCause Cause, string What, string? Before, string? After)
{
    /// <summary>"data: ks2.parquet, 36,535 rows, now 36,536 rows".</summary>
    public override string ToString() => $"{Word(Cause)}: {What}, " + (Before, After) switch
    {
        (null, _) => After == What ? "new" : $"new, {After}",
        (_, null) => "gone",
        var (a, b) when a == b => a == What ? "other content" : $"{a} as before, other content",
        var (a, b) => $"{a}, now {b}",
    };

    /// <summary>The cause as one word.</summary>
    public static string Word(ChangeCause cause) => cause switch { ChangeCause.Code => "code", ChangeCause.Library => "library", ChangeCause.Data => "data", _ => "parameters" };

    /// <summary>All inputs in which two runs differ: code first, then library, data, parameters.</summary>
    public static ImmutableArray<InputChange> Between(RunInputs before, RunInputs after) =>
    [
        .. Changes(ChangeCause.Code, before.Cells, after.Cells, c => c.Id, c => c.Hash, c => c.Name, (a, b) => (b ?? a)!.Name),
        .. Changes(ChangeCause.Library, before.Libraries, after.Libraries, l => l.Name, l => l.Hash, l => l.Shown, (a, b) => (b ?? a)!.Name),
        .. Changes(ChangeCause.Library, before.Packages, after.Packages, p => p.Key, p => p.Value, p => p.Value, (a, b) => (b.Key is null ? a : b).Key),
        .. Changes(ChangeCause.Data, before.Data, Beside(before.Data, after.Data), d => d.Path, d => d.Hash, Size, (a, b) => (b ?? a)!.Path),
        .. Changes(ChangeCause.Parameters, before.Parameters, after.Parameters, p => p.Key, p => p.Value, p => p.Value, (a, b) => (b.Key is null ? a : b).Key),
    ];

    /// <summary>The inputs that can have moved a figure: as <see cref="Between"/>, without a parameter that only says where the data lie.</summary>
    public static ImmutableArray<InputChange> Causes(RunInputs before, RunInputs after) =>
        [.. Between(before, after).Where(c => c.Cause != ChangeCause.Parameters || !IsPlace(c.Before, before.Data) || !IsPlace(c.After, after.Data))];

    // A file that moved is the file of that name: what counts is its content, not the folder.
    private static IEnumerable<DataUsed> Beside(ImmutableArray<DataUsed> before, ImmutableArray<DataUsed> after)
    {
        var gone = before.Where(d => after.All(a => a.Path != d.Path)).ToLookup(Name, StringComparer.Ordinal);
        var come = after.Where(d => before.All(b => b.Path != d.Path)).ToLookup(Name, StringComparer.Ordinal);
        return after.Select(d => come.Contains(Name(d)) && come[Name(d)].Contains(d) && come[Name(d)].Count() == 1 && gone[Name(d)].Count() == 1 ? d with { Path = gone[Name(d)].First().Path } : d);
    }

    private static bool IsPlace(string? value, ImmutableArray<DataUsed> data) => value is ['"', .. var text, '"'] && text.TrimEnd('/') is { Length: > 0 } place
        && data.Any(d => d.Path == place || d.Path.StartsWith(place + "/", StringComparison.Ordinal));

    private static string Name(DataUsed data) => data.Path.Split('/')[^1];

    private static IEnumerable<InputChange> Changes<T>(
        ChangeCause cause, IEnumerable<T> before, IEnumerable<T> after, Func<T, string> key, Func<T, string> identity, Func<T, string> show, Func<T?, T?, string> name)
    {
        var (a, b) = (before.ToDictionary(key, StringComparer.Ordinal), after.ToDictionary(key, StringComparer.Ordinal));
        foreach (string k in a.Keys.Union(b.Keys, StringComparer.Ordinal))
        {
            bool was = a.TryGetValue(k, out var x), isNow = b.TryGetValue(k, out var y);
            if (was && isNow && identity(x!) == identity(y!)) continue;
            yield return new(cause, name(x, y), was ? show(x!) : null, isNow ? show(y!) : null);
        }
    }

    private static string Size(DataUsed data) => data.Rows is { } rows
        ? string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows") : string.Create(CultureInfo.InvariantCulture, $"{data.Bytes:N0} bytes");
}
