using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Bulk.Attributes;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>
/// Attributes of records: those that a bulk action takes in its body, or those that an upsert stores. Generated records derive
/// from it; values are kept sparsely and written by the runtime.
/// </summary>
public abstract record AttributeSet
{
    private readonly SparseValues _values;

    /// <summary>For derived records.</summary>
    protected AttributeSet() => _values = new();

    /// <summary>Copies <paramref name="original"/>; the copy shares nothing with it.</summary>
    /// <param name="original">The record to copy.</param>
    protected AttributeSet(AttributeSet original)
    {
        ArgumentNullException.ThrowIfNull(original);
        _values = original._values.Copy();
    }

    internal SparseValues Values => _values;

    /// <summary>Makes the value of a list-valued attribute; the compiler calls it for collection expressions.</summary>
    /// <typeparam name="T">The type of the list's items.</typeparam>
    /// <param name="items">The values; at least one. They are copied.</param>
    /// <returns>The value to assign.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static AttributeList<T> ListOf<T>(ReadOnlySpan<T> items) => new(items.ToArray());

    /// <summary>Names the attributes that were assigned, never their values.</summary>
    /// <returns>The record's name and the names of its attributes.</returns>
    public sealed override string ToString() => $"{GetType().Name} {{ {string.Join(", ", _values.Names)} }}";

    /// <summary>Whether the two carry the same values.</summary>
    /// <param name="other">The other record.</param>
    /// <returns><see langword="true"/> when both are the same record with equal values.</returns>
    public virtual bool Equals(AttributeSet? other) =>
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
    /// <param name="value">
    /// Its value. Text must not be blank; the id of a record (a number whose name ends in <c>Id</c>) must be positive.
    /// </param>
    /// <param name="property">The property it was assigned to.</param>
    /// <exception cref="ArgumentException">The value is null, blank, out of range or cannot be written.</exception>
    protected void Set<T>(string name, T value, [CallerMemberName] string property = "")
    {
        WireText.ThrowIfNotWritable(value, property);
        if (value is long id && name.EndsWith("Id", StringComparison.Ordinal))
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(id, property);
        _values.Set(name, property, value);
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
        _values.Set(name, property, copy);
    }

    /// <summary>Reads a field.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Its name in the API.</param>
    /// <returns>What was assigned, or an unassigned value.</returns>
    protected AttributeValue<T> GetField<T>(string name) => Values.Find(name) switch
    {
        Clear clear => clear,
        T value => value,
        _ => default,
    };

    /// <summary>Takes a field's value, or its clearing.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Its name in the API.</param>
    /// <param name="value">A value or <see cref="Clear.Value"/>.</param>
    /// <param name="property">The property it was assigned to.</param>
    /// <exception cref="ArgumentException">The value is null, <see langword="default"/> or cannot be written.</exception>
    protected void SetField<T>(string name, AttributeValue<T> value, [CallerMemberName] string property = "")
    {
        ThrowIfUnassigned(value.Assignment, property);
        if (value.IsCleared)
        {
            Values.Set(name, property, Clear.Value);
            return;
        }

        object? boxed = value.ValueOrDefault;
        ThrowIfNull(boxed, property);
        WireText.ThrowIfNotEncodable(boxed, property);
        Values.Set(name, property, boxed);
    }

    /// <summary>Reads a list-valued field.</summary>
    /// <typeparam name="T">The type of its items.</typeparam>
    /// <param name="name">Its name in the API.</param>
    /// <returns>What was assigned, or an unassigned value.</returns>
    protected AttributeList<T> GetListField<T>(string name) => Values.Find(name) switch
    {
        Clear clear => clear,
        T[] items => items,
        _ => default,
    };

    /// <summary>Takes a list-valued field's values, or its clearing.</summary>
    /// <typeparam name="T">The type of its items.</typeparam>
    /// <param name="name">Its name in the API.</param>
    /// <param name="value">Values or <see cref="Clear.Value"/>.</param>
    /// <param name="property">The property it was assigned to.</param>
    /// <exception cref="ArgumentException">The value is null, empty, <see langword="default"/> or cannot be written.</exception>
    protected void SetListField<T>(string name, AttributeList<T> value, [CallerMemberName] string property = "")
    {
        ThrowIfUnassigned(value.Assignment, property);
        if (value.IsCleared)
        {
            Values.Set(name, property, Clear.Value);
            return;
        }

        ThrowIfNull(value.ItemsOrNull, property);
        if (value.ItemsOrNull!.Length == 0)
        {
            throw new ArgumentException(
                $"{property} was assigned an empty list. Assign Clear.Value to clear it, or leave it out.",
                property);
        }

        WireText.ThrowIfNotWritable(value.ItemsOrNull, property);
        Values.Set(name, property, value.ItemsOrNull);
    }

