namespace Research.Cli;

/// <summary>Reads the name of a choice; another name is answered with those there are and the nearest.</summary>
internal static class NamedChoice
{
    /// <summary>The choice of a name, capitals ignored.</summary>
    public static T Of<T>(string option, string name, IReadOnlyDictionary<string, T> choices)
    {
        foreach (var (known, choice) in choices)
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
                return choice;
        throw new DataError(option, $"'{name}'", "one of " + string.Join(", ", choices.Keys), $"Use one of these names.{NearestName.Hint(name, choices.Keys)}");
    }
}
