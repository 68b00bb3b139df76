using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Bulk.Attributes;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>
/// One record of an upsert: a JSON:API resource object with its type, its id where it exists already, and attributes by
/// name.
/// </summary>
/// <example>
/// <code>
/// new UpsertRecord { Type = "account", Id = 17, ["name"] = "Acme", ["tags"] = new JsonArray("vip"), ["industry"] = Clear.Value }
/// </code>
/// </example>
/// <remarks>Values compare by content.</remarks>
public sealed record UpsertRecord
{
    private readonly SparseValues _values;
    private readonly string? _type;
    private readonly long? _id;

    /// <summary>Makes a record without attributes.</summary>
    public UpsertRecord() => _values = new();

    [SetsRequiredMembers]
    internal UpsertRecord(string type, long? id, SparseValues values)
    {
        _values = values.Copy();
        Type = type;
        _id = id;
    }

    private UpsertRecord(UpsertRecord original)
    {
        _values = original._values.Copy();
        _type = original._type;
        _id = original._id;
    }

    /// <summary>The record's type in the API: <c>account</c>, <c>prospect</c>, or the internal name of a custom object.</summary>
    /// <value>Not blank.</value>
    /// <exception cref="ArgumentException">It is assigned a blank text.</exception>
    public required string Type
    {
        get => _type!;
        init
        {
            WireText.ThrowIfNotWritable(value, nameof(Type));
            _type = value;
        }
    }

    /// <summary>The record's id, by which the server finds it.</summary>
    /// <value>At least 1. Default <see langword="null"/>: a new record.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is assigned less than 1.</exception>
    public long? Id
    {
        get => _id;
        init
        {
            if (value is { } id)
                ArgumentOutOfRangeException.ThrowIfLessThan(id, 1, nameof(Id));
            _id = value;
        }
    }

    /// <summary>All attributes, by their names in the API. What is assigned is added to those there are, and copied.</summary>
    /// <value>Each name and value as the indexer takes it. Default empty.</value>
    /// <exception cref="ArgumentException">A name or a value cannot be used.</exception>
    public IReadOnlyDictionary<string, OpenAttributeValue> Attributes
    {
        get => new ReadOnlyDictionary<string, OpenAttributeValue>(
            _values.Entries.ToArray().ToDictionary(entry => entry.Name, entry => Read(entry.Value), StringComparer.Ordinal));
        init
        {
            Refuse.Null(value, nameof(Attributes), "Leave it out, or give it attributes.");
            foreach ((string attribute, OpenAttributeValue each) in value)
                Set(attribute, each);
        }
    }

    /// <summary>Sets or clears the attribute named <paramref name="attribute"/> in the API.</summary>
    /// <param name="attribute">The attribute's name in the API; case matters. Letters (a to z), digits and underscores.</param>
    /// <exception cref="ArgumentException">
    /// The name is blank or holds other characters, or the value is null, <see langword="default"/> or cannot be written.
    /// </exception>
    public OpenAttributeValue this[string attribute]
    {
        get => Read(_values.Find(attribute));
        init => Set(attribute, value);
    }

    internal int Count => _values.Count;

    /// <summary>Names type, id and attributes, never their values.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Type}{(Id is { } id ? FormattableString.Invariant($" {id}") : "")} {{ {string.Join(", ", _values.Names)} }}");

    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", Type);
        if (Id is { } id)
            writer.WriteNumber("id", id);
        writer.WriteStartObject("attributes");
        foreach (ref readonly SparseValues.Entry entry in _values.Entries)
        {
            writer.WritePropertyName(entry.Name);
            AttributeWriter.Write(writer, entry.Value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static OpenAttributeValue Read(object? value) => value switch
    {
        null => default,
        Clear clear => clear,
        JsonNode node => node.DeepClone(),
        _ => new(value),
    };

    [SuppressMessage(
        "Usage", "CA2208:Instantiate argument exceptions correctly",
        Justification = "The argument is named by the attribute the user wrote.")]
    private void Set(string attribute, OpenAttributeValue value)
    {
        WireName.ThrowIfNotUsable(attribute, nameof(attribute));
        if (value.Value.Assignment == AttributeAssignment.Unassigned)
        {
            throw new ArgumentException(
                $"{attribute} was assigned default, which is neither a value nor a clearing. Leave it out, give it a value, or "
                    + "assign Clear.Value.",
                attribute);
        }

        if (value.Value.IsCleared)
        {
            _values.Set(attribute, attribute, Clear.Value);
            return;
        }

        object? given = value.Value.ValueOrDefault;
        Refuse.Null(given, attribute, "Assign Clear.Value to clear it, or leave it out.");
        WireText.ThrowIfNotEncodable(given, attribute);
        _values.Set(attribute, attribute, given is JsonNode node ? node.DeepClone() : given);
    }
}
