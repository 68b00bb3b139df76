using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>
/// The attributes of a bulk modify whose model has no schema in the description, such as custom objects: by name, with
/// JSON values.
/// </summary>
/// <example><code>new() { ["renewalDate"] = "2027-01-31", ["seats"] = 25, ["note"] = Clear.Value }</code></example>
public abstract record OpenModifyAttributes : ModifyAttributes
{
    /// <summary>Sets or clears the attribute named <paramref name="attribute"/> in the API.</summary>
    /// <param name="attribute">
    /// The attribute's name in the API; case matters. Letters (a to z), digits and underscores; not <c>ids</c>, which is
    /// reserved.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The name is blank, reserved or holds other characters, or the value is null or cannot be written.
    /// </exception>
    public OpenAttributeValue this[string attribute]
    {
        get => new(GetField<object>(attribute));
        init
        {
            WireName.ThrowIfNotUsable(attribute, nameof(attribute));
            if (attribute == "ids")
            {
                throw new ArgumentException(
                    "\"ids\" is reserved for the selection of records; select them with Filter.",
                    nameof(attribute));
            }

            SetField(attribute, value.Value, attribute);
        }
    }
}
