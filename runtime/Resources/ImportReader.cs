using System.Collections.ObjectModel;
using System.Text.Json;
using Outreach.Bulk.Protocol;

namespace Outreach.Bulk.Resources;

/// <summary>Turns resources into snapshots of imports.</summary>
internal static class ImportReader
{
    public static Import Read(in ApiAnswer answer)
    {
        Resource<ImportAttributes> resource = AnswerReader.ReadResource(answer, JsonApiContext.Default.DocumentImportAttributes);
        return resource.Id >= 1
            ? Read(resource)
            : throw AnswerReader.Unexpected(answer,
                $"{answer.Request} was answered with {(int)answer.Status} and a document without an import.");
    }

    private static Import Read(Resource<ImportAttributes> resource)
    {
        ImportAttributes attributes = resource.Attributes ?? new();
        return new()
        {
            Id = resource.Id ?? 0,
            State = new(attributes.State),
            ImportType = attributes.ImportType ?? attributes.Type,
            DupeMethod = string.IsNullOrWhiteSpace(attributes.DupeMethod) ? null : new(attributes.DupeMethod),
            Total = attributes.Total,
            Dupes = attributes.Dupes,
            Failures = attributes.Failures,
            ErrorReason = attributes.ErrorReason,
            FileName = attributes.FileName,
            FileSize = attributes.FileSize,
            Mappings = attributes.Mappings,
            CreatedAt = attributes.CreatedAt,
            StateChangedAt = attributes.StateChangedAt,
            UpdatedAt = attributes.UpdatedAt,
            CreatorId = resource.CreatorId,
            OtherAttributes = attributes.Others ?? (IReadOnlyDictionary<string, JsonElement>)ReadOnlyDictionary<string, JsonElement>.Empty,
        };
    }
}
