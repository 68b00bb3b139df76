using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Records;

namespace Outreach.Bulk.Emulator.Batches;

/// <summary>Does to one record what its batch says. Answers the failure text, or null.</summary>
internal sealed class ItemWork(RecordStore accounts, EmulatorOptions options)
{
    public string? Run(Batch batch, long id)
    {
        if (!batch.Records.Exists(id)) return $"{batch.Records.Type} {id} could not be found.";
        if (options.FailWhen is not null && Refusal(batch, id) is string refused) return refused;
        return batch.Records switch
        {
            CustomObjectStore custom => OnCustomObject(batch, custom, id),
            RecordStore store => OnRecord(batch, store, id),
            _ => throw new InvalidOperationException($"Nothing is known about {batch.Records.Type}."),
        };
    }

    private string? Refusal(Batch batch, long id)
    {
        try
        {
            return options.FailWhen!(batch.Action.Name, JsonText.Reparse(batch.Records.Resource(id)!));
        }
#pragma warning disable CA1031 // The caller's rule may throw anything; that must not tear down the batch.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"FailWhen threw {e.GetType().Name}: {e.Message}";
        }
    }

    private static string? OnCustomObject(Batch batch, CustomObjectStore store, long id)
    {
        if (!batch.Action.IsModify)
        {
            store.Delete(id);
            return null;
        }

        JsonObject attributes = store.Attributes(id)!;
        foreach (var (name, value) in batch.Attributes) attributes[name] = value?.DeepClone();
        store.Write(id, attributes);
        return null;
    }

    private string? OnRecord(Batch batch, RecordStore store, long id) => batch.Action.Verb switch
    {
        "DestroyAll" => store.Delete(id) ? null : "The record could not be deleted.",
        "BulkModify" => RecordEdits.Modify(store, id, batch.Attributes),
        "AddTags" => RecordEdits.AddTags(store, id, Texts(batch, "tags")),
        "RemoveTags" => RecordEdits.RemoveTags(store, id, Texts(batch, "tags")),
        "AssignOwner" => Point(store, id, "owner", Number(batch, "ownerId"), user => ReferenceData.Has(user, ReferenceData.Users)),
        "AssignAccount" => Point(store, id, "account", Number(batch, "accountId"), accounts.Exists),
        "AddAssignments" => Assignments.Add(store, id, Numbers(batch, "userIds")),
        "RemoveAssignments" => Assignments.Remove(store, id, Numbers(batch, "userIds")),
        "RemoveAllAssignments" => Assignments.Clear(store, id),
        "AssignOpportunity" => Assignments.AddOpportunity(store, id, Number(batch, "opportunityId")),
        "AddToSequence" => Enrolments.Add(store, id, Number(batch, "sequenceId"), Number(batch, "mailboxId")),
        "FinishAll" => Enrolments.Move(store, id, "finished"),
        "PauseAll" => Enrolments.Move(store, id, "paused"),
        string verb => throw new InvalidOperationException($"Nobody knows how to {verb}."),
    };

    private static string? Point(RecordStore store, long id, string relationship, long to, Func<long, bool> exists) =>
        exists(to) ? RecordEdits.Point(store, id, relationship, to) : $"{relationship} {to} could not be found.";

    private static long Number(Batch batch, string name) => AttributeValue.Integer(batch.Attributes[name])!.Value;

    private static long[] Numbers(Batch batch, string name) =>
        [.. batch.Attributes[name]!.AsArray().Select(value => AttributeValue.Integer(value)!.Value)];

    private static string[] Texts(Batch batch, string name) => AttributeValue.TextList(batch.Attributes[name])!;
}
