namespace Outreach.Bulk.Tests.Support;

/// <summary>The temporary files of this process. Tests that count them run by themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class SpoolFiles
{
    public const string Name = "Temporary files";

    private const string Folder = "/proc/self/fd";

    /// <summary>Those that are open or left over: where an open file can do without a name, only its handle tells of it.</summary>
    public static IReadOnlyList<string> All =>
    [
        .. Directory.GetFiles(Path.GetTempPath(), "outreach-bulk-*"),
        .. Directory.Exists(Folder)
            ? Directory.GetFileSystemEntries(Folder)
                .Select(Target)
                .Where(target => target.Contains("outreach-bulk-", StringComparison.Ordinal))
            : [],
    ];

    private static string Target(string handle)
    {
        try
        {
            return File.ResolveLinkTarget(handle, returnFinalTarget: false)?.FullName ?? "";
        }
        catch (IOException)
        {
            // It was closed in the meantime.
            return "";
        }
    }
}
