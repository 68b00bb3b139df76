using System.Buffers;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Outreach.Bulk.Journal;

/// <summary>The file of a journal: its format, and how it is opened, checked and made smaller.</summary>
internal static class JournalFile
{
    public const byte NewLine = (byte)'\n';

    /// <summary>From how many bytes on a file is made smaller when it is opened.</summary>
    public const long LeastTrimmed = 1 << 20;

    // The first line's member, and the version that is written. Files of the first version have no such line.
    private const string VersionMember = "outreachBulkJournal";
    private const int Version = 2;

    private const int ChunkSize = 1 << 16;

    // What an open operation started may be mistaken for that of another one: what became of those must be known.
    private static readonly TimeSpan s_keptBeforeOpen = TimeSpan.FromHours(1);

    private static readonly byte[] s_firstLine = [.. JsonSerializer.SerializeToUtf8Bytes(
        new Dictionary<string, int> { [VersionMember] = Version }, JournalJsonContext.Default.DictionaryStringInt32), NewLine];

    // What each entry begins with, also in files of the first version.
    private static readonly byte[] s_entryStart = [.. """{"key":"""u8];

    /// <summary>Opens a file for one journal alone. Operations that have ended are left out of it where that halves it.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="leastTrimmed">From how many bytes on.</param>
    /// <exception cref="InvalidDataException">The file is no journal, or one of a newer format.</exception>
    /// <exception cref="IOException">It cannot be opened, or keeps nothing of what is written.</exception>
    public static SafeFileHandle Open(string path, long leastTrimmed)
    {
        SafeFileHandle file = OpenAlone(path, FileMode.OpenOrCreate);
        try
        {
            long length = RandomAccess.GetLength(file);
            if (length == 0)
                Begin(file, path);
            else
                ThrowIfUnreadable(file, path, length);
            return length >= leastTrimmed ? Trim(file, path, length) : file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the lines, each with its entry; null for the first line and for one that was torn.</summary>
    /// <param name="file">The file.</param>
    /// <param name="length">How far to read, in bytes.</param>
    /// <returns>The lines; the memory of each is used again for the next.</returns>
    public static IEnumerable<(ReadOnlyMemory<byte> Line, JournalEntry? Entry)> Read(SafeFileHandle file, long length)
    {
        byte[] chunk = new byte[ChunkSize];
        ArrayBufferWriter<byte> line = new();
        for (long at = 0; at < length;)
        {
            int count = RandomAccess.Read(file, chunk.AsSpan(0, (int)Math.Min(chunk.Length, length - at)), at);
            if (count == 0)
                break;
            at += count;
            int from = 0;
            for (int end; (end = Array.IndexOf(chunk, NewLine, from, count - from)) >= 0; from = end + 1)
            {
                line.Write(chunk.AsSpan(from, end - from));
                yield return (line.WrittenMemory, Parse(line.WrittenSpan));
                line.ResetWrittenCount();
            }

            line.Write(chunk.AsSpan(from, count - from));
        }

        if (line.WrittenCount > 0)
            yield return (line.WrittenMemory, Parse(line.WrittenSpan));
    }

    // Shared with nobody: outside Windows any other sharing locks out no second writer.
    private static SafeFileHandle OpenAlone(string path, FileMode mode)
    {
        try
        {
            return File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.None, FileOptions.Asynchronous);
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            throw new IOException($"The journal {path} cannot be opened; one journal at a time has it. {exception.Message}", exception);
        }
    }

    private static void Begin(SafeFileHandle file, string path)
    {
        RandomAccess.Write(file, s_firstLine, 0);
        if (RandomAccess.GetLength(file) != s_firstLine.Length)
            throw new IOException($"The journal {path} does not keep what is written to it. Name a file on a disk.");
    }

    // Among the first lines there is one that says what the file is. A lone line may be torn.
    private static void ThrowIfUnreadable(SafeFileHandle file, string path, long length)
    {
        int lines = 0;
        foreach ((ReadOnlyMemory<byte> line, JournalEntry? entry) in Read(file, Math.Min(ChunkSize, length)))
        {
            if (entry is not null)
                return;
            if (++lines == 1 && VersionOf(line.Span) is { } version)
            {
                if (version <= Version)
                    return;
                throw new InvalidDataException(FormattableString.Invariant(
                    $"The journal {path} is of version {version}; this library reads up to {Version}. Use the version of it that wrote the file."));
            }
        }

        if (lines > 1 || !MayBeTorn(file, length))
            throw new InvalidDataException($"The file {path} is no journal: none of its first lines is an entry. Name another file.");
    }

    private static bool MayBeTorn(SafeFileHandle file, long length)
    {
        Span<byte> start = stackalloc byte[(int)Math.Min(length, s_firstLine.Length - 1)];
        RandomAccess.Read(file, start, 0);
        return s_firstLine.AsSpan().StartsWith(start) || start.StartsWith(s_entryStart) || start.IndexOfAnyExcept((byte)0) < 0;
    }

    private static int? VersionOf(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JournalJsonContext.Default.DictionaryStringInt32)?.GetValueOrDefault(VersionMember) is > 0 and { } version
                ? version
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The smaller file is there as a whole before it takes the other one's place, and is locked all the while.
    private static SafeFileHandle Trim(SafeFileHandle file, string path, long length)
    {
        OpenOperations open = new();
        foreach ((_, JournalEntry? entry) in Read(file, length))
        {
            if (entry is not null)
                open.Follow(entry);
        }

        DateTimeOffset from = open.Operations.Count == 0
            ? DateTimeOffset.MaxValue
            : open.Operations.Min(entries => entries[0].At) - s_keptBeforeOpen;
        ArrayBufferWriter<byte> kept = new();
        kept.Write(s_firstLine);
        foreach ((ReadOnlyMemory<byte> line, JournalEntry? entry) in Read(file, length))
        {
            if (entry is null || (entry.At < from && !open.Contains(entry.Key)))
                continue;
            kept.Write(line.Span);
            kept.Write([NewLine]);
            if (kept.WrittenCount > length / 2)
                return file;
        }

        string beside = path + ".smaller";
        if (TryWrite(beside, file, kept.WrittenSpan) is not { } smaller)
            return file;
        if (OperatingSystem.IsWindows())
        {
            // There an open file cannot be replaced. Whoever opens it in between makes the move fail, and has the larger one.
            smaller.Dispose();
            file.Dispose();
            File.Move(beside, path, overwrite: true);
            return OpenAlone(path, FileMode.Open);
        }

        try
        {
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            smaller.Dispose();
            return file;
        }

        file.Dispose();
        return smaller;
    }

    // A disk that is full or a folder that takes no further file makes no journal unusable: the larger file goes on.
    private static SafeFileHandle? TryWrite(string beside, SafeFileHandle file, ReadOnlySpan<byte> kept)
    {
        SafeFileHandle? smaller = null;
        try
        {
            smaller = OpenAlone(beside, FileMode.Create);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(smaller, File.GetUnixFileMode(file));
            RandomAccess.Write(smaller, kept, 0);
            RandomAccess.FlushToDisk(smaller);
            return smaller;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (smaller is not null)
            {
                smaller.Dispose();
                File.Delete(beside);
            }

            return null;
        }
    }

    private static JournalEntry? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return line.IsEmpty ? null : JsonSerializer.Deserialize(line, JournalJsonContext.Default.JournalEntry);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
