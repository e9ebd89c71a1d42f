using System.Diagnostics;

namespace Research.Tests;

public class SourceFilesTests
{
    [Fact]
    public void Files_that_are_read_are_told_with_their_rows()
    {
        var told = new List<KeyValuePair<string, long>>();
        using var all = DiagnosticListener.AllListeners.Subscribe(new On<DiagnosticListener>(listener =>
        {
            if (listener.Name == "Research.SourceFiles")
                listener.Subscribe(new On<KeyValuePair<string, object?>>(read => { lock (told) told.Add((KeyValuePair<string, long>)read.Value!); }));
        }));
        string path = Path.Combine(Directory.CreateTempSubdirectory("source-files-").FullName, "scores.csv");
        File.WriteAllText(path, "pupil,score\n1,10\n2,12\n");
        Dataset.FromCsv(path);
        lock (told) Assert.Contains(KeyValuePair.Create(path, 2L), told);
    }

    private sealed class On<T>(Action<T> next) : IObserver<T>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(T value) => next(value);
    }
}
