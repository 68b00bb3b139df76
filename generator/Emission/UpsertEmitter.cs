using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>Emits an upsert: its method, a part of the group.</summary>
internal static class UpsertEmitter
{
    public static void Emit(SourceWriter writer, FileUnit<UpsertModel> unit)
    {
        UpsertModel upsert = unit.Content;
        string type = upsert.RecordType.Length == 0 ? $"{CSharpType.Runtime}UpsertRecord" : unit.Scope.Prefix + upsert.RecordType;
        string field = Identifier.StaticField(upsert.Stem);
        writer
            .Open($"{unit.Scope.Accessibility} partial class {upsert.Group.TypeName}")
            .Line($"private static readonly {CSharpType.Runtime}BulkAction {field} =")
            .Line($"    {CSharpType.NewAction(upsert.Description.Name, upsert.Description.Path)};")
            .Line();
        Document(writer, upsert.Description);
        writer
            .Line(
                $"public virtual {CSharpType.Task}<global::System.Collections.Generic.IReadOnlyList<{CSharpType.Runtime}ImportOperation>> "
                    + $"{upsert.MethodName}(")
            .Line($"    global::System.Collections.Generic.IEnumerable<{type}> records,")
            .Line($"    {CSharpType.Runtime}UpsertOptions options,")
            .Line($"    {CSharpType.CancellationToken} cancellationToken = default) =>")
            .Line($"    {CSharpType.GeneratedCalls}.UpsertAsync(Connection, {field}, records, options, cancellationToken);")
            .Close();
        if (upsert.Description.ObjectName is { } objectName)
            EmitRecord(writer.Line(), upsert, objectName, unit.Scope);
    }

    private static void EmitRecord(SourceWriter writer, UpsertModel upsert, string objectName, EmissionScope scope)
    {
        writer
            .Summary(
                $"One record of the custom object <c>{Escape.ForXml(objectName)}</c>, for <see "
                    + $"cref=\"{scope.Prefix}{upsert.Group.TypeName}.{upsert.MethodName}\"/>.")
            .Line(FileHeader.GeneratedCode)
            .Open($"{scope.Accessibility} sealed record {upsert.RecordType} : {CSharpType.Runtime}CustomObjectRecord")
            .Line("/// <inheritdoc/>")
            .Line($"protected override string RecordType => {Escape.ForLiteral(objectName)};");
        foreach (PropertyModel property in upsert.Fields)
        {
            writer.Line().Document(property);
            AttributesEmitter.EmitField(writer, property, scope.Prefix);
        }

        writer.Line().NoMembersToPrint().Close();
    }

    private static void Document(SourceWriter writer, ImportDescription upsert) => writer
        .Summary(ActionDocs.Summary(upsert.Summary, upsert.Details, upsert.Name))
        .Remarks(
        [
            "Checks all records before anything is sent; then sends them in calls of a size that the options say, one after another and "
                + "each once. Each call starts an import of its own.",
            .. ActionDocs.Rest(upsert.Summary, upsert.Details),
            .. ActionDocs.Endpoint(upsert.Path, upsert.Scopes),
        ])
        .Param("records", "The records; at least one.")
        .Param("options", "What becomes of records that exist already, and how many go into one call.")
        .Param("cancellationToken", "Gives up. Once a call is on its way its outcome is unknown; the imports that were started go on.")
        .Returns("The imports that were started, in the order of the records.")
        .Exceptions(DocumentedExceptions.OfUpsert);
}
