namespace Outreach.Bulk.Csv;

/// <summary>Files that nobody but their owner may read.</summary>
internal static class SpoolFile
{
    /// <summary>Makes a temporary file that is gone when it is closed, or when the process is.</summary>
    public static FileStream Create()
    {
        string path = Path.Combine(Path.GetTempPath(), $"outreach-bulk-{Path.GetRandomFileName()}");
        if (OperatingSystem.IsWindows())
            return Create(path, FileOptions.DeleteOnClose);

        // Where an open file can do without a name, it has none from the start: nothing is left even by a crash.
        FileStream spool = Create(path, FileOptions.None);
        File.Delete(path);
        return spool;
    }

    /// <summary>Makes a file that stays until it is deleted. There must be none of this name.</summary>
    public static FileStream CreateKept(string path) => Create(path, FileOptions.None);

    private static FileStream Create(string path, FileOptions more)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.Asynchronous | more,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }
}
