using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Documents;
using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Model;
using Outreach.Bulk.Generator.Naming;
using Outreach.Bulk.Generator.Overlays;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Writes docs/actions.md: all that the packaged description and overlay give, with the lines it is described at.</summary>
internal sealed class ActionsPage
{
    private readonly StringBuilder _text = new();
    private readonly SourceText _description = SourceText.From(Repository.PackagedDescription, Encoding.UTF8);
    private readonly DescriptionDocument _reading;
    private readonly ApiModel _api;
    private readonly SpecMapping _root;

    private ActionsPage()
    {
        DescriptionSources sources = new(
            DescriptionFile.Packed("outreach-bulk.yml", _description, isOverlay: false),
            [DescriptionFile.Packed("overlay.yml", SourceText.From(Repository.PackagedOverlay, Encoding.UTF8), isOverlay: true)]);
        _reading = DescriptionDocument.Of(sources, TestContext.Current.CancellationToken);
        _api = ApiModelBuilder.Build(_reading.Description!, TestContext.Current.CancellationToken).Model;
        _root = OverlayApplier.Apply(
            (SpecMapping)SpecReader.Read(_description, isJson: false, TestContext.Current.CancellationToken),
            sources.ReadOverlays(TestContext.Current.CancellationToken),
            new(),
            TestContext.Current.CancellationToken);
    }

    public static string Write()
    {
        ActionsPage page = new();
        page.WriteHead();
        page.WriteOverview();
        page.WriteLimits();
        foreach (GroupModel group in page._api.Groups)
            page.WriteGroup(group);
        foreach (FieldsModel fields in page._api.Fields)
            page.WriteFields(fields, page._api.Filters.Single(filter => filter.Resource == fields.Resource));
        return page._text.ToString();
    }

    private void WriteHead() => Line(
        """
        # Actions, fields and limits

        What the package's own description and overlay give. A test writes this page from them (`ActionsPageTests`); edits here are lost.
        Names link to the line of [spec/outreach-bulk.yml](../spec/outreach-bulk.yml) that says so. Every action takes a `Filter` and a
        `Confirm` policy in its params besides what is listed; a destroying one takes a `Consent` as well ([safety.md](safety.md)).
        """);

    private void WriteOverview()
    {
        Line("\n## All actions\n\n| Method | In the API | |\n|---|---|---|");
        foreach (GroupModel group in _api.Groups)
        {
            foreach (ActionModel action in _api.Actions.Where(action => action.Group.Name == group.Name))
                WriteRow(group, action.MethodName, action.Description.Name, Effect(action.Effect));
            foreach (ImportModel import in _api.Imports.Where(import => import.Group.Name == group.Name))
                WriteRow(group, import.MethodName, import.Description.Name, "imports a CSV file or typed rows");
            foreach (UpsertModel upsert in _api.Upserts.Where(upsert => upsert.Group.Name == group.Name))
                WriteRow(group, upsert.MethodName, upsert.Description.Name, "creates or updates records");
        }

        Line(
            """

            Names follow one rule: the model prefix of the action chooses the group and is cut off; the rest is PascalCase and `Async`. Records
            have the full name of the action: `AccountsBulkModifyParams`, `ProspectsAddToSequenceAttributes`.

            Ids have the type that the API gives them: those of owners, sequences and mailboxes are numbers (`OwnerId = 7`), those of assigned
            users, accounts and opportunities are text (`UserIds = ["7"]`, `AccountId = "7"`).
            """);
    }

    private void WriteRow(GroupModel group, string method, string name, string effect) =>
        Line($"| [{group.Name}.{method}](#{group.Name.ToLowerInvariant()}{method.ToLowerInvariant()}) | `{name}` | {effect} |");

    private static string Effect(Model.ActionEffect effect) => effect switch
    {
        Model.ActionEffect.Destroy => "destroys, takes a `Consent`",
        Model.ActionEffect.Outbound => "outbound",
        _ => "",
    };

    private void WriteLimits()
    {
        Line("\n## Limits\n\n| Limit | Value | Known from |\n|---|---|---|");
        foreach (SpecMapping limit in ((SpecSequence)_root.Find("x-outreach-limits")!).Items.Cast<SpecMapping>())
        {
            Line(
                $"| {Text(limit, "name")} | "
                    + $"{long.Parse(Text(limit, "value"), CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture)} | "
                    + $"{Text(limit, "evidence")} |");
        }
    }

    private void WriteGroup(GroupModel group)
    {
        Line($"\n## {group.Name}");
        foreach (ActionModel action in _api.Actions.Where(action => action.Group.Name == group.Name))
        {
            WriteOperation(
                group,
                action.MethodName,
                action.Description.Name,
                action.Description.Path,
                action.Description.Summary,
                action.Description.Details,
                action.Description.Scopes);
            Line(action.Effect switch
            {
                Model.ActionEffect.Destroy => "- Destroys data; takes a `Consent`.",
                Model.ActionEffect.Outbound => "- Changes what is sent to people.",
                _ => "- Changes data that a later action can change back.",
            });
            WriteProperties("Param", action.Description.Name, action.Parameters);
            if (action.Attributes is { Kind: AttributesKind.Declared } declared)
            {
                WriteProperties("Attribute", action.Description.Name, declared.Properties);
            }
            else if (action.Attributes is { Kind: AttributesKind.Fields })
            {
                Line(
                    $"- Attributes: the [fields of {action.Description.Body.FieldsOf}](#fields-of-{action.Description.Body.FieldsOf}) "
                        + "that are not read-only, each of which may be left alone, set or cleared.");
            }
            else if (action.Attributes is not null)
            {
                Line("- Attributes: fields by any name, each of which may be left alone, set or cleared.");
            }
        }

        foreach (ImportModel import in _api.Imports.Where(import => import.Group.Name == group.Name))
        {
            WriteOperation(
                group,
                import.MethodName,
                import.Description.Name,
                import.Description.Path,
                import.Description.Summary,
                import.Description.Details,
                import.Description.Scopes);
            Line($"- Maps columns to the [fields of {import.Resource}](#fields-of-{import.Resource}).");
        }

        foreach (UpsertModel upsert in _api.Upserts.Where(upsert => upsert.Group.Name == group.Name))
        {
            WriteOperation(
                group,
                upsert.MethodName,
                upsert.Description.Name,
                upsert.Description.Path,
                upsert.Description.Summary,
                upsert.Description.Details,
                upsert.Description.Scopes);
        }
    }

