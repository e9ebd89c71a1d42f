namespace Research.Notebooks;

/// <summary>A value shown by a cell, which can be shown anew in the same place.</summary>
public sealed class DisplayedValue
{
    private readonly ICellHost host;
    private readonly ChartCarrier charts;

    internal DisplayedValue(string displayId, ICellHost host, ChartCarrier charts) => (DisplayId, this.host, this.charts) = (displayId, host, charts);

    /// <summary>Its name in the protocol.</summary>
    public string DisplayId { get; }

    /// <summary>Shows another value in its place.</summary>
    public void Update(object? value) => host.Update(charts.Complete(ValueDisplay.Of(value, isResult: false)) with { DisplayId = DisplayId });
}
