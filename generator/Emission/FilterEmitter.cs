using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>Emits the filter of a model, and those of its relationships.</summary>
internal static class FilterEmitter
{
    public static void Emit(SourceWriter writer, FileUnit<FilterModel> unit)
    {
        FilterModel filter = unit.Content;
        string type = unit.Scope.Prefix + filter.TypeName;
        string model = Escape.ForXml(Identifier.Words(filter.Resource));
        writer
            .Summary($"Selects {model} records; all clauses must hold.")
            .Line(FileHeader.GeneratedCode)
            .Open(
                $"{unit.Scope.Accessibility} sealed record {filter.TypeName} : "
                    + $"{CSharpType.Runtime}{(filter.IsOpen ? "OpenRecordFilter" : "RecordFilter")}");
        writer
            .Summary("Every record that the caller can reach.")
            .Line($"public static {type} Everything {{ get; }} = new() {{ SelectsEverything = true }};")
            .Line();
        writer.Summary("The records with these ids. At most as many are acted on.");
        EmitAccessors(writer, "Id", "id", WireType.Integer);
        EmitClauses(writer, filter.Clauses);
        foreach (RelatedFilterModel related in filter.Related)
        {
            string relatedType = unit.Scope.Prefix + related.TypeName;
            string name = Escape.ForLiteral(related.Relationship.Name);
            writer.Line();
            writer
                .Summary($"Filters by the related <c>{Escape.ForXml(related.Relationship.Name)}</c>.")
                .Line($"[{CSharpType.DisallowNull}]")
                .Property($"public {relatedType}? {related.Name}", $"GetRelated<{relatedType}>({name})", $"SetRelated({name}, value)");
        }

        writer.Line().NoMembersToPrint().Close();
        foreach (RelatedFilterModel related in filter.Related)
            EmitRelated(writer.Line(), related, unit.Scope);
    }

    private static void EmitRelated(SourceWriter writer, RelatedFilterModel related, EmissionScope scope)
    {
        string details = Escape.ForXml(related.Relationship.Details);
        writer
            .Summary(details.Length > 0 ? details : $"The related <c>{Escape.ForXml(related.Relationship.Name)}</c>.")
            .Line(FileHeader.GeneratedCode)
            .Open($"{scope.Accessibility} sealed record {related.TypeName} : {CSharpType.Runtime}RecordFilter");
        EmitClauses(writer, related.Clauses, isFirst: true);
        writer.Line().NoMembersToPrint().Close();
    }

    private static void EmitClauses(SourceWriter writer, EquatableArray<PropertyModel> clauses, bool isFirst = false)
    {
        foreach (PropertyModel clause in clauses)
        {
            if (!isFirst)
                writer.Line();
            isFirst = false;
            writer.DocumentClause(clause).Mark(clause);
            EmitAccessors(writer, clause.Name, clause.Attribute.Name, clause.Attribute.Type);
        }
    }

    private static void EmitAccessors(SourceWriter writer, string property, string apiName, WireType wireType)
    {
        string type = CSharpType.InQuery(wireType);
        string name = Escape.ForLiteral(apiName);
        writer.Property(
            $"public {CSharpType.Runtime}FilterValue<{type}> {property}", $"GetClause<{type}>({name})", $"SetClause<{type}>({name}, value)");
    }
}
