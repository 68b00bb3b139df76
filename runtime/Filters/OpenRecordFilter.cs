namespace Outreach.Bulk;

/// <summary>
/// Selects records of a model that has no schema in the description, such as custom objects: attributes go by name and
/// their values as text.
/// </summary>
/// <example><code>new() { Id = [1, 2, 3], ["region"] = "EMEA" }</code></example>
public abstract record OpenRecordFilter : RecordFilter
{
    /// <summary>A clause on the attribute named <paramref name="attribute"/> in the API.</summary>
    /// <param name="attribute">The attribute's name in the API; case matters. Which can be filtered is up to the org's schema.</param>
    /// <exception cref="ArgumentException">The name is blank, or the clause is null, blank, empty or <see langword="default"/>.</exception>
    public FilterValue<string> this[string attribute]
    {
        get => GetClause<string>(attribute);
        init
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(attribute);
            SetClause(attribute, value, attribute);
        }
    }
}
