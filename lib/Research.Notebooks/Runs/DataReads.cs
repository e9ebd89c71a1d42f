using System.Collections.Concurrent;
using System.Diagnostics;

namespace Research.Notebooks;

/// <summary>Listens, while a notebook runs, to a library that says which files it reads.</summary>
/// <remarks>The library says it through .NET's own diagnostics, under a name that both know, so that neither references the other and a
/// copy of the library loaded by the session is heard too.</remarks>
internal sealed class DataReads : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    /// <summary>Name of the source. Its events carry path and number of rows, -1 when that is not known.</summary>
    public const string Source = "Research.SourceFiles";

    private readonly ConcurrentDictionary<string, long> files = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<IDisposable> subscriptions = [];

    public DataReads() => subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>The files read so far, each with its number of rows or null.</summary>
    public IReadOnlyDictionary<string, long?> Files => files.ToDictionary(p => p.Key, p => p.Value < 0 ? (long?)null : p.Value, StringComparer.Ordinal);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == Source) subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is KeyValuePair<string, long> read) files.AddOrUpdate(read.Key, read.Value, (_, known) => Math.Max(known, read.Value));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var subscription in subscriptions) subscription.Dispose();
    }
}
