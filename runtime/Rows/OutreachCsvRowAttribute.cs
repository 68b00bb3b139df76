namespace Outreach.Bulk;

/// <summary>
/// Marks a partial record, class or struct whose properties are the columns of a CSV import. The generator adds what
/// <c>ImportAsync</c> needs to write such rows: header, mapping and cells.
/// </summary>
/// <remarks>
/// Each public property fills a field: that of its own name, or the one <see cref="OutreachFieldAttribute"/> names. It stands in the
/// project of the client, whose fields it names.
/// </remarks>
/// <example>
/// <code>
/// [OutreachCsvRow(Model = "Account")]
/// public sealed partial record AccountRow
/// {
///     [OutreachField(AccountField.CustomId)] public required string CrmId { get; init; }
///     public string? Name { get; init; }
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class OutreachCsvRowAttribute : Attribute
{
    /// <summary>The model the rows become records of, as its generated field enum is called without <c>Field</c>.</summary>
    /// <value><c>Account</c> or <c>Prospect</c>, or another model that the description has an import of.</value>
    public required string Model { get; set; }
}

/// <summary>Says which field a property of a row fills. One that is called like its field needs no attribute.</summary>
/// <param name="field">The member of the generated field enum itself, such as <c>AccountField.CustomId</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutreachFieldAttribute(object field) : Attribute
{
    /// <summary>The field.</summary>
    public object Field { get; } = field;
}

/// <summary>Says that a property of a row is no column.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutreachIgnoreAttribute : Attribute;
