using Outreach.Bulk.Emulator.Records;

namespace Outreach.Bulk.Emulator.Actions;

/// <summary>Prospects in sequences. Each answers a failure text, or null.</summary>
internal static class SequenceStates
{
    public static string? Add(RecordStore store, long id, long sequence, long mailbox)
    {
        if (!ReferenceData.Has(sequence, ReferenceData.Sequences))
            return $"sequence {sequence} could not be found.";
        if (!ReferenceData.Has(mailbox, ReferenceData.Mailboxes))
            return $"mailbox {mailbox} could not be found.";
        if (store.Relationships.IsInSequence(id, sequence))
            return $"The prospect is already in sequence {sequence}.";
        // New entries wait for the sequence's schedule, so they are not active yet.
        store.Relationships.AddSequenceState(id, sequence, mailbox, "pending");
        return RecordEdits.Touch(store, id);
    }

    public static string? Set(RecordStore store, long id, string state) =>
        store.Relationships.SetSequenceStates(id, state) == 0 ? null : RecordEdits.Touch(store, id);
}
