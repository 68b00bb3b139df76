using System.Globalization;
using System.Text;
using Outreach.Bulk.Csv;

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

    /// <summary>Whether the text is a number as it would be written, so that it need not be read.</summary>
    public static bool IsPlainNumber(ReadOnlySpan<byte> text) =>
        text is [>= (byte)'1' and <= (byte)'9', ..] && text.Length <= 18 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Whether the record's cell is empty or a whole number.</summary>
    public static bool IsNumberOrEmpty(ReadOnlySpan<byte> record, CheckedColumn column)
    {
        if (IsPlainNumber(CsvRecord.Raw(record, column.Place)))
            return true;
        string value = CsvRecord.Text(record, column.Place).Trim();
        return value.Length == 0 || TryReadNumber(value, out _);
    }

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
