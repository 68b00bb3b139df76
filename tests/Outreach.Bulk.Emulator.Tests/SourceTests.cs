using System.Runtime.CompilerServices;

namespace Outreach.Bulk.Emulator.Tests;

/// <summary>What no analyzer of the SDK looks at.</summary>
public sealed class SourceTests
{
    private const int Columns = 140;

    [Theory]
    [InlineData("emulator")]
    [InlineData("tests/Outreach.Bulk.Emulator.Tests")]
    public void No_line_is_longer_than_140_columns(string folder)
    {
        string root = Path.Combine(Folder(), "../..", folder);
        string[] files = [.. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Where(IsSource)];
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => File.ReadLines(file)
            .Select((line, index) => (Place: $"{Path.GetRelativePath(root, file)}({index + 1})", line.Length))
            .Where(line => line.Length > Columns)
            .Select(line => line.Place)));
    }

    private static bool IsSource(string file) => !file.Split('/', '\\').Any(part => part is "bin" or "obj");

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
