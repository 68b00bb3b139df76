using System.Runtime.CompilerServices;

namespace Outreach.Bulk.Layers.Tests;

/// <summary>Where this repository's files are.</summary>
internal static class Repository
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../.."));

    public static string Contributing => File.ReadAllText(Path.Combine(Folder, "CONTRIBUTING.md")).ReplaceLineEndings("\n");

    public static string Relative(string file) => Path.GetRelativePath(Folder, file).Replace('\\', '/');

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
