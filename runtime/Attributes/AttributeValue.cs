using Outreach.Bulk.Attributes;

namespace Outreach.Bulk;

/// <summary>
/// What a bulk modify does to one attribute: nothing (unassigned), set it to a value, or clear it
/// (<see cref="Clear.Value"/>).
/// </summary>
/// <typeparam name="T">The attribute's type.</typeparam>
/// <remarks>Values compare by content.</remarks>
public readonly struct AttributeValue<T> : IEquatable<AttributeValue<T>>
{
    private readonly AttributeAssignment _assignment;
    private readonly T? _value;

    private AttributeValue(AttributeAssignment assignment, T? value)
    {
        _assignment = assignment;
        _value = value;
    }

    /// <summary>Whether the attribute was assigned a value.</summary>
    public bool HasValue => _assignment == AttributeAssignment.Value && _value is not null;

    /// <summary>Whether the attribute is to be cleared.</summary>
    public bool IsCleared => _assignment == AttributeAssignment.Cleared;

    /// <summary>The value to set.</summary>
    /// <exception cref="InvalidOperationException">No value was assigned.</exception>
    public T Value => HasValue ? _value! : throw new InvalidOperationException("The attribute was assigned no value.");

    internal AttributeAssignment Assignment => _assignment;

    internal T? ValueOrDefault => _value;

    /// <summary>Sets the attribute to <paramref name="value"/>.</summary>
    /// <param name="value">The value; not <see langword="null"/>, which is refused where it is assigned.</param>
    public static implicit operator AttributeValue<T>(T value) => new(AttributeAssignment.Value, value);

    /// <summary>Clears the attribute.</summary>
    /// <param name="clear"><see cref="Clear.Value"/>.</param>
    public static implicit operator AttributeValue<T>(Clear clear) =>
        clear is null ? new(AttributeAssignment.Value, default) : new(AttributeAssignment.Cleared, default);

    /// <summary>Whether two values do the same.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(AttributeValue<T> left, AttributeValue<T> right) => left.Equals(right);

    /// <summary>Whether two values do different things.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(AttributeValue<T> left, AttributeValue<T> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(AttributeValue<T> other) =>
        _assignment == other._assignment && EqualityComparer<T?>.Default.Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AttributeValue<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_assignment, _value);

    /// <summary>Says which of the three states this is, never the value.</summary>
    /// <returns><c>(unassigned)</c>, <c>(value)</c> or <c>(clear)</c>.</returns>
    public override string ToString() => AttributeAssignments.Describe(_assignment);
}
