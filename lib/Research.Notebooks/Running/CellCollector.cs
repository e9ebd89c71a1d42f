using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Research.Notebooks;

/// <summary>Keeps what one cell of a headless run writes and shows.</summary>
internal sealed class CellCollector(NotebookCell cell) : ICellHost
{
    /// <summary>Most characters kept of a cell's console text, and of one shown value: a page or a file beyond this is of no use to anybody.</summary>
    internal const int MostText = 1 << 20;

    private const int MostShown = 20 << 20;
    private readonly Lock gate = new();
    private readonly List<CellOutput> outputs = [];
    private readonly StringBuilder pending = new();
    private string pendingStream = "stdout";
    private long written;

    /// <summary>What the cell gave, in order.</summary>
    public ImmutableArray<CellOutput> Outputs
    {
        get
        {
            lock (gate)
            {
                CloseStream();
                if (written <= MostText) return [.. outputs];
                string note = string.Create(CultureInfo.InvariantCulture, $"Console output cut: the cell wrote {written / 1e6:F1} million characters, the first {MostText / 1e6:F1} million are kept. Write large output to a file.\n");
                return [.. outputs, new StreamOutput("stderr", note)];
            }
        }
    }

    public void Write(string stream, string text)
    {
        lock (gate)
        {
            if (stream != pendingStream) CloseStream();
            pendingStream = stream;
            int room = (int)Math.Clamp(MostText - written, 0, text.Length);
            written += text.Length;
            pending.Append(text, 0, room);
        }
    }

    public void Display(DisplayOutput output)
    {
        lock (gate)
        {
            CloseStream();
            outputs.Add(Limited(output));
        }
    }

    public void Update(DisplayOutput output)
    {
        lock (gate)
        {
            int place = outputs.FindIndex(o => o is DisplayOutput d && d.DisplayId == output.DisplayId);
            if (place >= 0) outputs[place] = Limited(output) with { IsResult = false };
        }
    }

    public Task<string> AskAsync(string prompt, bool password, CancellationToken token) =>
        throw new NotebookError(cell.Id, "a question to the reader", "no questions in a run without one", "Make the answer a parameter of the notebook.");

    private void CloseStream()
    {
        if (pending.Length == 0) return;
        outputs.Add(new StreamOutput(pendingStream, pending.ToString()));
        pending.Clear();
    }

    private static DisplayOutput Limited(DisplayOutput output)
    {
        if (output.Data.Values.Sum(v => (long)v.Length) <= MostShown) return output;
        string note = string.Create(CultureInfo.InvariantCulture, $"A value of more than {MostShown >> 20} million characters is not kept. Show a part of it.");
        return output with { Data = ImmutableSortedDictionary<string, string>.Empty.Add(MimeTypes.Text, note) };
    }
}
