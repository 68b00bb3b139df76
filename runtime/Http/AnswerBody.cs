namespace Outreach.Bulk.Http;

/// <summary>
/// Reads the body of an answer to its end, into one array of the length the server announced. HttpContent's own method keeps a
/// copy beside the one it returns.
/// </summary>
internal static class AnswerBody
{
    // An announced length is only believed up to here; what really comes may be longer or shorter.
    private const long LargestHint = 1 << 20;

    public static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using MemoryStream body = new((int)Math.Clamp(content.Headers.ContentLength ?? 0, 0, LargestHint));
        await content.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        return body.Length == body.Capacity ? body.GetBuffer() : body.ToArray();
    }
}
