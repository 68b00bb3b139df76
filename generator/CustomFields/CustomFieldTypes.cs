using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.SavedAnswers;

namespace Outreach.Bulk.Generator.CustomFields;

/// <summary>What the types of an organisation's custom fields are in C#, and in words.</summary>
internal static class CustomFieldTypes
{
    public static WireType WireTypeOf(CustomFieldKind kind) => kind switch
    {
        CustomFieldKind.Boolean => WireType.Boolean,
        CustomFieldKind.Currency or CustomFieldKind.Numerical or CustomFieldKind.Percentage => WireType.Decimal,
        CustomFieldKind.Date => WireType.Date,
        CustomFieldKind.DateTime => WireType.LocalTime,
        _ => WireType.Text,
    };

    /// <summary>A field in a sentence or two: "Renewal date: a date."</summary>
    public static string Describe(CustomField field)
    {
        string words = field.Kind switch
        {
            CustomFieldKind.PhoneNumber => "a phone number",
            CustomFieldKind.Url => "a web address",
            CustomFieldKind.Boolean => "yes or no",
            CustomFieldKind.Currency => field.Currency.Length == 0 ? "an amount of money" : $"an amount of money in {field.Currency}",
            CustomFieldKind.Date => "a date",
            CustomFieldKind.DateTime => "a date and time, without a time zone",
            CustomFieldKind.Inclusion => "one of the options of a pick list",
            CustomFieldKind.MultiInclusion => "options of a pick list",
            CustomFieldKind.Numerical => "a number",
            CustomFieldKind.Percentage => "a percentage",
            _ => "text",
        };
        return $"{field.Label}: {words}.{(field.IsRequired ? " Your administrators require each record to have one." : "")}";
    }
}
