using System.Globalization;

namespace Outreach.Bulk.Emulator.Schema;

/// <summary>One published attribute of a model.</summary>
internal sealed record RecordAttribute(
    string Name, AttributeKind Kind, int? MaxLength, bool ReadOnly, bool Filterable, bool Sortable)
{
    private const int CustomFields = 150;

    /// <summary>Scalars that can be filtered live in a column of their own; everything else shares one JSON column.</summary>
    public bool HasColumn => Filterable && Kind != AttributeKind.List;

    public static IReadOnlyDictionary<string, RecordAttribute> ReadTable(string table)
    {
        Dictionary<string, RecordAttribute> attributes = table
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(ReadLine)
            .ToDictionary(attribute => attribute.Name, StringComparer.Ordinal);
        for (int i = 1; i <= CustomFields; i++)
        {
            string name = $"custom{i.ToString(CultureInfo.InvariantCulture)}";
            attributes[name] = new RecordAttribute(name, AttributeKind.Custom, 32_000, false, false, false);
        }

        return attributes;
    }

    private static RecordAttribute ReadLine(string line)
    {
        string[] words = line.Split(' ');
        string[] type = words[1].Split('(', ')');
        return new RecordAttribute(
            words[0],
            Enum.Parse<AttributeKind>(type[0], ignoreCase: true),
            type.Length > 1 ? int.Parse(type[1], CultureInfo.InvariantCulture) : null,
            words.Contains("readonly"),
            words.Contains("filter"),
            words.Contains("sort"));
    }
}
