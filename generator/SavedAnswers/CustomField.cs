using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Identifiers;

namespace Outreach.Bulk.Generator.SavedAnswers;

/// <summary>The fields that an organisation added to a model.</summary>
/// <param name="Name">The model, in whatever case the answer writes it.</param>
/// <param name="Fields">Its fields, in the order of the answer.</param>
internal sealed record ResourceCustomFields(string Name, EquatableArray<CustomField> Fields)
{
    /// <summary>Whether it is a model of the description: <c>OpportunityLineItem</c> is <c>opportunityLineItem</c>.</summary>
    public bool Is(string model) => string.Equals(Identifier.Pascal(Name), Identifier.Pascal(model), StringComparison.OrdinalIgnoreCase);
}

/// <summary>A field that an administrator set up: what they call it and what it takes.</summary>
/// <param name="Name">Its name in the API: <c>custom17</c>.</param>
/// <param name="Label">Its label; empty when it has none.</param>
/// <param name="Kind">What it takes.</param>
internal sealed record CustomField(string Name, string Label, CustomFieldKind Kind)
{
    public bool IsRequired { get; init; }

    /// <summary>The abbreviation of the currency; empty for anything but an amount of money.</summary>
    public string Currency { get; init; } = "";

    /// <summary>The options of a pick list, each once.</summary>
    public EquatableArray<string> Options { get; init; } = [];
}

/// <summary>The types of fields in <c>GET /types</c>.</summary>
internal enum CustomFieldKind
{
    /// <summary>Text of any kind; a type that is not known.</summary>
    Text,
    PhoneNumber,
    Url,
    Boolean,
    Currency,
    Date,
    DateTime,
    Inclusion,
    MultiInclusion,
    Numerical,
    Percentage,
}
