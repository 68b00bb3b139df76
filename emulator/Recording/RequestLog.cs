using Outreach.Bulk.Emulator.Requests;

namespace Outreach.Bulk.Emulator.Recording;

/// <summary>The newest requests, without secrets.</summary>
internal sealed class RequestLog(int most, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Queue<LoggedRequest> _entries = new();
    private long _number;

    /// <summary>How many requests there have been, whether or not they are still kept.</summary>
    public long Count => Interlocked.Read(ref _number);

    public IReadOnlyList<RecordedRequest> Snapshot()
    {
        lock (_gate)
            return [.. _entries.Select(entry => entry.Request with { Status = entry.Exchange.Status })];
    }

    public IReadOnlyList<LoggedRequest> Newest(int count)
    {
        lock (_gate)
            return [.. _entries.Skip(_entries.Count - count)];
    }

    public void Clear()
    {
        lock (_gate)
            _entries.Clear();
    }

    /// <summary>Writes a request down on arrival. What becomes of it is filled in once it is known.</summary>
    public Exchange Add(RecordedRequest request, string fault)
    {
        RecordedRequest kept = most == 0 ? request : SecretRedactor.Redact(request);
        lock (_gate)
        {
            Exchange exchange = new(++_number, time.GetUtcNow(), fault);
            if (most == 0)
                return exchange;
            if (_entries.Count == most)
                _entries.Dequeue();
            _entries.Enqueue(new LoggedRequest(exchange, kept));
            return exchange;
        }
    }
}
