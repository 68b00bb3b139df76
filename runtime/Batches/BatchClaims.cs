using System.Runtime.CompilerServices;
using Outreach.Bulk.Calls;
using Outreach.Bulk.Operations;

namespace Outreach.Bulk.Batches;

/// <summary>
/// What a connection knows of its own bulk actions: which are on their way, which lost their answer, and which batches are
/// answered for. A search adopts no batch that may be another call's.
/// </summary>
internal sealed class BatchClaims(TimeProvider time, TimeSpan longestSend)
{
    // Longer than any search for a lost answer needs what is remembered here.
    private static readonly TimeSpan s_memory = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly HashSet<BulkActionRequest> _onTheirWay = [];
    private readonly List<LostRequest<BatchOperation>> _lost = [];
    private readonly ConditionalWeakTable<LostRequest<BatchOperation>, Batch> _adopted = [];
    private HashSet<long> _answeredFor = [];
    private HashSet<long> _answeredForBefore = [];
    private DateTimeOffset _remembersSince = time.GetUtcNow();
    private DateTimeOffset? _forgotBefore;
    private long? _creatorId;

    /// <summary>The user whose token this is, as the first batch it made shows.</summary>
    public long? CreatorId
    {
        get
        {
            lock (_gate)
                return _creatorId;
        }
    }

    public void Sending(BulkActionRequest request)
    {
        lock (_gate)
            _onTheirWay.Add(request);
    }

    public void Answered(BulkActionRequest request, Batch batch)
    {
        lock (_gate)
        {
            _onTheirWay.Remove(request);
            _creatorId = batch.CreatorId ?? _creatorId;
            Remember(batch.Id);
        }
    }

    /// <summary>Remembers a batch that somebody's call is known to have started.</summary>
    public void AnswerFor(long batchId)
    {
        lock (_gate)
            Remember(batchId);
    }

    public void NotSent(BulkActionRequest request)
    {
        lock (_gate)
            _onTheirWay.Remove(request);
    }

    public void Lost(BulkActionRequest request, LostRequest<BatchOperation> lostRequest)
    {
        lock (_gate)
        {
            _onTheirWay.Remove(request);
            DateTimeOffset forgotten = time.GetUtcNow() - s_memory;
            _lost.RemoveAll(old => old.SentTo < forgotten);
            _lost.Add(lostRequest);
        }
    }

    /// <summary>Adopts one of the batches that echo a lost request, when none of them can be anybody else's.</summary>
    /// <param name="lostRequest">The lost request.</param>
    /// <param name="window">The time in which its batch can have been created.</param>
    /// <param name="echoing">The batches of that time that echo it, newest first.</param>
    /// <param name="open">Those that are not answered for.</param>
    /// <returns>The batch; null if it is not known which one it is.</returns>
    public Batch? TryAdopt(
        LostRequest<BatchOperation> lostRequest,
        CreationWindow window,
        IReadOnlyList<Batch> echoing,
        out IReadOnlyList<Batch> open)
    {
        lock (_gate)
        {
            if (_adopted.TryGetValue(lostRequest, out Batch? found))
            {
                open = [];
                return found;
            }

            List<Batch> free = OfNobody(echoing);
            open = free;

            // Whose batches of that time were is not known any more: one that is free may be another call's.
            if ((lostRequest.KnownSince ?? lostRequest.SentFrom) < _forgotBefore)
                return null;

            // One that may be older than the request is another process's.
            free = [.. free.Where(batch => window.IsAfterSend(batch.CreatedAt))];
            if (free.Count == 0 || _onTheirWay.Any(request => request.EchoDigest == lostRequest.TargetDigest))
                return null;

            // Lost requests that are equal have done the same, so it does not matter which batch is whose, unless there are
            // more batches than requests: then some are somebody else's.
            int equal = 1 + _lost.Count(lost =>
                lost != lostRequest
                && lost.TargetDigest == lostRequest.TargetDigest
                && lost.SentFrom <= lostRequest.SentTo + longestSend
                && lost.SentTo + longestSend >= lostRequest.SentFrom);
            if (free.Count > equal)
                return null;
            _lost.Remove(lostRequest);
            Remember(free[^1].Id);
            _adopted.Add(lostRequest, free[^1]);
            return free[^1];
        }
    }

    /// <summary>Those that no operation is known to have started.</summary>
    public IReadOnlyList<Batch> WithoutOwner(IReadOnlyList<Batch> batches)
    {
        lock (_gate)
            return OfNobody(batches);
    }

    private List<Batch> OfNobody(IReadOnlyList<Batch> batches) =>
        [.. batches.Where(batch => !_answeredFor.Contains(batch.Id) && !_answeredForBefore.Contains(batch.Id))];

    // Two halves: the older one is forgotten as a whole, so that nothing is stored with an id.
    private void Remember(long id)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now - _remembersSince > s_memory)
        {
            if (_answeredForBefore.Count > 0)
                _forgotBefore = _remembersSince;
            (_answeredForBefore, _answeredFor) = (_answeredFor, []);
            _remembersSince = now;
        }

        _answeredFor.Add(id);
    }
}
