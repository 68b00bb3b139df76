using System.Text;
using Outreach.Bulk.Csv;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>
/// A CSV file to import: with a header, by RFC 4180, UTF-8 and comma-separated unless <see cref="ReadAs"/> says otherwise.
/// Nothing is read until it is used.
/// </summary>
public sealed class CsvFile
{
    private const int BufferSize = 1 << 16;

    private readonly Func<CancellationToken, ValueTask<CsvContent>> _open;

    private CsvFile(string name, Func<CancellationToken, ValueTask<CsvContent>> open, CsvDialect? dialect = null)
    {
        Name = name;
        _open = open;
        Dialect = dialect ?? new();
    }

    /// <summary>The file's name, without a folder.</summary>
    public string Name { get; }

    /// <summary>The full path of a file on disk; null for any other.</summary>
    internal string? FullPath { get; private init; }

    /// <summary>Whether it was written of typed rows.</summary>
    internal bool IsOfRows { get; private init; }

    /// <summary>How it is to be read.</summary>
    internal CsvDialect Dialect { get; }

    /// <summary>A file on disk. It is opened for each use, and must not change meanwhile.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The file.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="path"/> is blank, or its last part is no name that can be sent: it holds a control character, say.
    /// </exception>
    public static CsvFile At(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string name = FileName.Of(Path.TrimEndingDirectorySeparator(path), nameof(path));
        return new(name, _ => new(Open(path))) { FullPath = Path.GetFullPath(path) };
    }

    /// <summary>A file that is read from a stream, from where the stream stands to its end. The stream is not disposed.</summary>
    /// <param name="stream">
    /// The stream. One that can seek is read where it is, and can be used again. Any other is used once, and copied to a
    /// temporary file, readable by its owner only, that is removed whatever happens.
    /// </param>
    /// <param name="fileName">
    /// The name under which it is imported, up to 200 characters. Of a path, of Windows or Unix, only its last part is taken.
    /// </param>
    /// <returns>The file.</returns>
    /// <exception cref="ArgumentException"><paramref name="fileName"/> is no name that can be sent, or the stream cannot be read.</exception>
    public static CsvFile From(Stream stream, string fileName)
    {
        ArgumentNullException.ThrowIfNull(stream);
        string name = NameOf(fileName);
        if (!stream.CanRead)
            throw new ArgumentException("The stream cannot be read.", nameof(stream));
        if (stream.CanSeek)
        {
            long start = stream.Position;
            return new(name, _ => new(new CsvContent(stream, start, stream.Length, ownsStream: false)));
        }

        int uses = 0;
        return new(
            name,
            token => Interlocked.Increment(ref uses) == 1
                ? SpoolAsync(stream, token)
                : throw new InvalidOperationException(
                    "The stream cannot seek, so it was used up. Give the file a stream that can, or a path."));
    }

    /// <summary>A file in memory.</summary>
    /// <param name="content">Its bytes; they must not change while they are used.</param>
    /// <param name="fileName">
    /// The name under which it is imported, up to 200 characters. Of a path, of Windows or Unix, only its last part is taken.
    /// </param>
    /// <returns>The file.</returns>
    /// <exception cref="ArgumentException"><paramref name="fileName"/> is no name that can be sent.</exception>
    public static CsvFile From(ReadOnlyMemory<byte> content, string fileName)
    {
        string name = NameOf(fileName);
        return new(name, _ => new(new CsvContent(new MemoryReader(content), 0, content.Length, ownsStream: true)));
    }

