using CsCheck;

namespace Research.Tests;

/// <summary>Whatever bytes a file holds, the check answers with findings: it never throws and never crashes.</summary>
public sealed class CheckFuzzTests
{
    private static readonly byte[] Telling = "\",;\r\n\t\0 NA01-.\u00e9"u8.ToArray();

    // Bytes that mean something to a reader come up more often than others.
    private static readonly Gen<byte> Bytes = Gen.Frequency((3, Gen.Int[0, Telling.Length - 1].Select(i => Telling[i])), (1, Gen.Byte));
    private static readonly Gen<(int Place, byte Value)[]> Edits = Gen.Select(Gen.Int[0, 1_000_000], Bytes).Array[1, 8];
    private static readonly Gen<(int From, int Length)> Cuts = Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 400]);

    [Fact]
    public void Changed_bytes_in_csv_give_findings_or_nothing()
    {
        using var extract = new SmallExtract("ks2", "schools");
        byte[] good = File.ReadAllBytes(extract.PathOf("ks2.csv"));
        Edits.Sample(edits => Survives(extract, "ks2.csv", Changed(good, edits)), iter: 80, threads: 1);
    }

    [Fact]
    public void Bytes_cut_out_of_csv_give_findings_or_nothing()
    {
        using var extract = new SmallExtract("ks2", "schools");
        byte[] good = File.ReadAllBytes(extract.PathOf("ks2.csv"));
        Cuts.Sample(cut => Survives(extract, "ks2.csv", Without(good, cut)), iter: 40, threads: 1);
    }

    [Fact]
    public void Changed_bytes_in_parquet_give_findings_or_nothing()
    {
        using var extract = new SmallExtract("ks2", "schools");
        extract.WriteParquet("ks2");
        byte[] good = File.ReadAllBytes(extract.PathOf("ks2.parquet"));
        Edits.Sample(edits => Survives(extract, "ks2.parquet", Changed(good, edits)), iter: 60, threads: 1);
    }

    [Fact]
    public void Changed_bytes_in_a_workbook_give_findings_or_nothing()
    {
        using var extract = new SmallExtract("ks2", "schools");
        extract.WriteWorkbook("ks2");
        byte[] good = File.ReadAllBytes(extract.PathOf("ks2.xlsx"));
        Edits.Sample(edits => Survives(extract, "ks2.xlsx", Changed(good, edits)), iter: 40, threads: 1);
    }

    private static bool Survives(SmallExtract extract, string file, byte[] content)
    {
        File.WriteAllBytes(extract.PathOf(file), content);
        using var county = County.Open(extract.Folder);
        var report = county.Check();
        // No message names a pupil.
        Assert.DoesNotContain(report.Findings, f => f.ToString().Contains("ks2-p", StringComparison.Ordinal));
        if (report.Passes) Assert.NotEmpty(county.Years(Phase.KeyStage2));
        return true;
    }

    private static byte[] Changed(byte[] good, (int Place, byte Value)[] edits)
    {
        byte[] bytes = [.. good];
        foreach (var (place, value) in edits) bytes[place % bytes.Length] = value;
        return bytes;
    }

    private static byte[] Without(byte[] good, (int From, int Length) cut)
    {
        int from = cut.From % good.Length;
        return [.. good[..from], .. good[Math.Min(good.Length, from + cut.Length)..]];
    }
}
