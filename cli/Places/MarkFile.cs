using System.Text;
using Outreach.Bulk.Jobs.Sqlite;

namespace Outreach.Bulk.Cli.Places;

/// <summary>A file that one process at a time holds, with a text that outlives it. A process that dies lets go of it.</summary>
internal sealed class MarkFile : IDisposable
{
    private readonly FileStream _file;

    private MarkFile(FileStream file)
    {
        _file = file;
        using StreamReader reader = new(file, leaveOpen: true);
        Text = reader.ReadToEnd();
    }

    /// <summary>What was written last, by whomever; empty for nothing.</summary>
    public string Text { get; private set; }

    /// <returns>The file, which this process holds until it disposes of it; null when another one holds it.</returns>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static MarkFile? TryHold(string path)
    {
        Folders.CreatePrivate(Path.GetDirectoryName(path)!);
        try
        {
            return new(new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (StoreFile.IsHeldElsewhere(exception))
        {
            return null;
        }
    }

    /// <summary>Whether there is such a file with a text, whoever holds it.</summary>
    public static bool IsWritten(string path) => new FileInfo(path) is { Exists: true, Length: > 0 };

    /// <summary>Writes the text to the disk.</summary>
    public void Write(string text)
    {
        _file.SetLength(0);
        _file.Write(Encoding.UTF8.GetBytes(text));
        _file.Flush(flushToDisk: true);
        Text = text;
    }

    /// <summary>Takes the text back.</summary>
    public void Clear() => Write("");

    public void Dispose() => _file.Dispose();
}
