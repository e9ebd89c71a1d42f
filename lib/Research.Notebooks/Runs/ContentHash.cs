using System.Security.Cryptography;
using System.Text;

namespace Research.Notebooks;

/// <summary>SHA-256 of contents, in lower-case hexadecimal: same bytes, same hash, on every machine.</summary>
internal static class ContentHash
{
    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string OfFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 20);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