    private void WriteOperation(
        GroupModel group, string method, string name, string path, string summary, string details, EquatableArray<string> scopes)
    {
        SpecMapping operation = (SpecMapping)((SpecMapping)((SpecMapping)_root.Find("paths")!).Find($"/{path}")!).Find("post")!;
        string note = operation.Find("x-outreach-scopes-note") is SpecScalar text ? $" {text.Text}" : "";
        Line($"\n### {group.Name}.{method}\n\n{$"{summary} {details}".Trim()}\n");
        Line($"- {Link($"POST /{path}", name)}");
        Line($"- Scopes: {string.Join(", ", scopes.Select(scope => $"`{scope}`"))}.{note}");
    }

    private void WriteProperties(string title, string owner, EquatableArray<PropertyModel> properties)
    {
        if (properties.Count == 0)
            return;
        Line($"\n| {title} | In the API | Type | | |\n|---|---|---|---|---|");
        foreach (PropertyModel property in properties)
        {
            Line(
                $"| `{property.Name}` | {Link(property.Attribute.Name, NamedPlaces.Member(owner, property.Attribute.Name))} | "
                    + $"{Type(property.Attribute)} | {(property.Attribute.IsRequired ? "required" : "")} | "
                    + $"{Cell(property.Attribute.Details)} |");
        }
    }

    private void WriteFields(FieldsModel fields, FilterModel filter)
    {
        Line(
            $"\n## Fields of {fields.Resource}\n\n`{fields.TypeName}` in mappings. Those marked filter are clauses of `{filter.TypeName}` "
                + "too.\n");
        Line("| Field | In the API | Type | | |\n|---|---|---|---|---|");
        PropertyModel[] custom = [.. fields.Fields.Where(field => IsCustom(field.Attribute.Name))];
        foreach (PropertyModel field in fields.Fields.Where(field => !IsCustom(field.Attribute.Name)))
        {
            Line(
                $"| `{field.Name}` | {Link(field.Attribute.Name, NamedPlaces.Member(fields.Resource, field.Attribute.Name))} | "
                    + $"{Type(field.Attribute)} | {Flags(field.Attribute)} | {Cell(field.Attribute.Details)} |");
        }

        if (custom.Length > 0)
        {
            Line(
                $"| `Custom1` to `Custom{custom.Length}` | {Link("custom1", NamedPlaces.Member(fields.Resource, "custom1"))}, … | "
                    + $"{Type(custom[0].Attribute)} | {Flags(custom[0].Attribute)} | {Cell(custom[0].Attribute.Details)} |");
        }

        Line($"\n| More clauses of `{filter.TypeName}` | In the API | By | |\n|---|---|---|---|");
        foreach (PropertyModel clause in filter.Clauses.Where(clause => fields.Fields.All(field => field.Name != clause.Name)))
            Line($"| `{clause.Name}` | {clause.Attribute.Name} | {Type(clause.Attribute)} | {Cell(clause.Attribute.Details)} |");
        foreach (RelatedFilterModel related in filter.Related)
        {
            string name = related.Relationship.Name;
            Line(
                $"| `{related.Name}` | {Link(name, NamedPlaces.Member(fields.Resource, name))} | "
                    + $"{string.Join(", ", related.Clauses.Select(clause => $"`{clause.Name}`"))} | {Cell(related.Relationship.Details)} "
                    + "|");
        }
    }

    private string Link(string text, string thing) => _reading.Places.Find(thing) is { } span
        ? $"[{text}](../spec/outreach-bulk.yml#L{_description.Lines.GetLinePosition(span.Start).Line + 1})"
        : text;

    private static string Type(AttributeDescription attribute)
    {
        string type = CSharpType.Of(attribute.Type).Split('.')[^1];
        string values = attribute.KnownValues.Count > 0 ? $": {string.Join(", ", attribute.KnownValues)}, …" : "";
        string length = attribute.MaxLength is { } most ? $" of at most {most.ToString("N0", CultureInfo.InvariantCulture)}" : "";
        return $"{(attribute.IsList ? "list of " : "")}{type}{length}{values}";
    }

    private static string Flags(AttributeDescription attribute) => string.Join(
        ", ", new[] { attribute.IsReadOnly ? "read-only" : "", attribute.IsFilterable ? "filter" : "" }.Where(flag => flag.Length > 0));

    private static bool IsCustom(string name) =>
        name.StartsWith("custom", StringComparison.Ordinal) && name.Length > 6 && char.IsDigit(name[6]);

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Text(SpecMapping map, string key) => ((SpecScalar)map.Find(key)!).Text;

    private void Line(string text) => _text.Append(text.ReplaceLineEndings("\n")).Append('\n');
}
