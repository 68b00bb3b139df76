namespace Outreach.Bulk.Emulator.Recording;

/// <summary>Every acting POST that was worked off, in order.</summary>
internal sealed class PostedActionLog
{
    private readonly List<Func<PostedAction>> _entries = [];

    /// <summary>Enters a POST, by what tells how it stands whenever somebody looks.</summary>
    public void Add(Func<PostedAction> entry) => _entries.Add(entry);

    public IReadOnlyList<PostedAction> Snapshot() => [.. _entries.Select(entry => entry())];
}
