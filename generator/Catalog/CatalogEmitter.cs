using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Emission;
using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Catalog;

/// <summary>
/// Emits what there is as data, for programs whose users name actions while they run. As a constant it needs neither reflection nor a file
/// beside the program.
/// </summary>
internal static class CatalogEmitter
{
    public const string ClassName = "OutreachBulkCatalog";

    /// <summary>The form of the JSON. What it holds may grow within a version.</summary>
    public const int Version = 1;

    // Whatever clients there are.
    private static readonly EmissionScope s_scope = new("Outreach.Bulk.Generated", "Outreach.Bulk.Generated", false, []);

    public static IEnumerable<FileUnit<ApiModel>> Units(EmissionInput input, bool isWanted) =>
        isWanted && input.Api.Value is { } api ? [new(s_scope, FileOrigin.Of(api.Stamp), ClassName, api)] : [];

    public static void Emit(SourceWriter writer, FileUnit<ApiModel> unit)
    {
        ApiModel api = unit.Content;
        writer
            .Summary("What the OpenAPI description says about actions, imports and fields, as JSON.")
            .Line(FileHeader.GeneratedCode)
            .Open($"{unit.Scope.Accessibility} static class {ClassName}");
        writer
            .Summary("An object with <c>catalog</c> (the version of its form), <c>actions</c>, <c>imports</c>, <c>filters</c> and <c>resources</c>.")
            .Line("public static global::System.ReadOnlySpan<byte> Json =>");

        // One line for each, so that a change of the description shows as a change of its lines.
        string start = JsonText.Of(json => json.Number("catalog", Version).Text("title", api.Stamp.Title).Text("version", api.Stamp.Version));
        Write(writer, start.Substring(0, start.Length - 1));
        WriteList(writer, "actions", api.Actions.Select(action => JsonText.Of(json => Action(json, action, api))));
        WriteList(writer, "imports", api.Imports.Select(import => JsonText.Of(json => Import(json, import)))
            .Concat(api.Upserts.Select(upsert => JsonText.Of(json => Upsert(json, upsert)))));
        WriteList(writer, "filters", api.Filters.Select(filter => JsonText.Of(json => Filter(json, filter))));
        WriteList(writer, "resources", api.Fields.Select(fields => JsonText.Of(json => json.Text("name", fields.Resource))));
        writer.Line("    \"}\"u8;");

        // Apart, since they are most of it, and few programs look at all of them.
        WriteLists(
            writer,
            "Attributes",
            "path",
            "The attributes of an action or an upsert, as the array <c>attributes</c> of an object; empty where it takes none.",
            api.Actions.Select(action => (action.Description.Path, action.Attributes?.Properties ?? []))
                .Concat(api.Upserts.Select(upsert => (upsert.Description.Path, upsert.Fields))));
        WriteLists(
            writer,
            "Fields",
            "resource",
            "The fields of a resource, its id among them, as the array <c>fields</c> of an object; empty where the description has none.",
            api.Fields.Select(fields => (fields.Resource, fields.Fields)));
        writer.Close();
    }

    private static void WriteLists(
        SourceWriter writer, string what, string by, string summary, IEnumerable<(string Of, EquatableArray<PropertyModel> Properties)> lists)
    {
        writer.Line().Summary(summary).Open($"public static global::System.ReadOnlySpan<byte> {what}Of(string {by}) => {by} switch");
        foreach ((string of, EquatableArray<PropertyModel> properties) in lists)
        {
            if (Own(properties) is { Length: > 0 } own)
            {
                string json = JsonText.Of(json => json.Objects(what.ToLowerInvariant(), own, Attribute));
                writer.Line($"{Escape.ForLiteral(of)} => {Escape.ForLiteral(json)}u8,");
            }
        }

        writer.Line("_ => default,").Close("};");
    }

    private static void WriteList(SourceWriter writer, string name, IEnumerable<string> items)
    {
        Write(writer, $",\"{name}\":[");
        string separator = "";
        foreach (string item in items)
        {
            Write(writer, separator + item);
            separator = ",";
        }

        Write(writer, "]");
    }

    private static void Write(SourceWriter writer, string json) => writer.Line($"    {Escape.ForLiteral(json)}u8 +");

    private static void Action(JsonText json, ActionModel action, ApiModel api) => json
        .Text("name", action.Description.Name)
        .Text("path", action.Description.Path)
        .Text("method", $"{action.Group.Name}.{action.MethodName}")
        .Text("summary", action.Description.Summary)
        .Text("details", action.Description.Details)
        .Text("effect", action.Effect.ToString())
        .Texts("scopes", action.Description.Scopes)
        .Text("resource", api.Filters.First(filter => filter.TypeName == action.FilterType).Resource)
        .Text("collection", action.Collection)
        .Text("objectName", action.Description.ObjectName)
        .Objects("parameters", Own(action.Parameters), Attribute)
        .Text("takes", action.Attributes?.Kind.ToString());

    private static void Import(JsonText json, ImportModel import)
    {
        Import(json, import.Description, import.Group, import.MethodName);
        json.Text("resource", import.Resource);
    }

    private static void Upsert(JsonText json, UpsertModel upsert) =>
        Import(json, upsert.Description, upsert.Group, upsert.MethodName);

    private static void Import(JsonText json, ImportDescription import, GroupModel group, string method) => json
        .Text("name", import.Name)
        .Text("path", import.Path)
        .Text("method", $"{group.Name}.{method}")
        .Text("summary", import.Summary)
        .Text("details", import.Details)
        .Texts("scopes", import.Scopes)
        .Flag("isOfFile", import.IsOfFile)
        .Text("objectName", import.ObjectName);

    private static void Filter(JsonText json, FilterModel filter) => json
        .Text("resource", filter.Resource)
        .Flag("isOpen", filter.IsOpen)
        .Objects("clauses", Own(filter.Clauses), Attribute)
        .Objects("related", filter.Related, static (json, related) => json
            .Text("name", related.Relationship.Name)
            .Text("details", related.Relationship.Details)
            .Objects("clauses", Own(related.Clauses), Attribute));

    private static void Attribute(JsonText json, AttributeDescription attribute) => json
        .Text("name", attribute.Name)
        .Text("type", attribute.Type.ToString())
        .Flag("isList", attribute.IsList)
        .Flag("isRequired", attribute.IsRequired)
        .Flag("isReadOnly", attribute.IsReadOnly)
        .Number("maxLength", attribute.MaxLength)
        .Texts("values", attribute.KnownValues)
        .Text("details", attribute.Details);

    // The name of a label is another of the same attribute.
    private static AttributeDescription[] Own(IEnumerable<PropertyModel> properties) =>
        [.. properties.Where(property => !property.IsAlias).Select(property => property.Attribute)];
}