    /// <summary>Reads a field that takes one option of a pick list.</summary>
    /// <typeparam name="T">The enum of its options.</typeparam>
    /// <param name="name">Its name in the API.</param>
    /// <param name="textOf">The text of an option.</param>
    /// <returns>What was assigned, or an unassigned value; the same for a text that is not one of the options.</returns>
    protected AttributeValue<T> GetChoice<T>(string name, Func<T, string> textOf)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(textOf);
        return Values.Find(name) switch
        {
            Clear clear => clear,
            string text when Option(text, textOf) is { } option => option,
            _ => default,
        };
    }

    /// <summary>Takes one option of a pick list, or the field's clearing.</summary>
    /// <typeparam name="T">The enum of its options.</typeparam>
    /// <param name="name">Its name in the API.</param>
    /// <param name="value">An option or <see cref="Clear.Value"/>.</param>
    /// <param name="textOf">The text of an option.</param>
    /// <param name="property">The property it was assigned to.</param>
    /// <exception cref="ArgumentException">The value is <see langword="default"/>, or no option of the enum.</exception>
    protected void SetChoice<T>(string name, AttributeValue<T> value, Func<T, string> textOf, [CallerMemberName] string property = "")
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(textOf);
        ThrowIfUnassigned(value.Assignment, property);
        AttributeValue<string> text = value.IsCleared ? Clear.Value : textOf(value.Value);
        SetField(name, text, property);
    }

    /// <summary>Reads a field that takes several options of a pick list.</summary>
    /// <typeparam name="T">The enum of its options.</typeparam>
    /// <param name="name">Its name in the API.</param>
    /// <param name="textOf">The text of an option.</param>
    /// <returns>What was assigned, or an unassigned value.</returns>
    protected AttributeList<T> GetListChoice<T>(string name, Func<T, string> textOf)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(textOf);
        return Values.Find(name) switch
        {
            Clear clear => clear,
            string[] texts => new AttributeList<T>([.. texts.Select(text => Option(text, textOf)).OfType<T>()]),
            _ => default,
        };
    }

    /// <summary>Takes several options of a pick list, or the field's clearing.</summary>
    /// <typeparam name="T">The enum of its options.</typeparam>
    /// <param name="name">Its name in the API.</param>
    /// <param name="value">Options or <see cref="Clear.Value"/>.</param>
    /// <param name="textOf">The text of an option.</param>
    /// <param name="property">The property it was assigned to.</param>
    /// <exception cref="ArgumentException">
    /// The value is null, empty or <see langword="default"/>, or holds what is no option of the enum.
    /// </exception>
    protected void SetListChoice<T>(string name, AttributeList<T> value, Func<T, string> textOf, [CallerMemberName] string property = "")
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(textOf);
        ThrowIfUnassigned(value.Assignment, property);
        AttributeList<string> texts = value.IsCleared
            ? Clear.Value
            : new AttributeList<string>(value.ItemsOrNull?.Select(textOf).ToArray());
        SetListField(name, texts, property);
    }

    /// <summary>Refuses what can be judged only together with the options.</summary>
    internal virtual void ThrowIfNotUsable(OutreachBulkOptions options, string parameter)
    {
        foreach (ref readonly SparseValues.Entry entry in _values.Entries)
        {
            if (WritesNumbers(entry, options) && entry.Value is string[] texts && !texts.All(AttributeWriter.IsId))
            {
                throw new ArgumentException(
                    $"{entry.Property} holds a text that is not a number, and "
                        + $"{nameof(ProtocolOptions)}.{nameof(ProtocolOptions.UserIdsAsNumbers)} is set.",
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
        options.Protocol.UserIdsAsNumbers && entry.Name == "userIds";

    private static T? Option<T>(string text, Func<T, string> textOf)
        where T : struct, Enum
    {
        foreach (T option in Enum.GetValues<T>())
        {
            if (textOf(option) == text)
                return option;
        }

        return null;
    }

    private static void ThrowIfUnassigned(AttributeAssignment assignment, string property)
    {
        if (assignment == AttributeAssignment.Unassigned)
        {
            throw new ArgumentException(
                $"{property} was assigned default, which is neither a value nor a clearing. Leave it out, give it a value, or "
                    + "assign Clear.Value.",
                property);
        }
    }

    private static void ThrowIfNull(object? value, string property)
    {
        if (value is null)
        {
            throw new ArgumentNullException(
                property,
                $"{property} was assigned null, which would be ambiguous on every selected record. Assign Clear.Value to clear "
                    + "it, or leave it out.");
        }
    }
}
