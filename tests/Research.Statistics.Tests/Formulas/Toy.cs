namespace Research.Tests;

/// <summary>The twelve rows of tests/reference/formula.R.</summary>
internal static class Toy
{
    public static Dataset Data { get; } = new(
        new NumberColumn("y", [1, 3, 2, 5, 4, 6, 8, 7, 9, 10, 12, 11]),
        new NumberColumn("x", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13]),
        new NumberColumn("z", [2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11]),
        FactorColumn.From("f", [.. Enumerable.Range(0, 12).Select(i => "abc"[i % 3].ToString())]),
        FactorColumn.From("g", [.. Enumerable.Range(0, 12).Select(i => "uv"[i / 6].ToString())]),
        FactorColumn.From("h", [.. Enumerable.Range(0, 12).Select(i => "pqrs"[i % 4].ToString())]),
        new NumberColumn("k", [1, 1, 1, 1, 2, 2, 2, 2, 10, 10, 10, 10]),
        new NumberColumn("my var", [1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 169]));
}
