namespace Outreach.Bulk.Emulator.Requests;

/// <summary>A request that came, what struck it, and how it has been answered so far. Disposed when its answer is over.</summary>
internal sealed class Exchange(long number, DateTimeOffset receivedAt, string fault) : IDisposable
{
    private volatile int _status;
    private volatile bool _isOver;

    /// <summary>Counts from 1, in the order of arrival.</summary>
    public long Number => number;

    public DateTimeOffset ReceivedAt => receivedAt;

    /// <summary>The names of the faults that struck it; empty where none did.</summary>
    public string Fault => fault;

    /// <summary>The status answered; null while unanswered and where the connection was closed instead.</summary>
    public int? Status => _status == 0 ? null : _status;

    public bool IsOver => _isOver;

    public void SetStatus(int status) => _status = status;

    public void Dispose() => _isOver = true;
}
