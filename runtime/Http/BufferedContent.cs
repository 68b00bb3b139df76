using System.Net;

namespace Outreach.Bulk.Http;

/// <summary>The body of an answer that was read to its end.</summary>
internal sealed class BufferedContent : HttpContent
{
    private BufferedContent(byte[] bytes) => Bytes = bytes;

    public byte[] Bytes { get; }

    public static BufferedContent Over(byte[] bytes, HttpContent original)
    {
        BufferedContent content = new(bytes);
        HeaderCopy.Add(original.Headers, content.Headers);
        if (AnswerBody.IsUnpacked(original))
        {
            content.Headers.Remove("Content-Encoding");
            content.Headers.ContentLength = bytes.Length;
        }

        return content;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        stream.WriteAsync(Bytes, 0, Bytes.Length);

    protected override bool TryComputeLength(out long length)
    {
        length = Bytes.Length;
        return true;
    }
}
