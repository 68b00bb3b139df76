using System.Globalization;
using System.Text;

namespace Outreach.Bulk.Keys;

/// <summary>Keys as they are compared.</summary>
internal static class KeyText
{
    /// <summary>Without blanks around it, and a number as the number it is. Empty for none.</summary>
    public static string Normalize(string value, bool isNumber)
    {
        value = value.Trim();
        return isNumber && TryReadNumber(value, out long number) ? number.ToString(CultureInfo.InvariantCulture) : value;
    }

    /// <summary>One text for all that differ in nothing else.</summary>
    public static string Without(KeyDifferences ignored, string value)
    {
        if (ignored.HasFlag(KeyDifferences.Form) && !Ascii.IsValid(value))
            value = Composed(value);
        return ignored.HasFlag(KeyDifferences.Case) ? value.ToUpperInvariant() : value;
    }

    public static bool TryReadNumber(string value, out long number) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    // Half of a surrogate pair has no form.
    private static string Composed(string value)
    {
        try
        {
            return value.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return value;
        }
    }
}

/// <summary>In what keys may differ that mean the same.</summary>
[Flags]
internal enum KeyDifferences
{
    None = 0,
    Case = 1,
    Form = 2,
    All = Case | Form,
}
