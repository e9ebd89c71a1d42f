namespace Research;

/// <summary>A group as a claims file names it: by its id in the catalogue, or by its condition after the word <c>where</c>.</summary>
internal static class GroupText
{
    private const string Where = "where ";

    public static Group Find(string text) => text.StartsWith(Where, StringComparison.Ordinal)
        ? Group.Where("as_stated", text[Where.Length..]) with { Title = text[Where.Length..] }
        : Groups.Find(text);
}
