using System.Text;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Tokens;

/// <summary>Tokens in a file that is replaced as a whole, and a file beside it whose lock goes with its process.</summary>
internal sealed class TokenFile : OutreachTokenStore
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const long MostBytes = 1 << 20;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(250);

    private readonly string _path;
    private readonly TimeProvider _time;
    private bool _locksHold;

    public TokenFile(string path, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
        _time = time;

        // A link is kept: what it leads to is replaced.
        if (new FileInfo(_path) is { LinkTarget: not null } link)
            _path = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    public override string ToString() => _path;

    public override async ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        for (TimeSpan pause = s_firstPause; ; pause = Timers.Shorter(pause * 2, s_longestPause))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryLock() is { } held)
                return held;
            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask<string?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!System.IO.File.Exists(_path))
            return null;
        FileStream file = new(_path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            ThrowIfOthersMayRead(file);
            if (file.Length > MostBytes)
                throw new InvalidDataException($"It has {file.Length} bytes and is no token store. Name another file.");
            byte[] bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            return Encoding.UTF8.GetString(bytes);
        }
    }

    public override async ValueTask WriteAsync(string text, CancellationToken cancellationToken)
    {
        // What is left of a write that a crash cut off, and whatever permissions it has.
        string beside = _path + ".new";
        System.IO.File.Delete(beside);
        FileStream file = Open(beside, FileMode.CreateNew);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }

        System.IO.File.Move(beside, _path, overwrite: true);
        FlushName();
    }

    private static FileStream Open(string path, FileMode mode)
    {
        FileStreamOptions options = new()
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnersAlone;
        return new(path, options);
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION there, EWOULDBLOCK of Linux and macOS here.
    private static bool IsInUse(IOException exception) => OperatingSystem.IsWindows()
        ? (exception.HResult & 0xFFFF) is 32 or 33
        : exception.HResult is 11 or 35;

    private FileStream? TryLock()
    {
        FileStream? held = TryOpenLock();
        if (held is null || _locksHold)
            return held;
        using FileStream? second = TryOpenLock();
        if (second is not null)
        {
            held.Dispose();
            throw new NotSupportedException("Its disk does not lock files, so two processes could renew at once. Put it on a local disk.");
        }

        _locksHold = true;
        return held;
    }

    private FileStream? TryOpenLock()
    {
        try
        {
            return Open(_path + ".lock", FileMode.OpenOrCreate);
        }
        catch (IOException exception) when (IsInUse(exception))
        {
            return null;
        }
    }

    // The new name reaches the disk with the file that has it; .NET flushes no folder.
    private void FlushName()
    {
        if (OperatingSystem.IsWindows())
            return;
        using FileStream named = new(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        named.Flush(flushToDisk: true);
    }

    private static void ThrowIfOthersMayRead(FileStream file)
    {
        if (!OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(file.SafeFileHandle) & Others) != 0)
        {
            throw new UnauthorizedAccessException(
                "Others than its owner may read it, and the tokens in it. Run chmod 600 on it, and log in again if somebody may have done "
                    + "so.");
        }
    }
}
