namespace Research.Notebooks;

/// <summary>A host that keeps nothing and knows no answers.</summary>
internal sealed class SilentHost : ICellHost
{
    public static SilentHost Instance { get; } = new();

    public void Write(string stream, string text)
    {
    }

    public void Display(DisplayOutput output)
    {
    }

    public void Update(DisplayOutput output)
    {
    }

    public Task<string> AskAsync(string prompt, bool password, CancellationToken token) => Task.FromResult("");
}
