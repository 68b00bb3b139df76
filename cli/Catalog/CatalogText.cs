using System.Text;

namespace Outreach.Bulk.Cli.Catalog;

/// <summary>What the catalogue says of one thing, in words.</summary>
internal static class CatalogText
{
    public static string Of(ActionInfo action, FilterInfo filter)
    {
        StringBuilder text = Start(action.Name, action.Summary);
        text.Append("\nEffect      ").Append(action.Effect switch
        {
            "Destroy" => "destroys data; needs the count as consent",
            "Outbound" => "changes what is sent to people; what was sent cannot be called back",
            _ => "edits data that a later action can change back",
        }).Append('\n');
        AppendRequest(text, action.Scopes, action.Path, action.Method);
        Append(text, "Parameters (--parameter)", action.Parameters);
        Append(text, $"Attributes ({(action.Modifies ? "--set, --clear" : "--set")})", action.Attributes);
        if (action.IsOpen)
            text.Append("\nAttributes go by any name: --set name=value; a value that is JSON is sent as JSON.\n");
        Append(text, filter);
        return text.ToString().TrimEnd();
    }

    public static string Of(ImportInfo import, ResourceInfo? fields)
    {
        StringBuilder text = Start(import.Name, import.Summary);
        text.Append('\n');
        AppendRequest(text, import.Scopes, import.Path, import.Method);
        if (import.IsOfFile)
            Append(text, "Fields (--map header=field)", fields?.Fields ?? []);
        else
            text.Append("\nRecords are JSON, one a line: {\"type\":\"account\",\"id\":17,\"attributes\":{\"name\":\"Acme\"}}\n");
        return text.ToString().TrimEnd();
    }

    public static string Of(ResourceInfo resource)
    {
        StringBuilder text = Start(resource.Resource, null);
        Append(text, "Fields", resource.Fields);
        return text.ToString().TrimEnd();
    }

    public static string Of(CustomObjectInfo custom)
    {
        StringBuilder text = Start(custom.Name, $"A custom object: --parameter objectName={custom.Name}.");
        Append(text, "Attributes (--set, --clear)", custom.Attributes);
        Append(text, custom.Filter);
        return text.ToString().TrimEnd();
    }

    private static StringBuilder Start(string name, string? summary)
    {
        StringBuilder text = new();
        text.Append(name).Append('\n');
        if (summary is not null)
            text.Append("  ").Append(summary).Append('\n');
        return text;
    }

    private static void AppendRequest(StringBuilder text, IReadOnlyList<string> scopes, string path, string method)
    {
        if (scopes.Count > 0)
            text.Append("Scopes      ").AppendJoin(", ", scopes).Append('\n');
        text.Append("Request     POST /").Append(path).Append("\nIn C#       ").Append(method).Append('\n');
    }

    private static void Append(StringBuilder text, FilterInfo filter)
    {
        AttributeInfo[] own = [FilterInfo.Id, .. filter.Clauses];
        Append(text, "Clauses (--where)", [.. own.DistinctBy(clause => clause.Name), .. filter.Related.SelectMany(related => related.Clauses.Select(
            clause => clause with { Name = $"{related.Name}.{clause.Name}" }))]);
        if (filter.IsOpen)
            text.Append("\nClauses go by any name: --where name=value.\n");
    }

    private static void Append(StringBuilder text, string title, IReadOnlyList<AttributeInfo> attributes)
    {
        if (attributes.Count == 0)
            return;
        text.Append('\n').Append(title).Append('\n');
        int width = attributes.Max(attribute => attribute.Shown.Length);
        foreach (AttributeInfo attribute in attributes)
        {
            text.Append("  ").Append(attribute.Shown.PadRight(width)).Append("  ").Append(Type(attribute).PadRight(9));
            if (attribute.IsRequired)
                text.Append("  required.");
            if (attribute.IsReadOnly)
                text.Append("  read-only.");
            if (attribute.Details is { } details)
                text.Append("  ").Append(details.ReplaceLineEndings(" "));
            if (attribute.Values.Count > 0)
                text.Append("  One of ").AppendJoin(", ", attribute.Values).Append('.');
            text.Append('\n');
        }
    }

    private static string Type(AttributeInfo attribute) =>
        (attribute.Type == "Any" ? "value" : attribute.Type.ToLowerInvariant()) + (attribute.IsList ? "s" : "");
}
