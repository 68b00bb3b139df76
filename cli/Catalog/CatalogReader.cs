using System.Collections;
using System.Text.Json;
using Outreach.Bulk.Generated;

namespace Outreach.Bulk.Cli.Catalog;

/// <summary>
/// Reads what the generator emitted. By hand: most commands read it as they start, and to prepare a serializer would take
/// longer than reading.
/// </summary>
internal static class CatalogReader
{
    public static ActionCatalog Read()
    {
        JsonElement catalog = JsonElement.Parse(OutreachBulkCatalog.Json);
        return new(
            Text(catalog, "title"),
            Text(catalog, "version"),
            List(catalog, "actions", Action),
            List(catalog, "imports", Import),
            List(catalog, "filters", Filter),
            List(catalog, "resources", Resource));
    }

    private static ActionInfo Action(JsonElement json) => new(
        Text(json, "name"),
        Text(json, "path"),
        Text(json, "method"),
        Text(json, "effect"),
        Text(json, "resource"),
        JsonText.Of(json, "summary"),
        JsonText.Of(json, "details"),
        JsonText.Of(json, "collection"),
        JsonText.Of(json, "objectName"),
        JsonText.Of(json, "takes"))
    {
        Scopes = Texts(json, "scopes"),
        Parameters = Attributes(json, "parameters"),
        Attributes = AttributesOf(json),
    };

    private static ImportInfo Import(JsonElement json) => new(
        Text(json, "name"),
        Text(json, "path"),
        Text(json, "method"),
        JsonText.Of(json, "summary"),
        JsonText.Of(json, "details"),
        Flag(json, "isOfFile"),
        JsonText.Of(json, "objectName"),
        JsonText.Of(json, "resource"))
    {
        Scopes = Texts(json, "scopes"),
        Attributes = AttributesOf(json),
    };

    private static ResourceInfo Resource(JsonElement json)
    {
        string name = Text(json, "name");
        return new(name)
        {
            Fields = new ListOnDemand<AttributeInfo>(() => Attributes(OutreachBulkCatalog.FieldsOf(name), "fields")),
        };
    }

    private static FilterInfo Filter(JsonElement json) => new(Text(json, "resource"), Flag(json, "isOpen"))
    {
        Clauses = Attributes(json, "clauses"),
        Related = List(json, "related", each =>
            new RelatedFilterInfo(Text(each, "name"), JsonText.Of(each, "details")) { Clauses = Attributes(each, "clauses") }),
    };

    private static AttributeInfo Attribute(JsonElement json) => new(
        Text(json, "name"),
        Text(json, "type"),
        Flag(json, "isList"),
        Flag(json, "isRequired"),
        Flag(json, "isReadOnly"),
        JsonText.Find(json, "maxLength")?.GetInt32(),
        JsonText.Of(json, "details"))
    {
        Values = Texts(json, "values"),
    };

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static bool Flag(JsonElement json, string name) => JsonText.Find(json, name) is { ValueKind: JsonValueKind.True };

    private static ListOnDemand<AttributeInfo> AttributesOf(JsonElement json)
    {
        string path = Text(json, "path");
        return new(() => Attributes(OutreachBulkCatalog.AttributesOf(path), "attributes"));
    }

    private static AttributeInfo[] Attributes(ReadOnlySpan<byte> json, string name) =>
        json.IsEmpty ? [] : List(JsonElement.Parse(json), name, Attribute);

    private static ListOnDemand<AttributeInfo> Attributes(JsonElement json, string name) => new(() => List(json, name, Attribute));

    private static string[] Texts(JsonElement json, string name) => List(json, name, each => each.GetString()!);

    private static T[] List<T>(JsonElement json, string name, Func<JsonElement, T> read) =>
        JsonText.Find(json, name) is { } list ? [.. list.EnumerateArray().Select(read)] : [];

    /// <summary>A list that is read where somebody looks at it: there are hundreds of attributes, and most commands look at few.</summary>
    private sealed class ListOnDemand<T>(Func<T[]> read) : IReadOnlyList<T>
    {
        private readonly Lazy<T[]> _items = new(read);

        public int Count => _items.Value.Length;

        public T this[int index] => _items.Value[index];

        public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items.Value).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
