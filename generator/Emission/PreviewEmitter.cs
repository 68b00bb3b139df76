using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>Emits the methods of a group that count and sample the records of a filter.</summary>
internal static class PreviewEmitter
{
    public static void Emit(SourceWriter writer, GroupModel group, PreviewModel preview, string prefix)
    {
        string filter = prefix + preview.FilterType;
        writer
            .Line()
            .Summary(
                $"Counts the {group.Records} that a filter selects: those that a bulk action by the same filter would act on. Nothing is "
                    + "changed.")
            .Remarks([
                $"<see cref=\"{CSharpType.Runtime}Confirm.Within\"/> holds a bulk action against the count. The server counts no further "
                    + "than 2 000 000 and, under load, not at all; the result tells.",
                .. Endpoint(preview)]);
        DocumentFilter(writer, group, preview, filter)
            .Param("cancellationToken", "Gives up.")
            .Returns("The count, or that there is none.");
        DocumentErrors(writer, "The filter has no clause, or too many ids for one request line; nothing was sent.")
            .Line($"public virtual {CSharpType.Task}<{CSharpType.Runtime}RecordCount> CountAsync(");
        EmitFilter(writer, preview, filter)
            .Line($"    {CSharpType.CancellationToken} cancellationToken = default) =>")
            .Line($"    {CSharpType.GeneratedCalls}.CountAsync(Connection, {Arguments(preview)}, filter, cancellationToken);")
            .Line();
        writer
            .Summary($"Reads some of the {group.Records} that a filter selects, in the server's own order. Nothing is changed.")
            .Remarks([.. Endpoint(preview)]);
        DocumentFilter(writer, group, preview, filter)
            .Param("size", "How many, 1 to 1 000.")
            .Param("cancellationToken", "Gives up.")
            .Returns("The records; fewer where fewer are selected.");
        DocumentErrors(
            writer, "The filter has no clause, or too many ids for one request line, or the size is out of its range; nothing was sent.")
            .Line($"public virtual {CSharpType.Task}<{CSharpType.ListOf(CSharpType.Runtime + "SampledRecord")}> SampleAsync(");
        EmitFilter(writer, preview, filter)
            .Line("    int size = 10,")
            .Line($"    {CSharpType.CancellationToken} cancellationToken = default) =>")
            .Line($"    {CSharpType.GeneratedCalls}.SampleAsync(Connection, {Arguments(preview)}, filter, size, cancellationToken);");
    }

    private static SourceWriter DocumentFilter(SourceWriter writer, GroupModel group, PreviewModel preview, string filter)
    {
        if (preview.HasTypes)
            writer.Param("objectName", "The internal name of their type: letters, digits and underscores.");
        return writer.Param("filter", $"Which {group.Records}. If all of them are meant, say <see cref=\"{filter}.Everything\"/>.");
    }

    private static SourceWriter DocumentErrors(SourceWriter writer, string refused) =>
        writer.Exceptions(DocumentedExceptions.OfPreview(refused));

    private static SourceWriter EmitFilter(SourceWriter writer, PreviewModel preview, string filter)
    {
        if (preview.HasTypes)
            writer.Line("    string objectName,");
        return writer.Line($"    {filter} filter,");
    }

    private static string Arguments(PreviewModel preview) => Escape.ForLiteral(preview.Collection) + preview switch
    {
        { ObjectName: { } objectName } => $", {Escape.ForLiteral(objectName)}",
        { HasTypes: true } => ", objectName",
        _ => "",
    };

    // A scope is made of the collection's name; those for custom objects are not published.
    private static IEnumerable<string> Endpoint(PreviewModel preview)
    {
        string collection = Escape.ForXml(preview.Collection);
        string records = preview switch
        {
            { ObjectName: { } objectName } => $"/{Escape.ForXml(objectName)}",
            { HasTypes: true } => "/{objectName}",
            _ => "",
        };
        yield return $"<c>GET /{collection}{records}</c>";
        if (!preview.HasTypes && preview.ObjectName is null && preview.Collection.IndexOf('/') < 0)
            yield return $"Scopes: <c>{collection}.read</c>.";
    }
}
