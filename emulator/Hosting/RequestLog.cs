namespace Outreach.Bulk.Emulator.Hosting;

internal sealed class RequestLog
{
    private readonly Lock _gate = new();
    private List<RecordedRequest> _requests = [];

    public IReadOnlyList<RecordedRequest> Snapshot()
    {
        lock (_gate) return [.. _requests];
    }

    public void Clear()
    {
        lock (_gate) _requests = [];
    }

    /// <summary>Writes a request down on arrival. The returned action fills in the status once it is known.</summary>
    public Action<int> Add(RecordedRequest request)
    {
        lock (_gate)
        {
            List<RecordedRequest> requests = _requests;
            int index = requests.Count;
            requests.Add(request);
            return status =>
            {
                lock (_gate) requests[index] = requests[index] with { Status = status };
            };
        }
    }
}
