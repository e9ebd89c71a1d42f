using System.Collections.Immutable;

namespace Research;

/// <summary>One file of a county extract: its name, columns, key and rules.</summary>
/// <param name="Name">File name without ending, also the table's name in SQL: eyfs, phonics, ks1, ks2, ks4, schools, comparators.</param>
/// <param name="Title">What a row is.</param>
/// <param name="Columns">The columns in file order.</param>
/// <param name="Key">Columns that together name a row once.</param>
/// <param name="Rules">Combinations that cannot be.</param>
public sealed record TableSchema(string Name, string Title, ImmutableArray<SchemaColumn> Columns, ImmutableArray<string> Key, ImmutableArray<SchemaRule> Rules)
{
    /// <summary>The column of a name, or null.</summary>
    public SchemaColumn? Find(string name) => Columns.FirstOrDefault(c => c.Name == name);

    /// <summary>The column of a name; an unknown name is answered with the nearest.</summary>
    public SchemaColumn this[string name] => Find(name)
        ?? throw new DataError($"{Name} schema", $"no column '{name}'", "one of " + string.Join(", ", Columns.Select(c => c.Name)),
            $"Check the name.{NearestName.Hint(name, Columns.Select(c => c.Name))}", column: name);
}
