using System.Globalization;

namespace Outreach.Bulk.Csv;

/// <summary>A column whose values may not be repeated.</summary>
/// <param name="Header">Its name in the file.</param>
/// <param name="Place">Which column it is, from 0.</param>
/// <param name="IsNumber">Whether its values are numbers, so that 017 and 17 are the same one.</param>
internal sealed record UniqueColumn(string Header, int Place, bool IsNumber)
{
    /// <summary>A value as it is compared; empty for none.</summary>
    public string Normalize(string value) => Normalize(value, IsNumber);

    /// <summary>A key as it is compared: without blanks around it, and a number as the number it is. Empty for none.</summary>
    public static string Normalize(string value, bool isNumber)
    {
        value = value.Trim();
        return isNumber && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : value;
    }
}
