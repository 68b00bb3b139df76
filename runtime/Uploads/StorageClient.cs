using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Outreach.Bulk.Http;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Uploads;

/// <summary>
/// Sends files to the storage. Not the API's client: what that one carries (the token, an application's handlers and
/// headers) has no business there.
/// </summary>
/// <param name="options">The connection's options.</param>
/// <param name="clients">Gives the client for an upload; null for one of its own.</param>
internal sealed class StorageClient(OutreachBulkOptions options, Func<HttpClient>? clients) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _userAgent = UserAgent.Of(options);
    private HttpClient? _own;
    private bool _isDisposed;

    /// <summary>Sends a file, once.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="content">The file.</param>
    /// <param name="asksFirst">Whether the storage may refuse before the file is sent.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PutAsync(PresignedAddress address, UploadContent content, bool asksFirst, CancellationToken cancellationToken)
    {
        DisposedConnection.ThrowIf(_isDisposed);
        HttpClient client = clients is null || options.UploadHandler is not null ? Own() : clients();
        using HttpRequestMessage request = Request(address, content, asksFirst);
        UserAgent.Add(request, client, _userAgent);

        // An upload takes as long as it takes; what ends it is silence.
        using CancellationTokenSource idle = new(options.RequestTimeout, options.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken);
        content.HasAdvanced = () => idle.CancelAfter(options.RequestTimeout);
        try
        {
            using HttpResponseMessage response = await client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw await StorageRefusal.ReadAsync(response, address, options.TimeProvider.GetUtcNow(), either.Token)
                    .ConfigureAwait(false);
            }
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
            content.Failure.Throw();
        }
        catch (OperationCanceledException) when (idle.IsCancellationRequested)
        {
            throw Lost(
                request,
                address,
                content,
                $"nothing moved for {options.RequestTimeout} ({nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.RequestTimeout)})");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException)
        {
            // .NET lets a socket's error through where a connection ends as it begins.
            throw Lost(request, address, content, CauseOf(exception));
        }

        if (!content.WasSentWhole)
            throw Lost(request, address, content, "the storage answered before the end of the file");
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _own?.Dispose();
        }
    }

    // Most connections upload nothing.
    private HttpClient Own()
    {
        lock (_gate)
        {
            DisposedConnection.ThrowIf(_isDisposed);
            return _own ??= new(StorageHandler.Over(Primary())) { Timeout = Timeout.InfiniteTimeSpan };
        }
    }

    private HttpMessageHandler Primary() => options.UploadHandler is null
        ? PrimaryHandler.Create()
        : options.UploadHandler() ?? throw new InvalidOperationException(
            $"{nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.UploadHandler)} returned null. Return a handler, or leave it out.");

    private HttpRequestMessage Request(PresignedAddress address, UploadContent content, bool asksFirst)
    {
        HttpRequestMessage request = new(HttpMethod.Put, address.Address)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };

        // As it was signed: .NET's own leaves out a port that is the scheme's.
        request.Headers.TryAddWithoutValidation("Host", address.Authority);
        if (asksFirst)
            request.Headers.ExpectContinue = true;
        if (address.SignedHeaders.Contains("content-type"))
            content.Headers.TryAddWithoutValidation("Content-Type", options.Protocol.UploadMediaType);
        return request;
    }

    // Not the exception itself, and not all of its text: that may hold the address.
    private static string CauseOf(Exception exception) => exception switch
    {
        HttpRequestException { InnerException: AuthenticationException refused } => refused.Message.TrimEnd('.'),
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http => http.HttpRequestError.ToString(),
        _ => "the connection broke",
    };

    private static OutreachConnectionException Lost(
        HttpRequestMessage request, PresignedAddress address, UploadContent content, string cause)
    {
        string way = StorageHandler.ProxyOf(request) is { } proxy ? $" by way of the proxy {proxy}" : "";
        return new(FormattableString.Invariant($"The upload to {address.Authority}{way} broke off after {content.Sent} of ")
            + FormattableString.Invariant($"{content.Length} bytes: {cause}. No import was started; the upload can be repeated."));
    }
}
