using System.Text.Json.Nodes;

namespace Outreach.Bulk.Primitives;

/// <summary>Values that were read one by one, as an array of their type.</summary>
internal static class TypedArray
{
    /// <returns>The array; null for no values, for values of several types, and for a type that is not written.</returns>
    public static Array? Of(object[] items) => items switch
    {
        [string, ..] => Of<string>(items),
        [bool, ..] => Of<bool>(items),
        [long, ..] => Of<long>(items),
        [double, ..] => Of<double>(items),
        [decimal, ..] => Of<decimal>(items),
        [DateTimeOffset, ..] => Of<DateTimeOffset>(items),
        [DateTime, ..] => Of<DateTime>(items),
        [DateOnly, ..] => Of<DateOnly>(items),
        [JsonNode, ..] => Of<JsonNode>(items),
        _ => null,
    };

    private static T[]? Of<T>(object[] items) => items.All(item => item is T) ? [.. items.Cast<T>()] : null;
}
