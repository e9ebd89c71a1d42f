using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetMQ;

namespace Research.Notebooks;

/// <summary>A message from a front end.</summary>
/// <param name="Identities">Frames that lead a reply back to its sender.</param>
/// <param name="Type">Message type, such as <c>execute_request</c>.</param>
/// <param name="Header">The header as it came, to be the parent of what answers it.</param>
/// <param name="Metadata">Its metadata.</param>
/// <param name="Content">Its content.</param>
internal sealed record KernelMessage(byte[][] Identities, string Type, byte[] Header, JsonObject Metadata, JsonObject Content)
{
    /// <summary>A string of the content; empty when it has none of that name.</summary>
    public string Text(string name) => Content[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    /// <summary>A flag of the content.</summary>
    public bool Flag(string name, bool otherwise) => Content[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : otherwise;

    /// <summary>A whole number of the content; zero when it has none of that name.</summary>
    public int Number(string name) => Content[name] is JsonValue value && value.TryGetValue(out int number) ? number : 0;
}

/// <summary>Frames and signs messages as the Jupyter protocol lays down.</summary>
internal sealed class WireFormat(byte[] key)
{
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly byte[] Empty = "{}"u8.ToArray();
    private readonly string session = Guid.NewGuid().ToString("N");

    /// <summary>Reads a message; null when it is malformed or its signature is wrong.</summary>
    public KernelMessage? Read(NetMQMessage frames)
    {
        int delimiter = -1;
        for (int i = 0; i < frames.FrameCount && delimiter < 0; i++)
            if (frames[i].Buffer.AsSpan(0, frames[i].MessageSize).SequenceEqual(Delimiter)) delimiter = i;
        if (delimiter < 0 || frames.FrameCount < delimiter + 6) return null;
        byte[][] parts = [.. Enumerable.Range(delimiter + 2, 4).Select(i => frames[i].ToByteArray())];
        byte[] signature = frames[delimiter + 1].ToByteArray();
        if (!CryptographicOperations.FixedTimeEquals(signature, Encoding.ASCII.GetBytes(Sign(parts)))) return null;
        try
        {
            if (JsonNode.Parse(parts[0]) is not JsonObject header || JsonNode.Parse(parts[2]) is not JsonObject metadata || JsonNode.Parse(parts[3]) is not JsonObject content) return null;
            byte[][] identities = [.. Enumerable.Range(0, delimiter).Select(i => frames[i].ToByteArray())];
            return new KernelMessage(identities, header["msg_type"]?.GetValue<string>() ?? "", parts[0], metadata, content);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Frames a message.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="content">Its content.</param>
    /// <param name="parent">What it answers; null for none.</param>
    /// <param name="identities">Where it goes, or its topic.</param>
    public NetMQMessage Write(string type, JsonObject content, KernelMessage? parent, IEnumerable<byte[]> identities)
    {
        var header = new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString("N"),
            ["session"] = session,
            ["username"] = "kernel",
            ["date"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = "5.3",
        };
        byte[][] parts = [JsonSerializer.SerializeToUtf8Bytes(header), parent?.Header ?? Empty, Empty, JsonSerializer.SerializeToUtf8Bytes(content)];
        var frames = new NetMQMessage();
        foreach (byte[] identity in identities) frames.Append(identity);
        frames.Append(Delimiter);
        frames.Append(Sign(parts));
        foreach (byte[] part in parts) frames.Append(part);
        return frames;
    }

    private string Sign(byte[][] parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (byte[] part in parts) hash.AppendData(part);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
