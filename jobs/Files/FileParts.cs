using System.Security.Cryptography;
using Outreach.Bulk.Csv;

namespace Outreach.Bulk.Jobs.Files;

/// <summary>A file that was looked through as a whole and found right, and the parts that it was cut into. It holds no record.</summary>
internal sealed record FileParts
{
    private const int PieceSize = 1 << 18;
    private const int LongestName = 200;

    /// <summary>The length of the file in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The header with its line break, as it is sent before each part.</summary>
    public required ReadOnlyMemory<byte> Header { get; init; }

    /// <summary>The line that the header starts in, from 1.</summary>
    public required long HeaderLine { get; init; }

    /// <summary>How many records it has; at least 1.</summary>
    public required long Rows { get; init; }

    /// <summary>The parts, in the order of the file; at least one.</summary>
    public required IReadOnlyList<FilePart> Parts { get; init; }

    /// <summary>
    /// Whether a key may be in several parts, so that the record that is imported last wins: each part must have ended before the next
    /// one starts.
    /// </summary>
    public required bool MustRunInOrder { get; init; }

    /// <summary>
    /// What tells these parts of this file from all others: the SHA-256 of the parts' SHA-256, one after another, in lower-case
    /// hexadecimal digits. All bytes of the file are in it, but that of the file as a whole would cost the time of another hash.
    /// </summary>
    public string Sha256 => Convert.ToHexStringLower(
        SHA256.HashData([.. Parts.SelectMany(part => Convert.FromHexString(part.Sha256))]));

    /// <summary>
    /// A part as a file, which is read from its source whenever it is used. Where that is another one by now, whoever reads it gets a
    /// <see cref="CsvException"/> before its last bytes.
    /// </summary>
    public CsvFile Open(CsvFile source, FilePart part) => CsvFile.Of(source.Name, token => OpenAsync(source, part, token));

    /// <summary>The options for the import of a part, whose name says which one it is. Key and label are the caller's to set.</summary>
    public ImportOptions OptionsOf(CsvFile source, FilePart part, ImportOptions options)
    {
        string name = options.FileName ?? source.Name;
        string number = FormattableString.Invariant($"-part-{part.Number}-of-{Parts.Count}");
        string stem = Path.GetFileNameWithoutExtension(name);
        string ending = Path.GetExtension(name);
        int room = Math.Max(0, LongestName - number.Length - ending.Length);
        return options with { FileName = stem[..Math.Min(stem.Length, room)] + number + ending };
    }

    /// <summary>Refuses a source that is not the file that was cut.</summary>
    /// <exception cref="CsvException">It changed, or cannot be read.</exception>
    public async Task ThrowIfChangedAsync(CsvFile source, CancellationToken cancellationToken)
    {
        byte[] piece = new byte[PieceSize];
        foreach (FilePart part in Parts)
        {
            CsvContent content = await OpenAsync(source, part, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                content.Rewind();
                while (await content.FillAsync(piece, source.Name, cancellationToken).ConfigureAwait(false) > 0)
                {
                }
            }
        }

        piece.AsSpan().Clear();
    }

    private async ValueTask<CsvContent> OpenAsync(CsvFile source, FilePart part, CancellationToken cancellationToken)
    {
        CsvContent content = await source.OpenAsItIsAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (content.Length != Length)
            {
                throw CsvException.ChangedSincePlanned(
                    source.Name, FormattableString.Invariant($"It had {Length} bytes, and has {content.Length}."));
            }

            return new(await OpenAsync(content, source, part, cancellationToken).ConfigureAwait(false), 0, part.Length, ownsStream: true)
            {
                IsOfRows = content.IsOfRows,
                Lines = new(HeaderLine, part.FirstLine),
            };
        }
        catch
        {
            await content.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<PartStream> OpenAsync(CsvContent content, CsvFile source, FilePart part, CancellationToken cancellationToken)
    {
        PartSeal seal = new(source.Name, part, Parts.Count);
        (Stream stream, long start, bool isOwned) = content.Source;
        if (source.Dialect.IsPlain)
            return new(Header, stream, start + part.From, part.To - part.From, isOwned, seal);
        PartStream range = new(default, stream, start + part.From, part.To - part.From, isOwned, seal: null);
        ConvertedStream converted = await ConvertedStream.OpenMiddleAsync(range, source.Dialect, cancellationToken).ConfigureAwait(false);
        return new(Header, converted, 0, part.Length - Header.Length, ownsBody: true, seal);
    }
}
