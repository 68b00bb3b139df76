using System.Diagnostics;

namespace Outreach.Bulk.Jobs.Sqlite;

/// <summary>The file of a store, and who may change its schema.</summary>
internal static class StoreFile
{
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    /// <summary>Makes the file, for its user alone, where there is none yet.</summary>
    /// <exception cref="JobStoreException">It cannot be made.</exception>
    public static void Make(string path)
    {
        try
        {
            if (!File.Exists(path))
                Open(path).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotBeMade(path, exception);
        }
    }

    /// <summary>Waits until no other process changes the schema. A process that dies gives its turn back.</summary>
    /// <returns>The turn; dispose it to end it.</returns>
    /// <exception cref="JobStoreException">Another process has had it for too long, or the file's folder cannot be used.</exception>
    public static async Task<FileStream> TakeTurnAsync(string path, CancellationToken cancellationToken)
    {
        if (IsShared(path, Drives()))
        {
            throw new JobStoreException(
                $"The job store {path} is on a network share, where SQLite's locks do not hold. Put it on a local disk, or use PostgreSQL "
                    + "(Outreach.Bulk.Jobs.PostgreSql) for several machines.");
        }

        string beside = path + ".upgrading";
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return Open(beside);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                if (!IsHeldElsewhere(exception))
                    throw CannotBeMade(path, exception);
                if (Stopwatch.GetElapsedTime(start) > s_longest)
                {
                    throw new JobStoreException(
                        $"The job store {path} has been upgraded by another process for {s_longest}: {exception.Message}", exception);
                }
            }

            // Other processes know nothing of a clock that is not the machine's.
            await Task.Delay(s_retry, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a file could not be opened because another process holds it: the error of a lock, on Linux, macOS and Windows.</summary>
    public static bool IsHeldElsewhere(Exception exception) =>
        exception is IOException { HResult: 11 or 35 or unchecked((int)0x80070020) };

    /// <summary>Whether a path is on one of the drives that are network shares.</summary>
    public static bool IsShared(string path, IEnumerable<(string Name, DriveType Type)> drives) =>
        path.StartsWith(@"\\", StringComparison.Ordinal)
            || drives.Where(drive => IsOn(path, drive.Name)).MaxBy(drive => drive.Name.Length) is { Type: DriveType.Network };

    private static bool IsOn(string path, string drive) =>
        path.StartsWith(drive, StringComparison.Ordinal)
            && (Path.EndsInDirectorySeparator(drive) || path.Length == drive.Length || path[drive.Length] == Path.DirectorySeparatorChar);

    private static List<(string Name, DriveType Type)> Drives()
    {
        try
        {
            return [.. DriveInfo.GetDrives().Select(drive => (drive.Name, drive.DriveType))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static JobStoreException CannotBeMade(string path, Exception exception) =>
        new($"The job store {path} cannot be made: {exception.Message}", exception);

    private static FileStream Open(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }
}
