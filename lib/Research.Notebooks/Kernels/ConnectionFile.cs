using System.Net;
using System.Text;
using System.Text.Json;

namespace Research.Notebooks;

/// <summary>Where a Jupyter front end expects its kernel, and the key that its messages are signed with.</summary>
internal sealed record ConnectionFile(string Ip, int Shell, int Control, int Stdin, int IoPub, int Heartbeat, byte[] Key)
{
    /// <summary>Reads the file that Jupyter writes.</summary>
    /// <exception cref="NotebookError">It cannot be read, or asks for more than this machine's own loopback.</exception>
    public static ConnectionFile Load(string path)
    {
        string name = Path.GetFileName(path);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            string transport = root.GetProperty("transport").GetString() ?? "", ip = root.GetProperty("ip").GetString() ?? "";
            if (transport != "tcp") throw new NotebookError(name, $"transport {transport}", "tcp", "Set the kernel manager's transport to tcp.");
            if (ip != "localhost" && !(IPAddress.TryParse(ip, out var address) && IPAddress.IsLoopback(address)))
                throw new NotebookError(name, $"the address {ip}", "a loopback address", "This kernel answers its own machine only: set the kernel manager's ip to 127.0.0.1.");
            string scheme = root.GetProperty("signature_scheme").GetString() ?? "", key = root.GetProperty("key").GetString() ?? "";
            if (scheme != "hmac-sha256") throw new NotebookError(name, $"the signature scheme {scheme}", "hmac-sha256", "Set the session's signature scheme to hmac-sha256.");
            if (key.Length == 0) throw new NotebookError(name, "no key", "a key to sign messages with", "Unsigned messages would let any program on this machine run code: let Jupyter make a key.");
            int Port(string port) => root.GetProperty(port).GetInt32();
            return new(ip == "localhost" ? "127.0.0.1" : ip, Port("shell_port"), Port("control_port"), Port("stdin_port"), Port("iopub_port"), Port("hb_port"), Encoding.UTF8.GetBytes(key));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new NotebookError(name, "a file that cannot be read as one", "the connection file that Jupyter gives a kernel", "Let a Jupyter front end start the kernel.");
        }
    }
}
