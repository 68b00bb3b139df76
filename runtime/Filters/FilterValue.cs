using Outreach.Bulk.Filters;

namespace Outreach.Bulk;

/// <summary>Makes filter values; <see cref="Null"/> and <see cref="NotNull"/> fit every attribute.</summary>
public sealed class FilterValue
{
    private FilterValue(FilterValueKind kind) => Kind = kind;

    /// <summary>Matches records whose attribute is null.</summary>
    public static FilterValue Null { get; } = new(FilterValueKind.Null);

    /// <summary>Matches records whose attribute is anything but null.</summary>
    public static FilterValue NotNull { get; } = new(FilterValueKind.NotNull);

    /// <summary>Matches any of several values. The compiler calls it for collection expressions.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="values">The values; at least one.</param>
    /// <returns>The filter value.</returns>
    public static FilterValue<T> AnyOf<T>(ReadOnlySpan<T> values) => new(FilterValueKind.AnyOf, values.ToArray());

    /// <summary>Matches any of several values.</summary>
    /// <typeparam name="T">The attribute's type.</typeparam>
    /// <param name="values">The values; at least one.</param>
    /// <returns>The filter value.</returns>
    public static FilterValue<T> AnyOf<T>(IEnumerable<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(FilterValueKind.AnyOf, [.. values]);
    }

    internal FilterValueKind Kind { get; }
}
