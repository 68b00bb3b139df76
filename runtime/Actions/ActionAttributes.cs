using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Outreach.Bulk;

/// <summary>
/// The attributes that a bulk action takes in its body. Generated records derive from it; values are kept sparsely and
/// written by the runtime.
/// </summary>
public abstract record ActionAttributes
{
    private readonly SparseValues _values;

    /// <summary>For derived records.</summary>
    protected ActionAttributes() => _values = new();

    /// <summary>Copies <paramref name="original"/>; the copy shares nothing with it.</summary>
    /// <param name="original">The record to copy.</param>
    protected ActionAttributes(ActionAttributes original)
    {
        ArgumentNullException.ThrowIfNull(original);
        _values = original._values.Copy();
    }

    internal SparseValues Values => _values;

    /// <summary>Names the attributes that were assigned, never their values.</summary>
    /// <returns>The record's name and the names of its attributes.</returns>
    public sealed override string ToString() => $"{GetType().Name} {{ {string.Join(", ", _values.Names)} }}";

    /// <summary>Whether the two carry the same values.</summary>
    /// <param name="other">The other record.</param>
    /// <returns><see langword="true"/> when both are the same record with equal values.</returns>
    public virtual bool Equals(ActionAttributes? other) =>
        other is not null && EqualityContract == other.EqualityContract && _values.Equals(other._values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(EqualityContract, _values);

    /// <summary>Reads an attribute.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Its name in the API.</param>
    /// <returns>What was assigned, or the type's default.</returns>
    protected T? Get<T>(string name) => _values.Get<T>(name);

    /// <summary>Takes an attribute.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Its name in the API.</param>
    /// <param name="value">Its value. Text must not be blank; the id of a record (a number whose name ends in <c>Id</c>) must be positive.</param>
    /// <param name="property">The property it was assigned to.</param>
    /// <exception cref="ArgumentException">The value is null, blank, out of range or cannot be written.</exception>
    protected void Set<T>(string name, T value, [CallerMemberName] string property = "")
    {
        WireText.ThrowIfNotWritable(value, property);
        if (value is long id && name.EndsWith("Id", StringComparison.Ordinal))
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(id, property);
        _values.Set(name, property, value is JsonNode node ? node.DeepClone() : value);
    }

    /// <summary>Reads a list-valued attribute.</summary>
    /// <typeparam name="T">The type of its items.</typeparam>
    /// <param name="name">Its name in the API.</param>
    /// <returns>What was assigned, or <see langword="null"/>.</returns>
    protected IReadOnlyList<T>? GetList<T>(string name) => _values.Get<T[]>(name) is { } items ? Array.AsReadOnly(items) : null;

    /// <summary>Takes a copy of a list-valued attribute.</summary>
    /// <typeparam name="T">The type of its items.</typeparam>
    /// <param name="name">Its name in the API.</param>
    /// <param name="items">Its items; at least one, none null or blank.</param>
    /// <param name="property">The property it was assigned to.</param>
    /// <exception cref="ArgumentException">The list is null or empty, or an item cannot be written.</exception>
    protected void SetList<T>(string name, IEnumerable<T>? items, [CallerMemberName] string property = "")
    {
        Refuse.Null(items, property, "Give it at least one item, or leave it out where the action does not require it.");
        T[] copy = [.. items];
        WireText.ThrowIfNotWritable(copy, property);
        if (copy is JsonNode[] nodes)
        {
            for (int i = 0; i < nodes.Length; i++)
                nodes[i] = nodes[i].DeepClone();
        }

        _values.Set(name, property, copy);
    }

    /// <summary>Refuses what can be judged only together with the options.</summary>
    internal virtual void ThrowIfNotUsable(OutreachBulkOptions options, string parameter)
    {
        foreach (ref readonly SparseValues.Entry entry in _values.Entries)
        {
            if (WritesNumbers(entry, options) && entry.Value is string[] texts && !texts.All(AttributeWriter.IsId))
            {
                throw new ArgumentException(
                    $"{entry.Property} holds a text that is no number, and {nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.UserIdsAsNumbers)} is set.",
                    entry.Property);
            }
        }
    }

    internal virtual void WriteTo(Utf8JsonWriter writer, OutreachBulkOptions options)
    {
        foreach (ref readonly SparseValues.Entry entry in _values.Entries)
        {
            writer.WritePropertyName(entry.Name);
            AttributeWriter.Write(writer, entry.Value, asNumbers: WritesNumbers(entry, options));
        }
    }

    private static bool WritesNumbers(in SparseValues.Entry entry, OutreachBulkOptions options) =>
        options.UserIdsAsNumbers && entry.Name == "userIds";
}
