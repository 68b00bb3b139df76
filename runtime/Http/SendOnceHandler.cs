using System.Net;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Http;

/// <summary>
/// The guard at the bottom of the handler chain: a POST that acts leaves this process once, whatever retries, hedges or
/// rebuilds requests above. A second send joins the first and gets its own copy of the answer. What leaves is the method,
/// address and body of the mark, under the headers of the request.
/// </summary>
internal sealed class SendOnceHandler(TimeProvider timeProvider, TimeSpan requestTimeout) : DelegatingHandler
{
    private readonly DeadlinePool _deadlines = new(requestTimeout, timeProvider);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(SendAttempt.Key, out SendAttempt? attempt))
        {
            return request.Method == HttpMethod.Get
                ? base.SendAsync(request, cancellationToken)
                : throw new OutreachBulkException(
                    $"A handler rebuilt a {request.Method} request to Outreach without copying HttpRequestMessage.Options, so it "
                        + "cannot be distinguished from a second send. It was not sent. Copy the options along, or leave requests to "
                        + "Outreach alone.");
        }

        if (request.Method != attempt.Method || request.RequestUri != attempt.Target)
        {
            throw new OutreachBulkException(
                "A handler changed the method or the address of a request to Outreach. It was not sent.");
        }

        // A handler above may have held it up for long, and a token source slept with the machine.
        cancellationToken.ThrowIfCancellationRequested();
        if (request.Method != HttpMethod.Get)
            ThrowIfLate(attempt);
        return attempt.Acts
            ? SendOnceAsync(request, attempt, cancellationToken)
            : base.SendAsync(Own(request, attempt), cancellationToken);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        HttpRequestMessage request, SendAttempt attempt, CancellationToken cancellationToken)
    {
        Task<SendAttempt.Answer> sending = attempt.SendOnce(
            static (sender, attempt, sending) => _ = sender.Handler.SendDetachedAsync(sender.Request, attempt, sending),
            (Handler: this, Request: request),
            out bool isFirst);
        try
        {
            SendAttempt.Answer answer = await sending.WaitAsync(cancellationToken).ConfigureAwait(false);
            return isFirst ? answer.Response : Copy(answer, request);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A sender that gives up must not take the live request with it: others may be waiting for its answer.
            Abandoned.Observe(sending);
            throw;
        }
    }

    // A clock that was set forward and a machine that slept cannot be distinguished, so the longer time counts.
    private void ThrowIfLate(SendAttempt attempt)
    {
        TimeSpan steady = timeProvider.GetElapsedTime(attempt.LeftAtTimestamp);
        TimeSpan shown = timeProvider.GetUtcNow() - attempt.LeftAt.Local;
        TimeSpan elapsed = steady > shown ? steady : shown;
        if (!attempt.WasSent && elapsed > requestTimeout)
        {
            throw new OutreachConnectionException(
                $"{attempt.Summary} was not sent: it was held up for {elapsed}, longer than "
                    + $"{nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.RequestTimeout)} ({requestTimeout}), by a handler, a token "
                    + "source or a machine that slept.")
            {
                Request = attempt.Summary,
            };
        }
    }

    private async Task SendDetachedAsync(
        HttpRequestMessage request, SendAttempt attempt, TaskCompletionSource<SendAttempt.Answer> sending)
    {
        CancellationTokenSource deadline = _deadlines.Start();
        SendAttempt.Answer answer;
        try
        {
            HttpResponseMessage response = await base.SendAsync(Own(request, attempt), deadline.Token).ConfigureAwait(false);
            byte[] body = await AnswerBody.ReadAsync(response.Content, deadline.Token).ConfigureAwait(false);
            response.Content = BufferedContent.Over(body, response.Content);
            response.RequestMessage = request;
            answer = new(response, body);
        }
        catch (Exception exception)
        {
            if (exception is HttpRequestException failure && SendFailure.NeverLeft(failure))
                attempt.ForgetUnsent();
            sending.SetException(exception);
            return;
        }
        finally
        {
            _deadlines.Return(deadline);
        }

        sending.SetResult(answer);
    }

    // Whoever sent the original may dispose it while this one is still on its way. Over HTTP/2 .NET resends what a server
    // refuses to process, and after "Expect: 100-continue" what a closing connection left unanswered.
    private static HttpRequestMessage Own(HttpRequestMessage request, SendAttempt attempt)
    {
        HttpRequestMessage own = new(attempt.Method, attempt.Target)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = attempt.NewContent(),
        };
        HeaderCopy.Add(request.Headers, own.Headers);
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
        HeaderCopy.Add(answer.Response.Headers, copy.Headers);
        return copy;
    }
}
