using System.CommandLine;
using System.Text;
using System.Text.Json;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>Lists the actions, or says everything about one.</summary>
internal static class ActionsCommand
{
    public static Command Create(CommandRunner runner)
    {
        Argument<string?> name = new("action") { Description = "The action to describe.", Arity = ArgumentArity.ZeroOrOne };
        Command command = new("actions", "List the bulk actions, or describe one.") { name };
        runner.Set(command, (session, given, _) => Task.FromResult(Run(session, given.GetValue(name))));
        return command;
    }

    private static int Run(CliSession session, string? name)
    {
        ActionCatalog catalog = ActionCatalog.Own;
        if (name is null)
        {
            int width = catalog.Actions.Max(action => action.Name.Length);
            foreach (ActionInfo action in catalog.Actions)
            {
                session.Report.Data(
                    "action",
                    writer => Write(writer, action),
                    $"{action.Name.PadRight(width)}  {Effect(action),-9}  {action.Summary}".TrimEnd());
            }

            return ExitCode.Done;
        }

        ActionInfo found = Names.Find(catalog.Actions, action => action.Name, name, "action", "outreach-bulk actions lists them.");
        session.Report.Data("action", writer => Write(writer, found), Words(catalog, found));
        return ExitCode.Done;
    }

    private static string Effect(ActionInfo action) => action.Effect switch
    {
        "Destroy" => "destroys",
        "Outbound" => "outbound",
        _ => "edits",
    };

    private static string Words(ActionCatalog catalog, ActionInfo action)
    {
        FilterInfo filter = catalog.FilterOf(action);
        StringBuilder text = new();
        text.Append(action.Name).Append('\n');
        if (action.Summary is { } summary)
            text.Append("  ").Append(summary).Append('\n');
        text.Append("\nEffect      ").Append(action.Effect switch
        {
            "Destroy" => "destroys data; needs the count as consent",
            "Outbound" => "changes what is sent to people; what was sent cannot be called back",
            _ => "edits data that a later action can change back",
        }).Append('\n');
        if (action.Scopes.Count > 0)
            text.Append("Scopes      ").AppendJoin(", ", action.Scopes).Append('\n');
        text.Append("Request     POST /").Append(action.Path).Append("\nIn C#       ").Append(action.Method).Append('\n');
        Append(text, "Parameters (--parameter)", action.Parameters);
        Append(text, $"Attributes ({(action.Modifies ? "--set, --clear" : "--set")})", action.Attributes);
        if (action.IsOpen)
            text.Append("\nAttributes go by any name: --set name=value; a value that is JSON is sent as JSON.\n");
        Append(text, "Clauses (--where)", [.. filter.Clauses, .. filter.Related.SelectMany(related => related.Clauses.Select(
            clause => clause with { Name = $"{related.Name}.{clause.Name}" }))]);
        if (filter.IsOpen)
            text.Append("\nClauses go by any name: --where name=value.\n");
        return text.ToString().TrimEnd();
    }

    private static void Append(StringBuilder text, string title, IReadOnlyList<AttributeInfo> attributes)
    {
        if (attributes.Count == 0)
            return;
        text.Append('\n').Append(title).Append('\n');
        int width = attributes.Max(attribute => attribute.Name.Length);
        foreach (AttributeInfo attribute in attributes)
        {
            text.Append("  ").Append(attribute.Name.PadRight(width)).Append("  ").Append(Type(attribute).PadRight(9));
            if (attribute.IsRequired)
                text.Append("  required.");
            if (attribute.Details is { } details)
                text.Append("  ").Append(details.ReplaceLineEndings(" "));
            if (attribute.Values.Count > 0)
                text.Append("  One of ").AppendJoin(", ", attribute.Values).Append('.');
            text.Append('\n');
        }
    }

    private static string Type(AttributeInfo attribute) =>
        (attribute.Type == "Any" ? "value" : attribute.Type.ToLowerInvariant()) + (attribute.IsList ? "s" : "");

    private static void Write(Utf8JsonWriter writer, ActionInfo action)
    {
        writer.WriteString("name", action.Name);
        writer.WriteString("effect", action.Effect);
        writer.WriteString("resource", action.Resource);
        if (action.Summary is { } summary)
            writer.WriteString("summary", summary);
        writer.WriteStartArray("scopes");
        foreach (string scope in action.Scopes)
            writer.WriteStringValue(scope);
        writer.WriteEndArray();
        Write(writer, "parameters", action.Parameters);
        Write(writer, "attributes", action.Attributes);
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<AttributeInfo> attributes)
    {
        writer.WriteStartArray(name);
        foreach (AttributeInfo attribute in attributes)
        {
            writer.WriteStartObject();
            writer.WriteString("name", attribute.Name);
            writer.WriteString("type", attribute.Type);
            writer.WriteBoolean("isList", attribute.IsList);
            writer.WriteBoolean("isRequired", attribute.IsRequired);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
