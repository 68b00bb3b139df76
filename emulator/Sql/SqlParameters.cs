using System.Globalization;

namespace Outreach.Bulk.Emulator.Sql;

/// <summary>The values of a query: whatever came over the wire becomes a parameter, and never text of it.</summary>
internal sealed class SqlParameters
{
    private readonly List<object?> _values = [];

    public IReadOnlyList<object?> Values => _values;

    /// <summary>Adds a value and returns the name to write in its place.</summary>
    public string Add(object? value)
    {
        _values.Add(value);
        return "$p" + (_values.Count - 1).ToString(CultureInfo.InvariantCulture);
    }
}
