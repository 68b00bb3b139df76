using Outreach.Bulk.Emulator.Faults;

namespace Outreach.Bulk.Emulator;

/// <summary>
/// Things that go wrong, scripted. Each fault waits for a request with its method whose path meets its predicate,
/// strikes once for each of its times, and is used up; among those that fit, the one scripted first strikes. The path
/// is the one below the base address, without the query: <c>/batches/actions/accountsBulkModify</c>; for uploads, which
/// go elsewhere, it is the whole path, and begins with <c>/storage/</c>.
/// </summary>
public sealed class EmulatorFaults
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _waiting = [];

    /// <summary>How many strikes are still waiting for their request.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>The request is worked off, then the connection is closed without an answer.</summary>
    /// <param name="method">The method to wait for.</param>
    /// <param name="path">Which paths to strike.</param>
    /// <param name="times">How many requests to strike, 1 or more. Default 1.</param>
    public EmulatorFaults LoseAnswer(HttpMethod method, Predicate<string> path, int times = 1) =>
        Add(new Fault(FaultKind.LoseAnswer, method, path), times);

    /// <summary>The connection is closed before anything is done.</summary>
    /// <param name="method">The method to wait for.</param>
    /// <param name="path">Which paths to strike.</param>
    /// <param name="times">How many requests to strike, 1 or more. Default 1.</param>
    public EmulatorFaults Reset(HttpMethod method, Predicate<string> path, int times = 1) =>
        Add(new Fault(FaultKind.Reset, method, path), times);

    /// <summary>Nothing is done, and this is answered instead.</summary>
    /// <param name="method">The method to wait for.</param>
    /// <param name="path">Which paths to strike.</param>
    /// <param name="status">The status, 200 to 599.</param>
    /// <param name="headers">The headers; without a <c>Content-Type</c> it is that of JSON:API. Default none.</param>
    /// <param name="body">The body, sent as it is: it may be HTML, or broken. Default empty.</param>
    /// <param name="times">How many requests to strike, 1 or more. Default 1.</param>
    public EmulatorFaults Answer(
        HttpMethod method,
        Predicate<string> path,
        int status,
        IReadOnlyDictionary<string, string>? headers = null,
        string body = "",
        int times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        ArgumentNullException.ThrowIfNull(body);
        headers ??= new Dictionary<string, string>();
        return Add(new Fault(FaultKind.Answer, method, path) { Status = status, Headers = headers, Body = body }, times);
    }

    /// <summary>The request is worked off and its answer announced in full length, but the connection closes half way through.</summary>
    /// <param name="method">The method to wait for.</param>
    /// <param name="path">Which paths to strike.</param>
    /// <param name="times">How many requests to strike, 1 or more. Default 1.</param>
    public EmulatorFaults CutAnswer(HttpMethod method, Predicate<string> path, int times = 1) =>
        Add(new Fault(FaultKind.CutAnswer, method, path), times);

    /// <summary>The request is worked off, but its answer waits.</summary>
    /// <param name="method">The method to wait for.</param>
    /// <param name="path">Which paths to strike.</param>
    /// <param name="release">Ends the wait when it completes.</param>
    /// <param name="times">How many requests to strike, 1 or more. Default 1.</param>
    public EmulatorFaults Hold(HttpMethod method, Predicate<string> path, Task release, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(release);
        return Add(new Fault(FaultKind.Hold, method, path) { Release = release }, times);
    }

    /// <summary>An upload is taken in up to a point, then the connection is closed and nothing kept of it.</summary>
    /// <param name="path">Which paths to strike; they begin with <c>/storage/</c>.</param>
    /// <param name="afterBytes">How much of the file is taken in, 0 or more bytes; all of it when it is no longer than that.</param>
    /// <param name="times">How many uploads to strike, 1 or more. Default 1.</param>
    public EmulatorFaults CutUpload(Predicate<string> path, long afterBytes, int times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterBytes);
        return Add(new Fault(FaultKind.CutUpload, HttpMethod.Put, path) { After = afterBytes }, times);
    }

    /// <summary>Forgets every fault that has not struck yet.</summary>
    public void Clear()
    {
        lock (_gate) _waiting.Clear();
    }

    internal Fault? Take(string method, string path)
    {
        lock (_gate)
        {
            int index = _waiting.FindIndex(fault => fault.Method.Method == method && fault.Path(path));
            if (index < 0) return null;
            Fault fault = _waiting[index];
            _waiting.RemoveAt(index);
            return fault;
        }
    }

    private EmulatorFaults Add(Fault fault, int times)
    {
        ArgumentNullException.ThrowIfNull(fault.Method);
        ArgumentNullException.ThrowIfNull(fault.Path);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        lock (_gate) _waiting.AddRange(Enumerable.Repeat(fault, times));
        return this;
    }
}
