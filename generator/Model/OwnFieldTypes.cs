namespace Outreach.Bulk.Generator;

/// <summary>What the types of an organisation's own fields are in C#, and in words.</summary>
internal static class OwnFieldTypes
{
    public static WireType WireTypeOf(OwnFieldKind kind) => kind switch
    {
        OwnFieldKind.Boolean => WireType.Boolean,
        OwnFieldKind.Currency or OwnFieldKind.Numerical or OwnFieldKind.Percentage => WireType.Decimal,
        OwnFieldKind.Date => WireType.Date,
        OwnFieldKind.DateTime => WireType.LocalTime,
        _ => WireType.Text,
    };

    /// <summary>A field in a sentence or two: "Renewal date, a date. Required."</summary>
    public static string Describe(OwnField field)
    {
        string words = field.Kind switch
        {
            OwnFieldKind.PhoneNumber => "a phone number",
            OwnFieldKind.Url => "a web address",
            OwnFieldKind.Boolean => "yes or no",
            OwnFieldKind.Currency => field.Currency.Length == 0 ? "an amount of money" : $"an amount of money in {field.Currency}",
            OwnFieldKind.Date => "a date",
            OwnFieldKind.DateTime => "a date and time, without a time zone",
            OwnFieldKind.Inclusion => "one of the options of a pick list",
            OwnFieldKind.MultiInclusion => "options of a pick list",
            OwnFieldKind.Numerical => "a number",
            OwnFieldKind.Percentage => "a percentage",
            _ => "text",
        };
        return $"{field.Label}: {words}.{(field.IsRequired ? " Required." : "")}";
    }
}
