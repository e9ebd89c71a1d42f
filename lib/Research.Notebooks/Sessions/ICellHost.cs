namespace Research.Notebooks;

/// <summary>Whoever runs a cell: takes what it writes and shows, and answers when it asks. Called from the cell's threads.</summary>
public interface ICellHost
{
    /// <summary>Text came out on a console stream.</summary>
    /// <param name="stream"><c>stdout</c> or <c>stderr</c>.</param>
    /// <param name="text">The text.</param>
    void Write(string stream, string text);

    /// <summary>A value is shown.</summary>
    void Display(DisplayOutput output);

    /// <summary>A value shown earlier under the same <see cref="DisplayOutput.DisplayId"/> is shown anew.</summary>
    void Update(DisplayOutput output);

    /// <summary>The cell asks its reader for a line.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="password">True when the answer must not be seen.</param>
    /// <param name="token">Cancelled when the cell is stopped.</param>
    Task<string> AskAsync(string prompt, bool password, CancellationToken token);
}

/// <summary>A host that knows the cell's place in its document, which stays the same when the cell runs again.</summary>
internal interface ICellPlace
{
    /// <summary>Names the place.</summary>
    string Place { get; }
}
