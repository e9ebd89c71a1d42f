using System.Text;

namespace Research.Notebooks;

/// <summary>Sends what cells write to the console to their hosts, and leaves everybody else's console alone.</summary>
internal static class ConsoleCapture
{
    private static readonly Lock Gate = new();
    private static bool installed;

    public static void Install()
    {
        lock (Gate)
        {
            // A host may have replaced the console since (a test runner does): route again over whatever is there now.
            if (installed && Console.Out.GetType().Name == "SyncTextWriter") return;
            Console.SetOut(new Routed("stdout", Console.Out));
            Console.SetError(new Routed("stderr", Console.Error));
            Console.SetIn(new Asking(Console.In));
            installed = true;
        }
    }

    private sealed class Routed(string stream, TextWriter outside) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(string? value)
        {
            if (string.IsNullOrEmpty(value)) return;
            if (CellContext.Current is { } cell) cell.Host.Write(stream, value);
            else outside.Write(value);
        }

        public override void WriteLine(string? value) => Write(value + "\n");

        public override void WriteLine() => Write("\n");

        public override void Flush()
        {
            if (CellContext.Current is null) outside.Flush();
        }
    }

    private sealed class Asking(TextReader outside) : TextReader
    {
        public override string? ReadLine() => CellContext.Current is { } cell
            ? cell.Host.AskAsync("", false, cell.Token).GetAwaiter().GetResult()
            : outside.ReadLine();

        public override int Read() => CellContext.Current is null ? outside.Read() : -1;

        public override int Peek() => CellContext.Current is null ? outside.Peek() : -1;
    }
}
