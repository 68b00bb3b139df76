using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Outreach.Bulk.Filters;
using Outreach.Bulk.Protocol;

namespace Outreach.Bulk;

/// <summary>
/// What a filter asks of one attribute: one value, any of several (<c>[1, 2, 3]</c>), a range
/// (<c>new() { AtLeast = 5, AtMost = 10 }</c>), or that it is null or not null (<see cref="FilterValue.Null"/>,
/// <see cref="FilterValue.NotNull"/>).
/// </summary>
/// <typeparam name="T">The attribute's type.</typeparam>
/// <remarks>
/// Ranges include their ends. The values are copied; filter values compare by content. A value that is null, blank,
/// empty or <see langword="default"/> is refused by the filter it is assigned to, and so is an id less than 1.
/// </remarks>
[CollectionBuilder(typeof(FilterValue), nameof(FilterValue.AnyOf))]
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is a value that may hold several.")]
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "FilterValue has them.")]
public readonly struct FilterValue<T> : IEquatable<FilterValue<T>>, IEnumerable<T>, IFilterValue
{
    private readonly FilterValueKind _kind;
    private readonly T[]? _items;
    private readonly Bound<T> _atLeast;
    private readonly Bound<T> _atMost;

    internal FilterValue(FilterValueKind kind, T[]? items = null)
    {
        _kind = kind;
        _items = items;
    }

    /// <summary>The lower end of a range, included. Without one the range is open below.</summary>
    public T? AtLeast
    {
        get => _atLeast.Value;
        init
        {
            _kind = FilterValueKind.Range;
            _items = null;
            _atLeast = new(value);
        }
    }

    /// <summary>The upper end of a range, included. Without one the range is open above.</summary>
    public T? AtMost
    {
        get => _atMost.Value;
        init
        {
            _kind = FilterValueKind.Range;
            _items = null;
            _atMost = new(value);
        }
    }

    /// <summary>The values of which any may match, read-only; empty for a range and for the null words.</summary>
    public IReadOnlyList<T> Values => _items is null ? [] : Array.AsReadOnly(_items);

    internal T[]? ItemsOrNull => _items;

    FilterValueKind IFilterValue.Kind => _kind;

    Array IFilterValue.Values => _items ?? [];

    object? IFilterValue.AtLeast => _atLeast.IsSet ? _atLeast.Value : null;

    object? IFilterValue.AtMost => _atMost.IsSet ? _atMost.Value : null;

    /// <summary>Matches one value.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator FilterValue<T>(T value) => new(FilterValueKind.Equal, [value]);

    /// <summary>Matches any of several values.</summary>
    /// <param name="values">The values; at least one.</param>
    public static implicit operator FilterValue<T>(T[] values) => new(FilterValueKind.AnyOf, values?.ToArray());

    /// <summary>Matches any of several values.</summary>
    /// <param name="values">The values; at least one.</param>
    [SuppressMessage("Design", "CA1002:Do not expose generic lists", Justification = "A conversion must name the class people hold.")]
    public static implicit operator FilterValue<T>(List<T> values) => new(FilterValueKind.AnyOf, values?.ToArray());

    /// <summary>Matches null, or anything but null.</summary>
    /// <param name="word"><see cref="FilterValue.Null"/> or <see cref="FilterValue.NotNull"/>.</param>
    public static implicit operator FilterValue<T>(FilterValue word) => new(word?.Kind ?? FilterValueKind.None);

    /// <summary>Whether two filter values ask the same.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(FilterValue<T> left, FilterValue<T> right) => left.Equals(right);

    /// <summary>Whether two filter values ask different things.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(FilterValue<T> left, FilterValue<T> right) => !left.Equals(right);

    /// <summary>Goes through <see cref="Values"/>.</summary>
    /// <returns>The values, in the order they were given.</returns>
    public IEnumerator<T> GetEnumerator() => Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(FilterValue<T> other) =>
        _kind == other._kind
        && _atLeast == other._atLeast
        && _atMost == other._atMost
        && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FilterValue<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(_kind);
        hash.Add(_atLeast);
        hash.Add(_atMost);
        foreach (T value in Values)
            hash.Add(value);
        return hash.ToHashCode();
    }

    /// <summary>Says what kind of clause this is, never its values.</summary>
    /// <returns>The kind.</returns>
    public override string ToString() => $"({_kind})";

    void IFilterValue.ThrowIfNotUsable(bool isId, string property)
    {
        switch (_kind)
        {
            case FilterValueKind.Equal or FilterValueKind.AnyOf:
                FilterGuard.ThrowIfNotUsable(_items, isId, property);
                break;
            case FilterValueKind.Range:
                FilterGuard.ThrowIfNotUsable(_atLeast.IsSet, _atLeast.Value, isId, property);
                FilterGuard.ThrowIfNotUsable(_atMost.IsSet, _atMost.Value, isId, property);
                if (_atLeast.IsSet && _atMost.IsSet && Comparer<T>.Default.Compare(_atLeast.Value, _atMost.Value) > 0)
                {
                    throw new ArgumentException(
                        $"{property} is a range whose lower end is above its upper end; it matches nothing.",
                        property);
                }

                break;
            case FilterValueKind.None:
                throw new ArgumentException(
                    $"{property} was assigned default or null. A clause that was assigned must say something; leave it out if it "
                        + "should not take part.",
                    property);
        }
    }

    void IFilterValue.WriteTo(QueryWriter writer, bool commaLists)
    {
        switch (_kind)
        {
            case FilterValueKind.Equal:
                writer.Value(_items![0]!);
                break;
            case FilterValueKind.AnyOf when commaLists:
                writer.CommaList(_items!);
                break;
            case FilterValueKind.AnyOf:
                writer.List(_items!);
                break;
            case FilterValueKind.Range:
                if (_atLeast.IsSet)
                    writer.Value("gte", _atLeast.Value!);
                if (_atMost.IsSet)
                    writer.Value("lte", _atMost.Value!);
                break;
            case FilterValueKind.Null:
                writer.Word(FilterGuard.NullWord);
                break;
            case FilterValueKind.NotNull:
                writer.Word(FilterGuard.NotNullWord);
                break;
        }
    }

    private readonly record struct Bound<TValue>(TValue? Value)
    {
        public bool IsSet { get; } = true;
    }
}
