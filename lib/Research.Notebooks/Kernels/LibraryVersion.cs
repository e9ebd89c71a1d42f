using System.Reflection;

namespace Research.Notebooks;

/// <summary>The version of the workbench that runs.</summary>
public static class LibraryVersion
{
    private static readonly string Full =
        typeof(LibraryVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>Its number, such as 0.1.0.</summary>
    public static string Text => Full.Split('+')[0];

    /// <summary>The commit it was built from; empty when that is not known.</summary>
    public static string Commit => Full.Contains('+', StringComparison.Ordinal) ? Full.Split('+')[1] : "";
}
