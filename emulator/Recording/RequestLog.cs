namespace Outreach.Bulk.Emulator.Recording;

/// <summary>The newest requests, without secrets.</summary>
internal sealed class RequestLog(int most)
{
    private readonly Lock _gate = new();
    private readonly Queue<Entry> _entries = new();

    public IReadOnlyList<RecordedRequest> Snapshot()
    {
        lock (_gate)
            return [.. _entries.Select(entry => entry.Request with { Status = entry.Status == 0 ? null : entry.Status })];
    }

    public void Clear()
    {
        lock (_gate)
            _entries.Clear();
    }

    /// <summary>Writes a request down on arrival. The returned action fills in the status once it is known.</summary>
    public Action<int> Add(RecordedRequest request)
    {
        if (most == 0)
            return static _ => { };
        Entry entry = new(SecretRedactor.Redact(request));
        lock (_gate)
        {
            if (_entries.Count == most)
                _entries.Dequeue();
            _entries.Enqueue(entry);
        }

        return status => entry.Status = status;
    }

    private sealed class Entry(RecordedRequest request)
    {
        public RecordedRequest Request => request;

        public int Status { get; set; }
    }
}
