using System.Globalization;

namespace Outreach.Bulk.Emulator.Sql;

/// <summary>SQL and its values, kept apart: whatever came over the wire becomes a parameter.</summary>
internal sealed class SqlText
{
    private readonly List<object?> _values = [];

    public IReadOnlyList<object?> Values => _values;

    /// <summary>Adds a value and returns the name to write in its place.</summary>
    public string Parameter(object? value)
    {
        _values.Add(value);
        return "$p" + (_values.Count - 1).ToString(CultureInfo.InvariantCulture);
    }
}
