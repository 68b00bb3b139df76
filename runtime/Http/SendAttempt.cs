using Outreach.Bulk.Protocol;

namespace Outreach.Bulk.Http;

/// <summary>
/// The mark on a request of ours: what is sent, and the memory of its one send. It travels in
/// <see cref="HttpRequestMessage.Options"/>, which handlers that clone a request copy along.
/// </summary>
internal sealed class SendAttempt(HttpMethod method, Uri target, byte[]? body, bool acts)
{
    public static readonly HttpRequestOptionsKey<SendAttempt> Key = new("Outreach.Bulk.SendAttempt");

    private readonly Lock _gate = new();
    private Task<Answer>? _answer;

    /// <summary>The one method this request may have.</summary>
    public HttpMethod Method { get; } = method;

    /// <summary>The one address this request may go to.</summary>
    public Uri Target { get; } = target;

    /// <summary>The body that is sent, whatever became of the request's own on its way; null for none.</summary>
    public byte[]? Body { get; } = body;

    /// <summary>What the body is.</summary>
    public string MediaType { get; init; } = MediaTypes.JsonApi;

    /// <summary>A body for one send of it.</summary>
    public RequestBody? NewContent() => Body is null ? null : new RequestBody(Body, MediaType);

    /// <summary>Whether a second send could act a second time.</summary>
    public bool Acts { get; } = acts;

    /// <summary>Done directly before it leaves, whatever held it back until then. When that fails it does not leave.</summary>
    public Func<CancellationToken, ValueTask>? Leaving { get; init; }

    /// <summary>The token it was sent with, once it has one.</summary>
    public string? Token { get; set; }

    /// <summary>The token that the same request was refused with before. With that one it does not leave again.</summary>
    public string? RefusedToken { get; init; }

    /// <summary>When it left. The budget may have held it back for an hour until then, in which it did nothing.</summary>
    public SentMoment LeftAt { get; set; }

    /// <summary>The same moment by the clock that nobody sets.</summary>
    public long LeftAtTimestamp { get; set; }

    /// <summary>Whether somebody above sent it more than once.</summary>
    public bool WasJoined { get; private set; }

    /// <summary>Method and path, for errors.</summary>
    public string Summary => $"{Method} {Target.AbsolutePath}";

    /// <summary>Whether the request reached the bottom of the handler chain and was handed to the network.</summary>
    public bool WasSent => Volatile.Read(ref _answer) is not null;

    /// <summary>What the network answered, which handlers above may have changed; <see langword="null"/> without an answer.</summary>
    public Answer? Received => Volatile.Read(ref _answer) is { IsCompletedSuccessfully: true } answer ? answer.Result : null;

    /// <summary>Sends the request, or joins the send that is under way or done.</summary>
    /// <param name="send">Sends, and completes what it is given with the answer or the failure.</param>
    /// <param name="state">What <paramref name="send"/> needs.</param>
    /// <param name="isFirst">Whether this call sent.</param>
    public Task<Answer> SendOnce<TState>(Action<TState, SendAttempt, TaskCompletionSource<Answer>> send, TState state, out bool isFirst)
    {
        TaskCompletionSource<Answer> sending;
        lock (_gate)
        {
            isFirst = _answer is null;
            if (_answer is not null)
            {
                WasJoined = true;
                return _answer;
            }

            sending = new();
            _answer = sending.Task;
        }

        // Outside the lock, and remembered before: a send that fails at once must find itself to be forgotten.
        send(state, this, sending);
        return sending.Task;
    }

    /// <summary>Forgets a send of which not a byte can have left, so that another may take its place.</summary>
    public void ForgetUnsent()
    {
        lock (_gate)
            _answer = null;
    }

    /// <summary>An answer read to its end, so that every sender can have a copy.</summary>
    /// <param name="Response">The answer as it came; its content has been read.</param>
    /// <param name="Body">All of its body.</param>
    public sealed record Answer(HttpResponseMessage Response, byte[] Body);
}
