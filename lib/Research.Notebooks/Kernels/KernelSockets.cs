using System.Globalization;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;

namespace Research.Notebooks;

/// <summary>A channel on which the kernel sends.</summary>
internal enum KernelChannel
{
    Shell,
    Control,
    Stdin,
    IoPub,
}

/// <summary>The five sockets of a kernel. One thread owns them; others hand it what is to be sent.</summary>
internal sealed class KernelSockets : IDisposable
{
    private readonly WireFormat wire;
    private readonly RouterSocket shell = new(), control = new(), stdin = new();
    private readonly PublisherSocket publisher = new();
    private readonly ResponseSocket heartbeat = new();
    private readonly NetMQQueue<(KernelChannel Channel, NetMQMessage? Message)> outgoing = new();
    private readonly NetMQPoller poller;

    public KernelSockets(ConnectionFile connection)
    {
        wire = new WireFormat(connection.Key);
        // Output is never dropped: a subscriber that is slow gets it later.
        publisher.Options.SendHighWatermark = 0;
        foreach (NetMQSocket socket in new NetMQSocket[] { shell, control, stdin, publisher, heartbeat }) socket.Options.Linger = TimeSpan.FromSeconds(2);
        Bind(shell, connection.Ip, connection.Shell);
        Bind(control, connection.Ip, connection.Control);
        Bind(stdin, connection.Ip, connection.Stdin);
        Bind(publisher, connection.Ip, connection.IoPub);
        Bind(heartbeat, connection.Ip, connection.Heartbeat);
        shell.ReceiveReady += (_, _) => Receive(shell, KernelChannel.Shell);
        control.ReceiveReady += (_, _) => Receive(control, KernelChannel.Control);
        stdin.ReceiveReady += (_, _) => Receive(stdin, KernelChannel.Stdin);
        heartbeat.ReceiveReady += (_, _) => Echo();
        outgoing.ReceiveReady += (_, _) => SendWaiting();
        poller = [shell, control, stdin, heartbeat, outgoing];
    }

    /// <summary>Called on the sockets' thread for every message with a good signature; it must not block.</summary>
    public Action<KernelChannel, KernelMessage> Received { get; set; } = (_, _) => { };

    /// <summary>Serves the sockets until <see cref="Stop"/>.</summary>
    public void Run() => poller.Run();

    /// <summary>Answers a message.</summary>
    public void Reply(KernelChannel channel, KernelMessage request, string type, JsonObject content) =>
        outgoing.Enqueue((channel, wire.Write(type, content, request, request.Identities)));

    /// <summary>Publishes to every front end.</summary>
    public void Publish(string type, JsonObject content, KernelMessage? parent) =>
        outgoing.Enqueue((KernelChannel.IoPub, wire.Write(type, content, parent, [System.Text.Encoding.UTF8.GetBytes("kernel." + type)])));

    /// <summary>Ends <see cref="Run"/> once everything handed over so far is sent.</summary>
    public void Stop() => outgoing.Enqueue((KernelChannel.IoPub, null));

    public void Dispose()
    {
        poller.Dispose();
        outgoing.Dispose();
        foreach (NetMQSocket socket in new NetMQSocket[] { shell, control, stdin, publisher, heartbeat }) socket.Dispose();
    }

    private static void Bind(NetMQSocket socket, string ip, int port)
    {
        try
        {
            socket.Bind(string.Create(CultureInfo.InvariantCulture, $"tcp://{(ip.Contains(':', StringComparison.Ordinal) ? $"[{ip}]" : ip)}:{port}"));
        }
        catch (NetMQException)
        {
            throw new NotebookError("connection file", string.Create(CultureInfo.InvariantCulture, $"port {port}, which is taken"), "a free port", "Start the kernel again; Jupyter chooses other ports.");
        }
    }

    private void Receive(RouterSocket socket, KernelChannel channel)
    {
        var frames = new NetMQMessage();
        // A limit a turn, so that a flood of requests leaves room for what is to be sent.
        for (int i = 0; i < 64 && socket.TryReceiveMultipartMessage(ref frames, 8); i++)
        {
            if (wire.Read(frames) is { } message) Received(channel, message);
            frames = new NetMQMessage();
        }
    }

    private void Echo()
    {
        if (heartbeat.TryReceiveFrameBytes(out byte[]? beat)) heartbeat.TrySendFrame(beat);
    }

    private void SendWaiting()
    {
        for (int i = 0; i < 256 && outgoing.TryDequeue(out var next, TimeSpan.Zero); i++)
        {
            if (next.Message is null)
            {
                poller.Stop();
                return;
            }
            NetMQSocket socket = next.Channel switch { KernelChannel.Shell => shell, KernelChannel.Control => control, KernelChannel.Stdin => stdin, _ => publisher };
            socket.TrySendMultipartMessage(next.Message);
        }
    }
}
