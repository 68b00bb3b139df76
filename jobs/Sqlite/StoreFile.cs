namespace Outreach.Bulk.Jobs.Sqlite;

/// <summary>The file of a store, and who may change its schema.</summary>
internal static class StoreFile
{
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    /// <summary>Makes the file, for its user alone, where there is none yet.</summary>
    /// <exception cref="JobStoreException">It cannot be made, or it is on a network share.</exception>
    public static void Make(string path)
    {
        if (IsShared(path))
        {
            throw new JobStoreException(
                $"The job store {path} is on a network share, where SQLite's locks do not hold. Put it on a local disk, or use PostgreSQL "
                    + "(Outreach.Bulk.Jobs.PostgreSql) for several machines.");
        }

        try
        {
            if (!File.Exists(path))
                Open(path, FileMode.OpenOrCreate).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JobStoreException($"The job store {path} cannot be made: {exception.Message}", exception);
        }
    }

    /// <summary>Waits until no other process changes the schema. A process that dies gives its turn back.</summary>
    /// <returns>The turn; dispose it to end it.</returns>
    /// <exception cref="JobStoreException">Another process has had it for too long.</exception>
    public static async Task<FileStream> TakeTurnAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        string beside = path + ".upgrading";
        long start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return Open(beside, FileMode.OpenOrCreate);
            }
            catch (UnauthorizedAccessException exception)
            {
                throw new JobStoreException($"The job store {path} cannot be upgraded: {exception.Message}", exception);
            }
            catch (IOException exception)
            {
                if (time.GetElapsedTime(start) > s_longest)
                    throw new JobStoreException($"The job store {path} has been upgraded by another process for {s_longest}: {exception.Message}", exception);
            }

            await Task.Delay(s_retry, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static FileStream Open(string path, FileMode mode)
    {
        FileStreamOptions options = new() { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }

    private static bool IsShared(string path)
    {
        try
        {
            return path.StartsWith(@"\\", StringComparison.Ordinal)
                || DriveInfo.GetDrives()
                    .Where(drive => path.StartsWith(drive.Name, StringComparison.Ordinal))
                    .MaxBy(drive => drive.Name.Length) is { DriveType: DriveType.Network };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
