using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Outreach.Bulk;

/// <summary>
/// The attributes that a bulk modify sets, each unassigned, set to a value, or cleared. Generated records derive from it,
/// with one property per writable field of the model.
/// </summary>
public abstract record ModifyAttributes : ActionAttributes
{
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
        Values.Set(name, property, boxed is JsonNode node ? node.DeepClone() : boxed);
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
            throw new ArgumentException($"{property} was assigned an empty list. Assign Clear.Value to clear it, or leave it out.", property);
        WireText.ThrowIfNotWritable(value.ItemsOrNull, property);
        Values.Set(name, property, value.ItemsOrNull);
    }

    /// <summary>Reads a field that takes one option of a pick list.</summary>
    /// <typeparam name="T">The enum of its options.</typeparam>
    /// <param name="name">Its name in the API.</param>
    /// <param name="textOf">The text of an option.</param>
    /// <returns>What was assigned, or an unassigned value; the same for a text that is none of the options.</returns>
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
    /// <exception cref="ArgumentException">The value is null, empty or <see langword="default"/>, or holds what is no option of the enum.</exception>
    protected void SetListChoice<T>(string name, AttributeList<T> value, Func<T, string> textOf, [CallerMemberName] string property = "")
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(textOf);
        ThrowIfUnassigned(value.Assignment, property);
        AttributeList<string> texts = value.IsCleared ? Clear.Value : new AttributeList<string>(value.ItemsOrNull?.Select(textOf).ToArray());
        SetListField(name, texts, property);
    }

    internal override void ThrowIfNotUsable(OutreachBulkOptions options, string parameter)
    {
        if (Values.Count == 0)
            throw new ArgumentException("A bulk modify needs at least one attribute; none was assigned.", parameter);
        if (options.ModifyBody != ModifyBody.AttributeMap && Values.Count != 1)
        {
            throw new ArgumentException(
                $"{nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.ModifyBody)} is {options.ModifyBody}, which carries one attribute a call; {Values.Count} were assigned.",
                parameter);
        }

        base.ThrowIfNotUsable(options, parameter);
    }

    internal override void WriteTo(Utf8JsonWriter writer, OutreachBulkOptions options)
    {
        if (options.ModifyBody == ModifyBody.AttributeMap)
        {
            base.WriteTo(writer, options);
            return;
        }

        (string name, string value) = options.ModifyBody == ModifyBody.FieldNameAndValue
            ? ("fieldName", "fieldValue")
            : ("field", "value");
        SparseValues.Entry entry = Values.Entries[0];
        writer.WriteString(name, entry.Name);
        writer.WritePropertyName(value);
        AttributeWriter.Write(writer, entry.Value);
    }

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
                $"{property} was assigned default, which is neither a value nor a clearing. Leave it out, give it a value, or assign Clear.Value.",
                property);
        }
    }

    private static void ThrowIfNull(object? value, string property)
    {
        if (value is null)
        {
            throw new ArgumentNullException(
                property,
                $"{property} was assigned null, which would be ambiguous on every selected record. Assign Clear.Value to clear it, or leave it out.");
        }
    }
}
