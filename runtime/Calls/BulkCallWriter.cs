using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Bulk.Filters;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Calls;

/// <summary>Writes calls, so that what is read back is sent as the original would be.</summary>
internal sealed class BulkCallWriter
{
    private readonly Utf8JsonWriter _writer;
    private readonly bool _isSorted;

    private BulkCallWriter(Utf8JsonWriter writer, bool isSorted)
    {
        _writer = writer;
        _isSorted = isSorted;
    }

    /// <exception cref="NotSupportedException">A part cannot be written.</exception>
    public static string Write(BulkCall call)
    {
        if (call.Params.Confirm is { Condition: not null })
        {
            throw new NotSupportedException(
                $"{call.Action.Name} cannot be written: its {nameof(BulkActionParams.Confirm)} is "
                    + $"{nameof(Confirm)}.{nameof(Confirm.When)}, a condition in code. Use {nameof(Confirm.AtMost)}, "
                    + $"{nameof(Confirm.Exactly)} or {nameof(Confirm.Within)}.");
        }

        return Write(call, isSorted: false);
    }

    /// <summary>The same text for calls that ask for the same. A condition is not in it.</summary>
    public static string CanonicalText(BulkCall call) => Write(call, isSorted: true);

    private static string Write(BulkCall call, bool isSorted)
    {
        ArrayBufferWriter<byte> text = new();
        JsonWriterOptions options = new()
        {
            Indented = !isSorted,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = isSorted ? int.MaxValue : BulkCallFormat.MaxDepth,
        };
        using (Utf8JsonWriter writer = new(text, options))
            new BulkCallWriter(writer, isSorted).WriteCall(call);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private void WriteCall(BulkCall call)
    {
        _writer.WriteStartObject();
        // Two calls that differ in the label, or in where their records are looked at, ask for the same.
        string? label = _isSorted ? null : call.Params.Label;
        string? collection = _isSorted ? null : call.Action.Collection;
        _writer.WriteNumber(
            BulkCallFormat.VersionMember,
            collection is not null ? BulkCallFormat.CollectionVersion
                : label is not null ? BulkCallFormat.LabelVersion
                : BulkCallFormat.FirstVersion);
        _writer.WriteStartObject(BulkCallFormat.Action);
        _writer.WriteString(BulkCallFormat.Name, call.Action.Name);
        _writer.WriteString(BulkCallFormat.Path, call.Action.Path);
        _writer.WriteString(BulkCallFormat.Effect, EffectOf(call.Params));
        if (collection is not null)
            _writer.WriteString(BulkCallFormat.Collection, collection);
        _writer.WriteEndObject();
        WriteFilter(call.Params.FilterOrThrow);
        if (call.Params.Parameters.Count > 0)
            WriteValues(BulkCallFormat.Parameters, call.Params.Parameters);
        if (call.Params.Confirm is { } confirm)
            WriteConfirm(confirm.Range);
        if (call.Params.ConsentOrNull is { } consent)
            WriteRange(BulkCallFormat.Consent, consent.Range);
        if (call.Params.SkipConfirmation)
            _writer.WriteBoolean(BulkCallFormat.SkipConfirmation, true);
        WriteOnUnknownOutcome(call.Params.OnUnknownOutcome);
        if (label is not null)
            _writer.WriteString(BulkCallFormat.Label, label);
        if (call.Attributes is { } attributes)
        {
            if (attributes is ModifyAttributes)
                _writer.WriteBoolean(BulkCallFormat.Modify, true);
            WriteValues(BulkCallFormat.Attributes, attributes.Values);
        }

        _writer.WriteEndObject();
    }

    /// <summary>What an action does, as a call says it.</summary>
    public static string EffectOf(BulkActionParams actionParams) => actionParams switch
    {
        DestroyingActionParams => BulkCallFormat.Destroy,
        OutboundActionParams => BulkCallFormat.Outbound,
        _ => BulkCallFormat.Edit,
    };

    private void WriteFilter(RecordFilter filter)
    {
        _writer.WritePropertyName(BulkCallFormat.Filter);
        if (filter.SelectsEverything)
            _writer.WriteStringValue(BulkCallFormat.Everything);
        else
            WriteClauses(filter);
    }

    private void WriteClauses(RecordFilter filter)
    {
        _writer.WriteStartObject();
        foreach (SparseValues.Entry clause in InOrder(filter.Clauses))
        {
            _writer.WriteStartObject(clause.Name);
            if (clause.Value is RecordFilter related)
            {
                _writer.WritePropertyName(BulkCallFormat.Related);
                WriteClauses(related);
            }
            else
            {
                WriteClause((IFilterValue)clause.Value, clause.Property);
            }

            _writer.WriteEndObject();
        }

        _writer.WriteEndObject();
    }

    private void WriteClause(IFilterValue clause, string property)
    {
        switch (clause.Kind)
        {
            case FilterValueKind.Equal:
                WriteMember(BulkCallFormat.Is, clause.Values.GetValue(0)!, property);
                break;
            case FilterValueKind.AnyOf:
                WriteMember(BulkCallFormat.AnyOf, clause.Values, property);
                break;
            case FilterValueKind.Range:
                if (clause.AtLeast is { } atLeast)
                    WriteMember(BulkCallFormat.AtLeast, atLeast, property);
                if (clause.AtMost is { } atMost)
                    WriteMember(BulkCallFormat.AtMost, atMost, property);
                break;
            default:
                _writer.WriteBoolean(clause.Kind == FilterValueKind.Null ? BulkCallFormat.Null : BulkCallFormat.NotNull, true);
                break;
        }
    }

    private void WriteConfirm(CountRange range)
    {
        if (range == CountRange.Any)
            _writer.WriteString(BulkCallFormat.Confirm, BulkCallFormat.Always);
        else
            WriteRange(BulkCallFormat.Confirm, range);
    }

    // Both ends, always: an end that got lost must not become a wider lock.
    private void WriteRange(string name, CountRange range)
    {
        _writer.WriteStartObject(name);
        _writer.WriteNumber(BulkCallFormat.AtLeast, range.AtLeast);
        _writer.WriteNumber(BulkCallFormat.AtMost, range.AtMost);
        _writer.WriteEndObject();
    }

    private void WriteOnUnknownOutcome(OnUnknownOutcome choice)
    {
        if (!choice.Searches)
            return;
        _writer.WriteStartObject(BulkCallFormat.OnUnknownOutcome);
        _writer.WriteString(BulkCallFormat.SearchFor, choice.SearchFor.ToString("c", CultureInfo.InvariantCulture));
        if (choice.ResendAfter is { } after)
            _writer.WriteString(BulkCallFormat.ResendAfter, after.ToString("c", CultureInfo.InvariantCulture));
        _writer.WriteEndObject();
    }

    private void WriteValues(string name, SparseValues values)
    {
        _writer.WriteStartObject(name);
        foreach (SparseValues.Entry entry in InOrder(values))
            WriteMember(entry.Name, entry.Value, entry.Property);
        _writer.WriteEndObject();
    }

    private IEnumerable<SparseValues.Entry> InOrder(SparseValues values)
    {
        SparseValues.Entry[] entries = values.Entries.ToArray();
        return _isSorted ? entries.OrderBy(entry => entry.Name, StringComparer.Ordinal) : entries;
    }

    private void WriteMember(string name, object value, string property)
    {
        _writer.WritePropertyName(name);
        WriteValue(value, property);
    }

    private void WriteValue(object value, string property)
    {
        switch (value)
        {
            case string text:
                _writer.WriteStringValue(text);
                break;
            case bool flag:
                _writer.WriteBooleanValue(flag);
                break;
            case long number:
                _writer.WriteNumberValue(number);
                break;
            case Clear:
                WriteTagged(BulkCallFormat.Clear, () => _writer.WriteBooleanValue(true));
                break;
            case double number:
                WriteTagged(BulkCallFormat.Number, () => _writer.WriteNumberValue(number));
                break;
            case decimal number:
                WriteTagged(BulkCallFormat.Decimal, () => _writer.WriteNumberValue(number));
                break;
            case DateTimeOffset:
                WriteTagged(BulkCallFormat.Instant, () => _writer.WriteStringValue(WireText.Format(value)));
                break;
            case DateTime:
                WriteTagged(BulkCallFormat.LocalTime, () => _writer.WriteStringValue(WireText.Format(value)));
                break;
            case DateOnly:
                WriteTagged(BulkCallFormat.Date, () => _writer.WriteStringValue(WireText.Format(value)));
                break;
            case JsonNode node:
                WriteTagged(BulkCallFormat.Json, () => WriteJson(node, property));
                break;
            case Array items:
                _writer.WriteStartArray();
                foreach (object item in items)
                    WriteValue(item, property);
                _writer.WriteEndArray();
                break;
            default:
                throw new NotSupportedException($"The call cannot be written: {property} holds a {value.GetType().Name}.");
        }
    }

    private void WriteJson(JsonNode node, string property)
    {
        if (_isSorted)
        {
            WriteSorted(node);
            return;
        }

        try
        {
            node.WriteTo(_writer);
        }
        catch (InvalidOperationException exception)
        {
            throw new NotSupportedException(
                $"The call cannot be written: {property} holds JSON that nests too deep; "
                    + $"{BulkCallFormat.MaxDepth} levels are a call's limit.",
                exception);
        }
    }

    // The members of a JSON object have no order.
    private void WriteSorted(JsonNode? node)
    {
        switch (node)
        {
            case null:
                _writer.WriteNullValue();
                break;
            case JsonObject members:
                _writer.WriteStartObject();
                foreach ((string name, JsonNode? value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    _writer.WritePropertyName(name);
                    WriteSorted(value);
                }

                _writer.WriteEndObject();
                break;
            case JsonArray items:
                _writer.WriteStartArray();
                foreach (JsonNode? item in items)
                    WriteSorted(item);
                _writer.WriteEndArray();
                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.Object or JsonValueKind.Array:
                WriteSorted(JsonNode.Parse(value.ToJsonString()));
                break;
            default:
                node.WriteTo(_writer);
                break;
        }
    }

    private void WriteTagged(string tag, Action writeValue)
    {
        _writer.WriteStartObject();
        _writer.WritePropertyName(tag);
        writeValue();
        _writer.WriteEndObject();
    }
}
