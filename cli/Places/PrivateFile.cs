using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Places;

/// <summary>Files that their user alone may read: they hold values of records.</summary>
internal static class PrivateFile
{
    /// <summary>Creates the file, or replaces it.</summary>
    /// <exception cref="IOException">It cannot be written; the message names it.</exception>
    public static FileStream Create(string path)
    {
        try
        {
            return Open(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} cannot be written: {exception.Message}", exception);
        }
    }

    /// <exception cref="CliException">There is such a file, and it is not to be replaced.</exception>
    public static void ThrowIfInTheWay(string path, bool overwrite)
    {
        if (File.Exists(path) && !overwrite)
            throw CliException.Usage($"{path} exists. Name another file with --output, or add --overwrite.");
    }

    private static FileStream Open(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        FileStream file = new(path, options);

        // One that was there before keeps its mode; a terminal or a pipe has one that others need.
        if (!OperatingSystem.IsWindows() && IsOnDisk(path))
            File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    private static bool IsOnDisk(string path)
    {
        string target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        return !target.StartsWith("/dev/", StringComparison.Ordinal) && !target.StartsWith("/proc/", StringComparison.Ordinal);
    }
}
