using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Schema;

/// <summary>Answers <c>GET /types</c> and <c>GET /schema</c>: as they were saved, or made up.</summary>
internal sealed class SchemaEndpoints(EmulatorOptions options)
{
    public Answer Types { get; } = new(200, SavedAnswer.Read(options.Types ?? CustomFieldTypes.Answer, nameof(options.Types)));

    public Answer Schema { get; } = new(
        200, options.Schema is string saved ? SavedAnswer.Read(saved, nameof(options.Schema)) : SchemaDocument.Write(options));
}
