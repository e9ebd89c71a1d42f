namespace Research;

/// <summary>Invented names of schools, each used once.</summary>
internal static class SchoolNames
{
    private static readonly string[] First =
        ["Alder", "Ash", "Barley", "Beck", "Birch", "Bram", "Brook", "Clover", "Crane", "Curlew", "Dun", "Elder", "Fen", "Fern", "Gosling", "Harrow", "Hazel", "Heron", "Holm", "Juniper", "Kestrel", "Lark", "Linden", "Mallow", "Marl", "Meadow", "Oat", "Osier", "Plover", "Quill", "Reed", "Rook", "Rush", "Sedge", "Skylark", "Sorrel", "Teal", "Thistle", "Willow", "Wren"];

    private static readonly string[] Last =
        ["bury", "combe", "croft", "dene", "field", "gate", "holt", "hurst", "ley", "marsh", "mere", "moor", "stead", "thorpe", "toft", "wick", "worth", "water"];

    /// <summary>All stems in an order of their own, so that the first schools drawn do not share a first syllable.</summary>
    public static string[] Stems(RandomStream stream)
    {
        string[] stems = [.. First.SelectMany(first => Last.Select(last => first + last))];
        stream.Shuffle(stems.AsSpan());
        return stems;
    }
}
