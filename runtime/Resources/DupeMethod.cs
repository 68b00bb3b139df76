namespace Outreach.Bulk;

/// <summary>
/// What becomes of a row whose record exists already: an open set of words. Rows without a match are created, unless the method
/// says otherwise.
/// </summary>
public readonly struct DupeMethod : IEquatable<DupeMethod>
{
    private readonly string? _value;

    /// <summary>Makes a method from the API's word.</summary>
    /// <param name="value">The word, such as <c>skip</c>; not blank.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is blank.</exception>
    public DupeMethod(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>The record stays as it is; nothing of the row is stored. The API's own default.</summary>
    public static DupeMethod Skip { get; } = new("skip");

    /// <summary>Only empty attributes are filled.</summary>
    public static DupeMethod Missing { get; } = new("missing");

    /// <summary>The row's values replace the record's.</summary>
    public static DupeMethod Overwrite { get; } = new("overwrite");

    /// <summary>
    /// As <see cref="Overwrite"/>, and records without a match are not created. Upserts only; imports of files refuse it.
    /// </summary>
    public static DupeMethod OverwriteNoCreate { get; } = new("overwriteNoCreate");

    /// <summary>The API's word.</summary>
    public string Value => _value ?? "skip";

    /// <summary>Whether two methods are the same word.</summary>
    /// <param name="left">One method.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(DupeMethod left, DupeMethod right) => left.Equals(right);

    /// <summary>Whether two methods are different words.</summary>
    /// <param name="left">One method.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(DupeMethod left, DupeMethod right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(DupeMethod other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DupeMethod other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
