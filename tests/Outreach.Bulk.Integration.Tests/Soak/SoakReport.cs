using System.Globalization;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Integration.Tests.Soak;

/// <summary>What a caller was told of one action.</summary>
internal enum Told
{
    /// <summary>It finished, or ended otherwise, as this batch.</summary>
    Ended,

    /// <summary>It became this batch, which was left alone.</summary>
    Detached,

    /// <summary>It was not done.</summary>
    NotDone,

    /// <summary>Its outcome is unknown.</summary>
    Unknown,
}

/// <summary>One action of the soak: its mark, whether others ask for the same, and what its caller was told.</summary>
internal sealed record SoakAction(int Number, string Tag, bool IsUnique)
{
    public Told? Told { get; set; }

    public long? BatchId { get; set; }

    public string? State { get; set; }
}

/// <summary>The callers' reports held against the emulator's own books.</summary>
internal sealed class SoakReport
{
    public SoakReport(IReadOnlyList<SoakAction> actions, IEnumerable<PostedAction> books)
    {
        ILookup<string, PostedAction> byTag = books.ToLookup(TagOf);
        Actions = actions.Count;
        NeverReported = actions.Count(action => action.Told is null);
        Unknown = actions.Count(action => action.Told == Told.Unknown);
        NotDone = actions.Count(action => action.Told == Told.NotDone);
        Detached = actions.Count(action => action.Told == Told.Detached);
        foreach (IGrouping<string, SoakAction> same in actions.GroupBy(action => action.Tag))
            Compare([.. same], [.. byTag[same.Key]]);
    }

    public int Actions { get; }

    public int Posted { get; private set; }

    /// <summary>Batches beyond one for each action.</summary>
    public int Doubled { get; private set; }

    /// <summary>Outcomes that the books contradict.</summary>
    public int Wrong { get; private set; }

    public int NeverReported { get; }

    public int NotDone { get; }

    public int Detached { get; }

    public int Unknown { get; }

    /// <summary>Actions that nobody else asked for too, that were done, and whose callers do not know.</summary>
    public int UnknownAlthoughDone { get; private set; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Actions} actions, {Posted} batches: doubled {Doubled}, reported wrongly {Wrong}, never reported {NeverReported}; "
        + $"not done {NotDone}, detached {Detached}, unknown {Unknown} (of which done and not found {UnknownAlthoughDone})");

    private static string TagOf(PostedAction posted) => posted.Attributes.GetProperty("tags")[0].GetString()!;

    private void Compare(IReadOnlyList<SoakAction> same, IReadOnlyList<PostedAction> posted)
    {
        Posted += posted.Count;
        SoakAction[] started = [.. same.Where(action => action.Told is Told.Ended or Told.Detached)];
        int unknown = same.Count(action => action.Told == Told.Unknown);
        Doubled += Math.Max(0, posted.Count - same.Count);
        if (same[0].IsUnique && unknown == 1 && posted.Count > 0)
            UnknownAlthoughDone++;

        // Each batch is one caller's at most; there are as many as were reported, or more by those whose outcome is unknown.
        if (started.Select(action => action.BatchId).Distinct().Count() != started.Length)
            Wrong++;
        if (posted.Count < started.Length || posted.Count > started.Length + unknown)
            Wrong++;
        foreach (SoakAction action in started)
        {
            PostedAction? entry = posted.SingleOrDefault(entry => entry.BatchId == action.BatchId);
            if (entry is null || (action.Told == Told.Ended && entry.State != action.State))
                Wrong++;
        }
    }
}