    /// <summary>
    /// The same file, which is not UTF-8 with commas. It is converted while it is read: what is uploaded is UTF-8 with commas, without a
    /// byte-order mark, quoted only where a comma asks for it, and its lines are those of the file.
    /// </summary>
    /// <remarks>
    /// Faults and failed rows name the lines of the file as it is, and faults its columns, counted in characters; they have no
    /// <see cref="CsvProblem.Offset"/>. The converted length must be announced, so the file is read once more before it is sent.
    /// </remarks>
    /// <param name="separator">
    /// What stands between two cells: any character but a quote, a line break, a NUL and half of a surrogate pair. A first line that names
    /// it to spreadsheet programs (<c>sep=;</c>) is passed over.
    /// </param>
    /// <param name="encoding">
    /// The encoding of the text; <see langword="null"/> is UTF-8. <see cref="Encoding.Unicode"/> is UTF-16, as spreadsheets save "Unicode
    /// text"; <c>CodePagesEncodingProvider.Instance.GetEncoding(1252)</c> is Windows-1252, as they save "CSV" in Western Europe. A
    /// byte-order mark of the encoding is passed over, that of another one refused, and so are bytes that it has no character for.
    /// </param>
    /// <returns>The file, as it is to be read.</returns>
    /// <exception cref="ArgumentException"><paramref name="separator"/> cannot be one.</exception>
    public CsvFile ReadAs(char separator = ',', Encoding? encoding = null)
    {
        if (separator is '"' or '\r' or '\n' or '\0' || char.IsSurrogate(separator))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"U+{(int)separator:X4} cannot separate cells: it is a quote, a line break, a NUL or half a ")
                    + "character.",
                nameof(separator));
        }

        return new(Name, _open, new(separator, encoding)) { FullPath = FullPath };
    }

    /// <summary>Reads the header, and nothing behind it.</summary>
    /// <remarks>A stream that cannot seek is used up by it.</remarks>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The header's cells, as the file has them.</returns>
    /// <exception cref="CsvException">The file cannot be read, or has no header that can be used.</exception>
    /// <exception cref="InvalidOperationException">The stream cannot seek and was used up.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<IReadOnlyList<string>> ReadHeaderAsync(CancellationToken cancellationToken = default)
    {
        CsvContent content = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            return await CsvReading.ReadHeaderAsync(content, Name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>A file whose content somebody else opens.</summary>
    internal static CsvFile Of(string name, Func<CancellationToken, ValueTask<CsvContent>> open) => new(name, open);

    /// <summary>A file on disk that was written of typed rows.</summary>
    internal static CsvFile OfRows(string path, string name) => new(
        name,
        _ =>
        {
            (FileStream stream, long length) = OpenToRead(path);
            return new(new CsvContent(stream, 0, length, ownsStream: true) { IsOfRows = true });
        })
    {
        FullPath = Path.GetFullPath(path),
        IsOfRows = true,
    };

    /// <summary>Opens the file as it is, converted or not.</summary>
    internal async ValueTask<CsvContent> OpenAsItIsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _open(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (CsvException.IsOfReading(exception))
        {
            throw CsvException.CannotRead(Name, exception);
        }
    }

    internal async ValueTask<CsvContent> OpenAsync(CancellationToken cancellationToken)
    {
        CsvContent content = await OpenAsItIsAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await content.ConvertAsync(Dialect, Name, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await content.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static string NameOf(string fileName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        string name = FileName.Of(fileName, nameof(fileName));
        FileName.ThrowIfTooLong(name, nameof(fileName));
        return name;
    }

    private static CsvContent Open(string path)
    {
        (FileStream stream, long length) = OpenToRead(path);
        return new(stream, 0, length, ownsStream: true);
    }

    private static (FileStream Stream, long Length) OpenToRead(string path)
    {
        // .NET's own word for it would be "access denied".
        if (Directory.Exists(path))
            throw new IOException("It is a directory.");
        const FileOptions Options = FileOptions.Asynchronous | FileOptions.SequentialScan;
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, Options);
        if (stream.CanSeek)
            return (stream, stream.Length);
        stream.Dispose();
        throw new IOException($"It is no regular file. Open it and use {nameof(CsvFile)}.{nameof(From)}.");
    }

    private static async ValueTask<CsvContent> SpoolAsync(Stream stream, CancellationToken cancellationToken)
    {
        FileStream spool = SpoolFile.Create();
        try
        {
            await stream.CopyToAsync(spool, BufferSize, cancellationToken).ConfigureAwait(false);
            await spool.FlushAsync(cancellationToken).ConfigureAwait(false);
            return new(spool, 0, spool.Length, ownsStream: true);
        }
        catch
        {
            await spool.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
