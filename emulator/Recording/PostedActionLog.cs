using Outreach.Bulk.Emulator.Requests;

namespace Outreach.Bulk.Emulator.Recording;

/// <summary>Every acting POST that was worked off, in order.</summary>
internal sealed class PostedActionLog
{
    private readonly List<(Exchange Exchange, Func<PostedAction> Read)> _entries = [];

    public int Count => _entries.Count;

    /// <summary>Enters a POST, by what tells how it stands whenever somebody looks.</summary>
    public void Add(Exchange exchange, Func<PostedAction> entry) => _entries.Add((exchange, entry));

    public IReadOnlyList<PostedAction> Snapshot() => [.. _entries.Select(entry => entry.Read())];

    /// <summary>The newest of them, each with the request that it came by.</summary>
    public IReadOnlyList<(Exchange Exchange, PostedAction Action)> Newest(int count) =>
        [.. _entries.TakeLast(count).Select(entry => (entry.Exchange, entry.Read()))];
}
