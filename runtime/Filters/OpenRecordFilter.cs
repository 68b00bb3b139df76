using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>
/// Selects records of a model that has no schema in the description, such as custom objects: attributes go by name and
/// their values as text.
/// </summary>
/// <example><code>new() { Id = [1, 2, 3], ["region"] = "EMEA" }</code></example>
public abstract record OpenRecordFilter : RecordFilter
{
    /// <summary>A clause on the attribute named <paramref name="attribute"/> in the API.</summary>
    /// <param name="attribute">
    /// The attribute's name in the API; case matters. Letters (a to z), digits and underscores; not <c>id</c>, which has a
    /// property. Which can be filtered is up to the org's schema.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The name is blank, reserved or holds other characters, or the clause is null, blank, empty or <see langword="default"/>.
    /// </exception>
    public FilterValue<string> this[string attribute]
    {
        get => GetClause<string>(attribute);
        init
        {
            WireName.ThrowIfNotUsable(attribute, nameof(attribute));
            if (attribute.Equals("id", StringComparison.OrdinalIgnoreCase))
            {
                throw new ArgumentException(
                    "Records are selected by id through the property Id, which holds the call to at most as many records as ids.",
                    nameof(attribute));
            }

            SetClause(attribute, value, attribute);
        }
    }
}
