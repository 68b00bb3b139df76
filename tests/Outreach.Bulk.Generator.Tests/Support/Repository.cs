using System.Runtime.CompilerServices;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Files of this repository that tests read.</summary>
internal static class Repository
{
    /// <summary>The packaged description.</summary>
    public static string PackagedDescription { get; } = File.ReadAllText(Path.Combine(TestFolder(), "../../spec/outreach-bulk.yml"));

    /// <summary>The overlay that is packed beside it.</summary>
    public static string PackagedOverlay { get; } = File.ReadAllText(Path.Combine(TestFolder(), "../../spec/overlay.yml"));

    public static string TestFolder() => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, ".."));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
