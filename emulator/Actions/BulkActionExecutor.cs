using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Batches;
using Outreach.Bulk.Emulator.Records;
using Outreach.Bulk.Emulator.Schema;

namespace Outreach.Bulk.Emulator.Actions;

/// <summary>Does to one record what its batch says. Answers the failure text, or null.</summary>
internal sealed class BulkActionExecutor(RecordStore accounts, FailWhenCallback failWhen)
{
    public string? Run(BulkActionJob job, long id)
    {
        if (!job.Records.Exists(id))
            return $"{job.Records.Type} {id} could not be found.";
        if ((failWhen.ForId(id) ?? failWhen.Invoke(job.Action.Name, () => job.Records.Resource(id)!)) is string refused)
            return refused;
        return job.Records switch
        {
            CustomObjectStore custom => OnCustomObject(job, custom, id),
            RecordStore store => OnRecord(job, store, id),
            _ => throw new InvalidOperationException($"Nothing is known about {job.Records.Type}."),
        };
    }

    private static string? OnCustomObject(BulkActionJob job, CustomObjectStore store, long id)
    {
        if (!job.Action.IsModify)
        {
            store.Delete(id);
            return null;
        }

        JsonObject attributes = store.Attributes(id)!;
        foreach ((string name, JsonNode? value) in job.Attributes)
            attributes[name] = value?.DeepClone();
        store.Write(id, attributes);
        return null;
    }

    private string? OnRecord(BulkActionJob job, RecordStore store, long id) => job.Action.Verb switch
    {
        "DestroyAll" => store.Delete(id) ? null : "The record could not be deleted.",
        "BulkModify" => RecordEdits.Modify(store, id, job.Attributes),
        "AddTags" => RecordEdits.AddTags(store, id, Texts(job, "tags")),
        "RemoveTags" => RecordEdits.RemoveTags(store, id, Texts(job, "tags")),
        "AssignOwner" => SetRelationship(store, id, "owner", Number(job, "ownerId"), user => ReferenceData.Has(user, ReferenceData.Users)),
        "AssignAccount" => SetRelationship(store, id, "account", Number(job, "accountId"), accounts.Exists),
        "AddAssignments" => Assignments.Add(store, id, Numbers(job, "userIds")),
        "RemoveAssignments" => Assignments.Remove(store, id, Numbers(job, "userIds")),
        "RemoveAllAssignments" => Assignments.Clear(store, id),
        "AssignOpportunity" => Assignments.AddOpportunity(store, id, Number(job, "opportunityId")),
        "AddToSequence" => SequenceStates.Add(store, id, Number(job, "sequenceId"), Number(job, "mailboxId")),
        "FinishAll" => SequenceStates.Set(store, id, "finished"),
        "PauseAll" => SequenceStates.Set(store, id, "paused"),
        string verb => throw new InvalidOperationException($"Nobody knows how to {verb}."),
    };

    private static string? SetRelationship(RecordStore store, long id, string relationship, long to, Func<long, bool> exists) =>
        exists(to) ? RecordEdits.SetRelationship(store, id, relationship, to) : $"{relationship} {to} could not be found.";

    private static long Number(BulkActionJob job, string name) => AttributeValue.Integer(job.Attributes[name])!.Value;

    private static long[] Numbers(BulkActionJob job, string name) =>
        [.. job.Attributes[name]!.AsArray().Select(value => AttributeValue.Integer(value)!.Value)];

    private static string[] Texts(BulkActionJob job, string name) => AttributeValue.TextList(job.Attributes[name])!;
}
