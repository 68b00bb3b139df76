using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Outreach.Bulk.Attributes;

namespace Outreach.Bulk;

/// <summary>
/// What a bulk modify does to one list-valued attribute: nothing (unassigned), replace it by the values of a collection
/// expression, or clear it (<see cref="Clear.Value"/>).
/// </summary>
/// <typeparam name="T">The type of the list's items.</typeparam>
/// <remarks>
/// An empty list is refused where it is assigned: emptying an attribute is said with <see cref="Clear.Value"/>.
/// The values are copied; values compare by content.
/// </remarks>
/// <example><code>new() { Tags = ["vip", "renewal"] }</code></example>
[CollectionBuilder(typeof(AttributeSet), nameof(AttributeSet.ListOf))]
[SuppressMessage(
    "Naming", "CA1710:Identifiers should have correct suffix",
    Justification = "It is an attribute's value that happens to be a list.")]
public readonly struct AttributeList<T> : IEquatable<AttributeList<T>>, IEnumerable<T>
{
    private readonly AttributeAssignment _assignment;
    private readonly T[]? _items;

    internal AttributeList(T[]? items)
    {
        _assignment = AttributeAssignment.Value;
        _items = items;
    }

    private AttributeList(AttributeAssignment assignment) => _assignment = assignment;

    /// <summary>Whether the attribute is to be cleared.</summary>
    public bool IsCleared => _assignment == AttributeAssignment.Cleared;

    /// <summary>The values to set; empty when none were assigned.</summary>
    public IReadOnlyList<T> Items => _items is null ? [] : Array.AsReadOnly(_items);

    internal AttributeAssignment Assignment => _assignment;

    internal T[]? ItemsOrNull => _items;

    /// <summary>Replaces the attribute by a copy of <paramref name="items"/>.</summary>
    /// <param name="items">The values; at least one.</param>
    public static implicit operator AttributeList<T>(T[] items) => new(items?.ToArray());

    /// <summary>Replaces the attribute by a copy of <paramref name="items"/>.</summary>
    /// <param name="items">The values; at least one.</param>
    [SuppressMessage("Design", "CA1002:Do not expose generic lists", Justification = "A conversion must name the class people hold.")]
    public static implicit operator AttributeList<T>(List<T> items) => new(items?.ToArray());

    /// <summary>Clears the attribute.</summary>
    /// <param name="clear"><see cref="Clear.Value"/>.</param>
    public static implicit operator AttributeList<T>(Clear clear) =>
        clear is null ? new((T[]?)null) : new(AttributeAssignment.Cleared);

    /// <summary>Whether two values do the same.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(AttributeList<T> left, AttributeList<T> right) => left.Equals(right);

    /// <summary>Whether two values do different things.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(AttributeList<T> left, AttributeList<T> right) => !left.Equals(right);

    /// <summary>Goes through the values to set.</summary>
    /// <returns>The values, in the order they were given.</returns>
    public IEnumerator<T> GetEnumerator() => Items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(AttributeList<T> other) =>
        _assignment == other._assignment && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AttributeList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(_assignment);
        foreach (T item in Items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    /// <summary>Says which of the three states this is, never the values.</summary>
    /// <returns><c>(unassigned)</c>, <c>(value)</c> or <c>(clear)</c>.</returns>
    public override string ToString() => AttributeAssignments.Describe(_assignment);
}
