using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Schema;

/// <summary>Answers <c>GET /types</c> and <c>GET /schema</c>: as they were saved, or made up.</summary>
internal sealed class SchemaEndpoints(EmulatorOptions options)
{
    public ApiResponse Types { get; } = new(200, SavedDocument.Read(options.Types ?? CustomFieldTypes.Document, nameof(options.Types)));

    public ApiResponse Schema { get; } = new(
        200, options.Schema is string saved ? SavedDocument.Read(saved, nameof(options.Schema)) : SchemaDocument.Write(options));
}
