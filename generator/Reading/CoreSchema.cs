using System.Globalization;

namespace Outreach.Bulk.Generator.Reading;

/// <summary>What single values mean, by the core schema of YAML 1.2. The one place that says so.</summary>
internal static class CoreSchema
{
    /// <summary>The boolean that a node is; null for any other. One in quotes can mean nothing else where a boolean is expected.</summary>
    public static bool? Flag(SpecNode node) => (node as SpecScalar)?.Flag;

    /// <summary>The text that a node is; null for one that is a number, a boolean, null, a list or a map.</summary>
    public static string? Text(SpecNode node) =>
        node is SpecScalar scalar && (scalar.IsText || !(scalar.IsNull || scalar.Flag is not null || IsNumber(scalar.Text)))
            ? scalar.Text
            : null;

    private static bool IsNumber(string text) =>
        (text[0] is '-' or '+' or '.' or (>= '0' and <= '9'))
        && (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            || text.TrimStart('-', '+') is ".inf" or ".Inf" or ".INF" or ".nan" or ".NaN" or ".NAN"
            || IsPrefixed(text, "0x", "0123456789abcdefABCDEF")
            || IsPrefixed(text, "0o", "01234567"));

    private static bool IsPrefixed(string text, string prefix, string digits) =>
        text.Length > prefix.Length
        && text.StartsWith(prefix, StringComparison.Ordinal)
        && text.Skip(prefix.Length).All(digit => digits.IndexOf(digit) >= 0);
}
