using Outreach.Bulk.Emulator.Faults;

namespace Outreach.Bulk.Emulator;

/// <summary>
/// Things that go wrong, scripted: <see cref="Add"/> says what and when, the other methods are short for what tests need
/// most. Of the faults that concern the answer one can strike a request, that of the rule added first; those that concern
/// batches and records strike besides.
/// </summary>
public sealed class EmulatorFaults
{
    private readonly Lock _gate = new();
    private readonly List<ScriptedFault> _scripted = [];
    private readonly Dictionary<string, int> _injected = new(StringComparer.Ordinal);

    /// <summary>How many requests are still to be struck by rules that end after a number of <see cref="FaultRule.Times"/>.</summary>
    public int Remaining
    {
        get
        {
            lock (_gate)
                return _scripted.Sum(scripted => scripted.Left ?? 0);
        }
    }

    /// <summary>How often each fault was injected, by its name. A copy.</summary>
    public IReadOnlyDictionary<string, int> Injected
    {
        get
        {
            lock (_gate)
                return new Dictionary<string, int>(_injected, StringComparer.Ordinal);
        }
    }

    /// <summary>The rules that are not used up, each in a few words.</summary>
    internal IReadOnlyList<string> Scripted
    {
        get
        {
            lock (_gate)
                return [.. _scripted.Select(scripted => scripted.ToString())];
        }
    }

    /// <summary>Scripts a fault.</summary>
    /// <param name="when">Which requests to strike.</param>
    /// <param name="faults">What goes wrong; of several, one is chosen at random for each request.</param>
    public EmulatorFaults Add(FaultRule when, params EmulatorFault[] faults)
    {
        ArgumentNullException.ThrowIfNull(when);
        ArgumentNullException.ThrowIfNull(faults);
        if (faults.Length == 0 || faults.Contains(null))
            throw new ArgumentException("A rule needs at least one fault.", nameof(faults));
        ArgumentOutOfRangeException.ThrowIfNegative(when.Skip);
        ArgumentOutOfRangeException.ThrowIfLessThan(when.Every, 1);
        if (when.Times is int times)
            ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        if (!(when.Probability >= 0 && when.Probability <= 1))
            throw new ArgumentOutOfRangeException(nameof(when), when.Probability, "Probability must be from 0 to 1.");
        lock (_gate)
            _scripted.Add(new ScriptedFault(when, [.. faults]));
        return this;
    }

    /// <summary>
    /// Short for <see cref="EmulatorFault.LoseResponse"/>: the request is worked off, then the connection is reset without an answer.
    /// </summary>
    /// <param name="method">The method to wait for.</param>
    /// <param name="path">Which paths to strike.</param>
    /// <param name="times">How many requests to strike, 1 or more. Default 1.</param>
    public EmulatorFaults LoseResponse(HttpMethod method, Predicate<string> path, int times = 1) =>
        AddTimes(method, path, times, EmulatorFault.LoseResponse);

    /// <summary>Short for <see cref="EmulatorFault.Reset"/>: the connection is reset before anything is done.</summary>
    /// <param name="method">The method to wait for.</param>
    /// <param name="path">Which paths to strike.</param>
    /// <param name="times">How many requests to strike, 1 or more. Default 1.</param>
    public EmulatorFaults Reset(HttpMethod method, Predicate<string> path, int times = 1) =>
        AddTimes(method, path, times, EmulatorFault.Reset);

    /// <summary>Short for <see cref="EmulatorFault.Respond"/>: nothing is done, and this is answered instead.</summary>
    /// <param name="method">The method to wait for.</param>
    /// <param name="path">Which paths to strike.</param>
    /// <param name="status">The status, 200 to 599.</param>
    /// <param name="headers">The headers; without a <c>Content-Type</c> it is that of JSON:API. Default none.</param>
    /// <param name="body">The body, sent as it is: it may be HTML, or broken. Default empty.</param>
    /// <param name="times">How many requests to strike, 1 or more. Default 1.</param>
    public EmulatorFaults Respond(
        HttpMethod method,
        Predicate<string> path,
        int status,
        IReadOnlyDictionary<string, string>? headers = null,
        string body = "",
        int times = 1) => AddTimes(method, path, times, EmulatorFault.Respond(status, headers, body));

    /// <summary>Forgets every fault that was not injected yet; what was stays counted.</summary>
    public void Clear()
    {
        lock (_gate)
            _scripted.Clear();
    }

    internal InjectedFaults Inject(string method, string path)
    {
        lock (_gate)
        {
            if (_scripted.Count == 0)
                return InjectedFaults.None;
            List<EmulatorFault> injected = [];
            foreach (ScriptedFault scripted in _scripted)
            {
                if (scripted.Count(method, path) is not EmulatorFault fault)
                    continue;
                if (fault.AffectsResponse && injected.Exists(other => other.AffectsResponse))
                    continue;
                injected.Add(fault);
                scripted.Use();
                _injected[fault.ToString()] = _injected.GetValueOrDefault(fault.ToString()) + 1;
            }

            if (injected.Count == 0)
                return InjectedFaults.None;
            _scripted.RemoveAll(scripted => scripted.Left == 0);
            return new InjectedFaults(injected);
        }
    }

    private EmulatorFaults AddTimes(HttpMethod method, Predicate<string> path, int times, EmulatorFault fault)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(path);
        return Add(new FaultRule { Method = method, Path = path, Times = times }, fault);
    }
}
