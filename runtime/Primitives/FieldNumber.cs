using System.Globalization;
using System.Text;

namespace Outreach.Bulk.Primitives;

/// <summary>
/// The number that a model's enum gives a field: 31 bits of FNV-1a over the UTF-8 form of its name in the API, as the generator
/// makes it. So generated code says a field's name once, and only the enum has its number.
/// </summary>
internal static class FieldNumber
{
    /// <summary>The name that a field's number was computed from; null when it is not one of those given.</summary>
    public static string? FindName<TField>(TField field, IEnumerable<string> names)
        where TField : struct, Enum
    {
        int number = Convert.ToInt32(field, CultureInfo.InvariantCulture);
        return names.FirstOrDefault(name => Of(name) == number);
    }

    private static int Of(string name)
    {
        uint hash = 2_166_136_261;
        foreach (byte value in Encoding.UTF8.GetBytes(name))
            hash = unchecked((hash ^ value) * 16_777_619);
        return (int)(hash & int.MaxValue);
    }
}
