using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>A record that a filter selects, as it was when it was looked at.</summary>
public sealed record SampledRecord
{
    private const string IdName = "id";

    /// <summary>The record's id.</summary>
    public required long Id { get; init; }

    /// <summary>Its attributes, by their names in the API.</summary>
    public IReadOnlyDictionary<string, JsonElement> Attributes { get; init; } = ReadOnlyDictionary<string, JsonElement>.Empty;

    /// <summary>
    /// The value of a field, by the enum of the model: <c>record.Get(AccountField.Name)?.GetString()</c>,
    /// <c>record.Get(AccountField.NumberOfEmployees)?.GetInt64()</c>.
    /// </summary>
    /// <typeparam name="TField">The enum of the model's fields.</typeparam>
    /// <param name="field">The field; of a custom field by its label or by its name in the API.</param>
    /// <returns>The value as JSON; <see langword="null"/> where it is null, and where the server sent none.</returns>
    public JsonElement? Get<TField>(TField field)
        where TField : struct, Enum => FieldNumber.FindName(field, Attributes.Keys.Append(IdName)) switch
        {
            null => null,
            IdName => JsonElement.Parse(Id.ToString(CultureInfo.InvariantCulture)),
            var name => Attributes[name] is { ValueKind: not JsonValueKind.Null } value ? value : null,
        };

    /// <summary>Names the record, never its values.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => FormattableString.Invariant($"record {Id}");
}
