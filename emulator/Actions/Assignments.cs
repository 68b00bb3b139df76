using Outreach.Bulk.Emulator.Records;

namespace Outreach.Bulk.Emulator.Actions;

/// <summary>Users and opportunities of a record. Each answers a failure text, or null.</summary>
internal static class Assignments
{
    public static string? Add(RecordStore store, long id, long[] users)
    {
        foreach (long user in users)
        {
            if (!ReferenceData.Has(user, ReferenceData.Users))
                return $"user {user} could not be found.";
        }

        foreach (long user in users)
            store.Relationships.AddUser(store.Type, id, user);
        return RecordEdits.Touch(store, id);
    }

    public static string? Remove(RecordStore store, long id, long[] users)
    {
        foreach (long user in users)
            store.Relationships.RemoveUser(store.Type, id, user);
        return RecordEdits.Touch(store, id);
    }

    public static string? Clear(RecordStore store, long id)
    {
        store.Relationships.RemoveUsers(store.Type, id);
        return RecordEdits.Touch(store, id);
    }

    public static string? AddOpportunity(RecordStore store, long id, long opportunity)
    {
        if (!ReferenceData.Has(opportunity, ReferenceData.Opportunities))
            return $"opportunity {opportunity} could not be found.";
        store.Relationships.AddOpportunity(id, opportunity);
        return RecordEdits.Touch(store, id);
    }
}
