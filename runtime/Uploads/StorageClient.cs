using System.Net;
using System.Net.Sockets;
using System.Xml;
using Outreach.Bulk.Http;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Uploads;

/// <summary>
/// Sends files to the storage. Not the API's client: what that one carries (the token, an application's handlers and
/// headers) has no business there.
/// </summary>
internal sealed class StorageClient(ProtocolOptions options, TimeSpan idleTimeout, TimeProvider timeProvider) : IDisposable
{
    private const int LongestError = 1 << 16;

    // Most connections upload nothing.
    private readonly Lazy<HttpClient> _client = new(Create);
    private bool _isDisposed;

    public async Task PutAsync(PresignedAddress address, UploadContent content, CancellationToken cancellationToken)
    {
        DisposedConnection.ThrowIf(_isDisposed);
        ThrowIfNotSignable(address);
        using HttpRequestMessage request = new(HttpMethod.Put, address.Address)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        if (address.SignedHeaders.Contains("content-type"))
            content.Headers.TryAddWithoutValidation("Content-Type", options.UploadMediaType);

        // An upload takes as long as it takes; what ends it is silence.
        using CancellationTokenSource idle = new(idleTimeout, timeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken);
        content.HasAdvanced = () => idle.CancelAfter(idleTimeout);
        try
        {
            using HttpResponseMessage response = await _client.Value
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                throw await RefusedAsync(response, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception) when (_isDisposed)
        {
            throw DisposedConnection.GivenUp("The upload");
        }
        catch (Exception) when (content.Failure is not null)
        {
            throw content.Failure;
        }
        catch (OperationCanceledException) when (idle.IsCancellationRequested)
        {
            throw Lost(content, $"nothing moved for {idleTimeout} (OutreachBulkOptions.RequestTimeout)");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException)
        {
            // .NET lets a socket's error through where a connection ends as it begins. Not the cause itself: its text may hold the address.
            throw Lost(content, exception is HttpRequestException http ? http.HttpRequestError.ToString() : "the connection broke");
        }

        if (!content.WasSentWhole)
            throw Lost(content, "the storage answered before the end of the file");
    }

    public void Dispose()
    {
        _isDisposed = true;
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }

    // No handler of .NET's adds headers of its own accord: no trace context, no cookie.
    private static HttpClient Create()
    {
        SocketsHttpHandler handler = PrimaryHandler.Create();
        handler.ActivityHeadersPropagator = null;
        return new(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static void ThrowIfNotSignable(PresignedAddress address)
    {
        string[] unknown = [.. address.SignedHeaders.Where(header => header is not ("host" or "content-type" or "content-length"))];
        if (unknown.Length > 0)
        {
            throw new OutreachConnectionException(
                $"The upload link has headers signed whose values it does not give: {string.Join(", ", unknown)}. Nothing was sent.");
        }
    }

    private static OutreachConnectionException Lost(UploadContent content, string cause) =>
        new(FormattableString.Invariant($"The upload broke off after {content.Sent} of {content.Length} bytes: {cause}. ")
            + "No import was started; the upload can be repeated.");

    private static async Task<UploadException> RefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        (string? code, bool isExpired) = (null, false);
        try
        {
            Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                byte[] text = new byte[LongestError];
                int length = await body.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, cancellationToken)
                    .ConfigureAwait(false);
                (code, isExpired) = Read(text.AsMemory(0, length));
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or XmlException)
        {
            // The status says enough.
        }

        return UploadException.Refused(response.StatusCode, code, isExpired);
    }

    // Code alone: the rest of the document repeats the address, the key and what was signed.
    private static (string? Code, bool IsExpired) Read(ReadOnlyMemory<byte> text)
    {
        XmlReaderSettings settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using XmlReader reader = XmlReader.Create(new MemoryReader(text), settings);
        string? code = null;
        string message = "";
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.Depth != 1)
                continue;
            string name = reader.LocalName;
            if (name is not ("Code" or "Message") || !reader.Read() || reader.NodeType != XmlNodeType.Text)
                continue;
            if (name == "Code" && reader.Value.Length <= 64 && reader.Value.All(char.IsAsciiLetterOrDigit))
                code = reader.Value;
            else if (name == "Message")
                message = reader.Value;
        }

        bool isExpired = code == "ExpiredToken"
            || (code == "AccessDenied" && message.Contains("expired", StringComparison.OrdinalIgnoreCase));
        return (code, isExpired);
    }
}
