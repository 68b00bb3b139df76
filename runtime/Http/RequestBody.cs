using System.Net;

namespace Outreach.Bulk.Http;

/// <summary>The body of a request of ours: bytes, with their media type.</summary>
internal sealed class RequestBody : HttpContent
{
    private readonly byte[] _bytes;

    public RequestBody(byte[] bytes, string mediaType)
    {
        _bytes = bytes;
        Headers.TryAddWithoutValidation("Content-Type", mediaType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        stream.WriteAsync(_bytes, 0, _bytes.Length);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(_bytes, cancellationToken).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
