using System.Net;

namespace Outreach.Bulk;

/// <summary>
/// The guard at the bottom of the handler chain: a POST that acts leaves this process once, whatever retries, hedges or
/// rebuilds requests above. A second send joins the first and gets its own copy of the answer. What leaves is the method,
/// address and body of the mark, under the headers of the request.
/// </summary>
internal sealed class SendOnceHandler(TimeProvider timeProvider, TimeSpan requestTimeout) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(SendAttempt.Key, out SendAttempt? attempt))
        {
            return request.Method == HttpMethod.Get
                ? base.SendAsync(request, cancellationToken)
                : throw new RequestNotMarkedException(
                    $"A handler rebuilt a {request.Method} request to Outreach without copying HttpRequestMessage.Options, so it cannot be told from a second send. It was not sent. Copy the options along, or leave requests to Outreach alone.");
        }

        if (request.Method != attempt.Method || request.RequestUri != attempt.Target)
        {
            throw new RequestNotMarkedException(
                "A handler changed the method or the address of a request to Outreach. It was not sent.");
        }

        return attempt.Acts
            ? SendOnceAsync(request, attempt, cancellationToken)
            : base.SendAsync(Own(request, attempt), cancellationToken);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        HttpRequestMessage request, SendAttempt attempt, CancellationToken cancellationToken)
    {
        Task<SendAttempt.Answer> sending = attempt.SendOnce(() => SendDetachedAsync(request, attempt), out bool isFirst);

        // A sender that gives up must not take the live request with it: others may be waiting for its answer. When all
        // have given up, a late failure is nobody's.
        if (isFirst)
            _ = sending.ContinueWith(static late => _ = late.Exception, TaskScheduler.Default);
        SendAttempt.Answer answer = await sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        return isFirst ? answer.Response : Copy(answer, request);
    }

    private async Task<SendAttempt.Answer> SendDetachedAsync(HttpRequestMessage request, SendAttempt attempt)
    {
        using CancellationTokenSource deadline = new(requestTimeout, timeProvider);
        try
        {
            HttpResponseMessage response = await base.SendAsync(Own(request, attempt), deadline.Token).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(deadline.Token).ConfigureAwait(false);
            response.Content = BufferedContent.Over(body, response.Content);
            response.RequestMessage = request;
            return new(response, body);
        }
        catch (HttpRequestException exception) when (SendFailure.NeverLeft(exception))
        {
            attempt.ForgetUnsent();
            throw;
        }
    }

    // Whoever sent the original may dispose it while this one is still on its way. Over HTTP/2 .NET resends what a server
    // refuses to process, and after "Expect: 100-continue" what a closing connection left unanswered.
    private static HttpRequestMessage Own(HttpRequestMessage request, SendAttempt attempt)
    {
        HttpRequestMessage own = new(attempt.Method, attempt.Target)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = new RequestBody(attempt.Body),
        };
        foreach ((string name, System.Net.Http.Headers.HeaderStringValues values) in request.Headers.NonValidated)
            own.Headers.TryAddWithoutValidation(name, values);
        own.Headers.Remove("Expect");
        return own;
    }

    private static HttpResponseMessage Copy(SendAttempt.Answer answer, HttpRequestMessage request)
    {
        HttpResponseMessage copy = new(answer.Response.StatusCode)
        {
            ReasonPhrase = answer.Response.ReasonPhrase,
            Version = answer.Response.Version,
            RequestMessage = request,
            Content = BufferedContent.Over(answer.Body, answer.Response.Content),
        };
        foreach ((string name, System.Net.Http.Headers.HeaderStringValues values) in answer.Response.Headers.NonValidated)
            copy.Headers.TryAddWithoutValidation(name, values);
        return copy;
    }
}

/// <summary>The body of a request of ours: bytes, with the JSON:API media type.</summary>
internal sealed class RequestBody : HttpContent
{
    private static readonly System.Net.Http.Headers.MediaTypeHeaderValue s_mediaType = new(MediaTypes.JsonApi);

    private readonly byte[] _bytes;

    public RequestBody(byte[] bytes)
    {
        _bytes = bytes;
        Headers.ContentType = s_mediaType;
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

/// <summary>The body of an answer that was read to its end.</summary>
internal sealed class BufferedContent : HttpContent
{
    private BufferedContent(byte[] bytes) => Bytes = bytes;

    public byte[] Bytes { get; }

    public static BufferedContent Over(byte[] bytes, HttpContent original)
    {
        BufferedContent content = new(bytes);
        foreach ((string name, System.Net.Http.Headers.HeaderStringValues values) in original.Headers.NonValidated)
            content.Headers.TryAddWithoutValidation(name, values);
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
