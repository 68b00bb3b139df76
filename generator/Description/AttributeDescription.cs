using Outreach.Bulk.Generator.Common;

namespace Outreach.Bulk.Generator.Description;

/// <summary>An attribute, parameter or filter, as its schema describes it.</summary>
internal sealed record AttributeDescription(string Name, WireType Type)
{
    /// <summary>What its name in C# is made of: its own, or what <c>x-outreach-name</c> gives it instead.</summary>
    public string CodeName { get; init; } = Name;

    public bool IsList { get; init; }

    public bool IsRequired { get; init; }

    public bool IsReadOnly { get; init; }

    public bool IsFilterable { get; init; }

    public int? MaxLength { get; init; }

    public EquatableArray<string> KnownValues { get; init; } = [];

    public string Details { get; init; } = "";
}

/// <summary>The types of JSON schemas.</summary>
internal enum WireType
{
    /// <summary>No type, or one that is not known: any JSON value.</summary>
    Any,
    Text,
    Integer,
    Number,
    Boolean,
    Instant,
    Date,
    Object,

    /// <summary>
    /// A number that is kept to the digit, such as an amount of money. No schema says so; an organisation's custom fields do.
    /// </summary>
    Decimal,

    /// <summary>A date and time without a zone, in the same way.</summary>
    LocalTime,
}
