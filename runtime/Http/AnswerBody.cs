using System.IO.Compression;
using System.Net.Http.Headers;

namespace Outreach.Bulk.Http;

/// <summary>
/// Reads the body of an answer to its end, into one array of the length the server announced. HttpContent's own method keeps a
/// copy beside the one it returns. What came compressed without having been asked for is unpacked: gateways do that.
/// </summary>
internal static class AnswerBody
{
    /// <summary>The most bytes an answer may have, unpacked.</summary>
    public const int MostBytes = 64 << 20;

    // An announced length is only believed up to here; what really comes may be longer or shorter.
    private const long LargestHint = 1 << 20;

    /// <exception cref="OutreachConnectionException">The answer has more than <see cref="MostBytes"/>.</exception>
    public static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using CappedStream body = new((int)Math.Clamp(content.Headers.ContentLength ?? 0, 0, LargestHint));
        if (UnpackerOf(content) is { } unpacker)
        {
            Stream packed = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            Stream unpacked = unpacker(packed);
            await using (unpacked.ConfigureAwait(false))
                await unpacked.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await content.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        }

        return body.Length == body.Capacity ? body.GetBuffer() : body.ToArray();
    }

    /// <summary>Whether the bytes that are read are not those that came.</summary>
    public static bool IsUnpacked(HttpContent content) => UnpackerOf(content) is not null;

    private static Func<Stream, Stream>? UnpackerOf(HttpContent content) =>
        !content.Headers.NonValidated.TryGetValues("Content-Encoding", out HeaderStringValues encodings) ? null
        : encodings.ToString().Trim().ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => static packed => new GZipStream(packed, CompressionMode.Decompress),
            "deflate" => static packed => new ZLibStream(packed, CompressionMode.Decompress),
            "br" => static packed => new BrotliStream(packed, CompressionMode.Decompress),
            _ => null,
        };

    // All other ways to write to a stream that derives from MemoryStream lead here.
    private sealed class CappedStream(int capacity) : MemoryStream(capacity)
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            if (Position + count > MostBytes)
            {
                throw new OutreachConnectionException(
                    $"The answer is larger than {MostBytes >> 20} MiB and was not read any further. A smaller "
                        + $"{nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.PageSize)} makes smaller ones.");
            }

            base.Write(buffer, offset, count);
        }
    }
}
