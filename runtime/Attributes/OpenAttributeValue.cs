using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Outreach.Bulk;

/// <summary>
/// What a bulk modify does to one attribute whose type the description does not say: set it to a text, number, boolean,
/// date or JSON value, or clear it (<see cref="Clear.Value"/>).
/// </summary>
[SuppressMessage(
    "Usage", "CA2225:Operator overloads have named alternates",
    Justification = "The conversions exist to be implicit, in object initialisers.")]
public readonly struct OpenAttributeValue : IEquatable<OpenAttributeValue>
{
    internal OpenAttributeValue(AttributeValue<object> value) => Value = value;

    internal AttributeValue<object> Value { get; }

    /// <summary>Sets the attribute to a text.</summary>
    /// <param name="value">The text; not <see langword="null"/>.</param>
    public static implicit operator OpenAttributeValue(string value) => new(value);

    /// <summary>Sets the attribute to a boolean.</summary>
    /// <param name="value">The boolean.</param>
    public static implicit operator OpenAttributeValue(bool value) => new(value);

    /// <summary>Sets the attribute to a whole number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator OpenAttributeValue(long value) => new(value);

    /// <summary>Sets the attribute to a number.</summary>
    /// <param name="value">The number; finite.</param>
    public static implicit operator OpenAttributeValue(double value) => new(value);

    /// <summary>Sets the attribute to a decimal number, such as an amount of money.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator OpenAttributeValue(decimal value) => new(value);

    /// <summary>Sets the attribute to a point in time, sent in UTC.</summary>
    /// <param name="value">The point in time.</param>
    public static implicit operator OpenAttributeValue(DateTimeOffset value) => new(value);

    /// <summary>Sets the attribute to a date.</summary>
    /// <param name="value">The date.</param>
    public static implicit operator OpenAttributeValue(DateOnly value) => new(value);

    /// <summary>Sets the attribute to a JSON value: a list, say. It is copied.</summary>
    /// <param name="value">The value; not <see langword="null"/>.</param>
    public static implicit operator OpenAttributeValue(JsonNode value) => new(value);

    /// <summary>Clears the attribute.</summary>
    /// <param name="clear"><see cref="Clear.Value"/>.</param>
    public static implicit operator OpenAttributeValue(Clear clear) => new(clear);

    /// <summary>Whether two values do the same.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(OpenAttributeValue left, OpenAttributeValue right) => left.Equals(right);

    /// <summary>Whether two values do different things.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(OpenAttributeValue left, OpenAttributeValue right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(OpenAttributeValue other) => Value.Equals(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is OpenAttributeValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>Says which of the three states this is, never the value.</summary>
    /// <returns><c>(unassigned)</c>, <c>(value)</c> or <c>(clear)</c>.</returns>
    public override string ToString() => Value.ToString();
}
