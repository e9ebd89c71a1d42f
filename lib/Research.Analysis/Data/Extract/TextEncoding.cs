using System.Text;
using System.Text.Unicode;

namespace Research;

/// <summary>Turns the bytes of a CSV file into text, or says which encoding they are in instead of UTF-8.</summary>
internal static class TextEncoding
{
    private const string Expected = "UTF-8 text";
    private static readonly byte[] Bom = [0xEF, 0xBB, 0xBF];

    /// <summary>The text, or the finding that says why there is none.</summary>
    public static (string Text, Finding? Finding) Decode(string file, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Bom)) bytes = bytes[3..];
        if (bytes.IsEmpty) return ("", new(file, 0, "", "an empty file", "a header and a row a pupil", "Export the file again."));
        if (Disguise(bytes) is { } disguise)
            return ("", new(file, 0, "", disguise.Found, "comma-separated UTF-8 text", disguise.Mend));
        if (Utf16(bytes) is { } wide)
            return ("", new(file, 0, "", wide, Expected, "Save it as 'CSV UTF-8'."));
        if (bytes.IndexOf((byte)0) is >= 0 and var zero)
            return ("", new(file, LineAt(bytes, zero), "", "a zero byte", Expected, "The file was cut short or damaged when it was copied: copy or export it again."));
        if (!Utf8.IsValid(bytes))
            return ("", NotUtf8(file, bytes));
        return (Encoding.UTF8.GetString(bytes), null);
    }

    private static (string Found, string Mend)? Disguise(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("PK\u0003\u0004"u8)) return ("an Excel workbook or zip archive named .csv", "Give it its own ending, .xlsx, or save it as CSV.");
        if (bytes.StartsWith("PAR1"u8)) return ("a Parquet file named .csv", "Give it its own ending, .parquet.");
        int first = bytes.IndexOfAnyExcept(" \t\r\n"u8);
        return first >= 0 && bytes[first] == '<' ? ("a web page named .csv", "The download failed, most likely at a sign-in page: download it again.") : null;
    }

    private static string? Utf16(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2) return null;
        if (bytes[0] == 0xFF && bytes[1] == 0xFE || bytes[0] == 0xFE && bytes[1] == 0xFF) return "UTF-16 text";
        // Without a mark: every second byte of English text is zero.
        var head = bytes[..Math.Min(bytes.Length, 400)];
        return head.Count((byte)0) > head.Length / 3 ? "UTF-16 text without a byte order mark" : null;
    }

    private static Finding NotUtf8(string file, ReadOnlySpan<byte> bytes)
    {
        int bad = FirstInvalid(bytes);
        string column = ColumnAt(bytes, bad);
        bool windows = !HasMultiByte(bytes) && bytes[bad] is not (0x81 or 0x8D or 0x8F or 0x90 or 0x9D);
        return windows
            ? new(file, LineAt(bytes, bad), column, $"Windows-1252 text (byte {bytes[bad]:X2})", Expected, "Save it as 'CSV UTF-8', or convert it from Windows-1252.")
            : new(file, LineAt(bytes, bad), column, $"a byte that is not UTF-8 ({bytes[bad]:X2})", Expected, "The file mixes encodings or was damaged: export it again as UTF-8.");
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out int used) == System.Buffers.OperationStatus.Done) at += used;
        return Math.Min(at, bytes.Length - 1);
    }

    private static bool HasMultiByte(ReadOnlySpan<byte> bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            var status = Rune.DecodeFromUtf8(bytes[at..], out _, out int used);
            if (status == System.Buffers.OperationStatus.Done && used > 1) return true;
            at += Math.Max(used, 1);
        }
        return false;
    }

    private static long LineAt(ReadOnlySpan<byte> bytes, int offset)
    {
        var before = bytes[..offset];
        int feeds = before.Count((byte)'\n');
        return 1 + (feeds > 0 ? feeds : before.Count((byte)'\r'));
    }

    private static string ColumnAt(ReadOnlySpan<byte> bytes, int offset)
    {
        // Latin-1 gives one character a byte, so that offsets in text and bytes agree.
        int end = bytes[offset..].IndexOfAny((byte)'\r', (byte)'\n');
        var reader = new CsvReader(Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..(offset + end)]));
        if (!reader.Next()) return "";
        var header = Enumerable.Range(0, reader.Count).Select(i => reader[i].ToString()).ToArray();
        var row = new CsvReader(Encoding.Latin1.GetString(bytes[..offset]));
        int field = -1;
        while (row.Next()) field = row.Count - 1;
        return field >= 0 && field < header.Length && header[field].All(char.IsAscii) ? header[field] : "";
    }
}
