namespace Outreach.Bulk;

/// <summary>
/// One record of a custom object, for an upsert: its id where it exists already, and its fields, each left alone, set or cleared.
/// Generated records derive from it, with one property per field.
/// </summary>
/// <remarks>Values compare by content.</remarks>
public abstract record CustomObjectRecord : AttributeSet
{
    private readonly long? _id;

    /// <summary>The record's id, by which the server finds it.</summary>
    /// <value>At least 1. Default <see langword="null"/>: a new record.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is assigned less than 1.</exception>
    public long? Id
    {
        get => _id;
        init
        {
            if (value is { } id)
                ArgumentOutOfRangeException.ThrowIfLessThan(id, 1, nameof(Id));
            _id = value;
        }
    }

    /// <summary>The record's type in the API: the internal name of its custom object.</summary>
    protected abstract string RecordType { get; }

    /// <summary>The same as a record of any type, which an upsert of several types takes.</summary>
    /// <returns>A copy.</returns>
    public UpsertRecord ToUpsertRecord() => new(RecordType, Id, Values);

    /// <summary>Whether the two are the same record with the same values.</summary>
    /// <param name="other">The other record.</param>
    /// <returns><see langword="true"/> when type, id and fields are equal.</returns>
    public virtual bool Equals(CustomObjectRecord? other) => base.Equals(other) && _id == other!._id;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), _id);
}
