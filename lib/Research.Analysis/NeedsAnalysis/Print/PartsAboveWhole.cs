namespace Research;

/// <summary>Counts listed side by side as parts of one whole cannot add up to more than it.</summary>
internal sealed class PartsAboveWhole : PrintRule
{
    public override string? Objection(Claim reading, Document document)
    {
        if (reading.PartOf.Length == 0 || reading.Count is null || document.Printed(reading.PartOf) is not { } whole) return null;
        var parts = document.Claims.Where(c => c.PartOf == reading.PartOf && c.Figure == reading.Figure && c.Count is not null).Select(c => c.Count!.Value).ToArray();
        double sum = parts.Sum(p => p.Value);
        return sum <= whole.Value ? null : $"The parts {string.Join(" + ", parts)} = {Rounding.Text(sum, 0)} are more than their whole of {whole} ({reading.PartOf}).";
    }
}
