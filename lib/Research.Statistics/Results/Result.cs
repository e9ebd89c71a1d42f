namespace Research;

/// <summary>The base of everything the library gives back: immutable, and able to show itself as text, table and chart.</summary>
[TypeFormatterSource(typeof(NotebookFormatterSource))]
public abstract record Result
{
    /// <summary>The result as one table; its title says n used, n dropped and why.</summary>
    public abstract Table ToTable();

    /// <summary>The result as a chart, where it has one.</summary>
    public virtual Chart? ToChart() => null;

    /// <summary>The result as an HTML fragment: the table, then the chart where there is one.</summary>
    public virtual string ToHtml() => ToTable().ToHtml() + ToChart()?.ToHtml();

    /// <summary>The table as plain text.</summary>
    public sealed override string ToString() => ToTable().ToText();
}
