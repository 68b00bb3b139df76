using Outreach.Bulk.Protocol;

namespace Outreach.Bulk.Uploads;

/// <summary>Reads why the storage did not take a file.</summary>
internal static class StorageRefusal
{
    private const int Longest = 1 << 16;

    public static async Task<UploadException> ReadAsync(
        HttpResponseMessage response, PresignedAddress address, DateTimeOffset now, CancellationToken cancellationToken)
    {
        byte[] text = await ReadTextAsync(response.Content, cancellationToken).ConfigureAwait(false);
        StorageError error = StorageError.Parse(text, address);
        string? target = (int)response.StatusCode is >= 300 and < 400 ? TargetOf(response, address, error) : null;
        return UploadException.Refused(response.StatusCode, error, target, RateLimit.Read(response.Headers, now)?.RetryAfter);
    }

    // A storage that closes while it refuses may take the end of its words along.
    private static async Task<byte[]> ReadTextAsync(HttpContent content, CancellationToken cancellationToken)
    {
        byte[] text = new byte[Longest];
        int length = 0;
        try
        {
            Stream body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                int count;
                while ((count = await body.ReadAsync(text.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
                    length += count;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
        }

        return text[..length];
    }

    // The host alone: path and query are those of the link.
    private static string? TargetOf(HttpResponseMessage response, PresignedAddress address, StorageError error) =>
        response.Headers.Location is { } location && Uri.TryCreate(address.Address, location, out Uri? target) && target.Host.Length > 0
            ? target.GetComponents(UriComponents.Host | UriComponents.Port, UriFormat.UriEscaped)
            : error.Endpoint;
}
