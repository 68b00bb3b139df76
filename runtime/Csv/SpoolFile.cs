namespace Outreach.Bulk.Csv;

/// <summary>A temporary file that is gone when it is closed, or when the process is.</summary>
internal static class SpoolFile
{
    public static FileStream Create()
    {
        string path = Path.Combine(Path.GetTempPath(), $"outreach-bulk-{Path.GetRandomFileName()}");
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (OperatingSystem.IsWindows())
            return new(path, options);

        // Where an open file can do without a name, it has none from the start: nothing is left even by a crash.
        options.Options = FileOptions.Asynchronous;
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        FileStream spool = new(path, options);
        File.Delete(path);
        return spool;
    }
}
