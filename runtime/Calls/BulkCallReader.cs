using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Bulk.Filters;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Calls;

/// <summary>
/// Reads written calls. What is not understood is an error at its place: a member that is passed over could be the clause that
/// keeps a call from acting on every record.
/// </summary>
internal static class BulkCallReader
{
    // What the request writer puts beside parameters of its own.
    private static readonly string[] s_reservedParameters = [BulkCallFormat.Filter, BulkCallFormat.SkipConfirmation, "confirmedCount"];

    /// <exception cref="FormatException">The text is not a written call of this version.</exception>
    /// <exception cref="ArgumentException">What it holds cannot be sent.</exception>
    public static BulkCall Read(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return ReadCall(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The text is not a written call: {exception.Message}", exception);
        }
    }

    private static BulkCall ReadCall(JsonElement root)
    {
        Members call = new(root, "the call");
        long version = call.Required(BulkCallFormat.VersionMember, Number);
        if (version != BulkCallFormat.Version)
        {
            throw new FormatException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The call was written in version {version} of its format; this library reads version "
                        + $"{BulkCallFormat.Version}. Write it again, or use the version of the library that wrote it."));
        }

        (BulkAction action, string effect) = call.Required(BulkCallFormat.Action, ReadAction);
        WrittenCall.Filter filter = call.Required(BulkCallFormat.Filter, ReadFilter);
        CountRange? confirm = call.Optional(BulkCallFormat.Confirm, ReadRange);
        CountRange? consent = call.Optional(BulkCallFormat.Consent, ReadRange);
        BulkActionParams actionParams = Params(action.Name, effect, filter, consent) with
        {
            Confirm = confirm is { } range ? Confirm.For(range) : null,
            SkipConfirmation = call.Optional<bool>(BulkCallFormat.SkipConfirmation, Flag) ?? false,
            OnUnknownOutcome = call.OptionalObject(BulkCallFormat.OnUnknownOutcome, ReadOnUnknownOutcome) ?? OnUnknownOutcome.Throw,
        };
        if (call.Take(BulkCallFormat.Parameters) is { } parameters)
            ReadValues(parameters, BulkCallFormat.Parameters, actionParams.Parameters, s_reservedParameters);
        bool modifies = call.Optional<bool>(BulkCallFormat.Modify, Flag) ?? false;
        AttributeSet? attributes = null;
        if (call.Take(BulkCallFormat.Attributes) is { } values)
        {
            attributes = modifies ? new WrittenCall.Modification() : new WrittenCall.Attributes();
            ReadValues(values, BulkCallFormat.Attributes, attributes.Values, ["ids"]);
        }

        call.ThrowIfMore();
        return new(action, actionParams, attributes);
    }

    private static (BulkAction Action, string Effect) ReadAction(JsonElement element, string at)
    {
        Members action = new(element, at);
        BulkAction read = new(action.RequiredText(BulkCallFormat.Name), action.RequiredText(BulkCallFormat.Path));
        string effect = action.RequiredText(BulkCallFormat.Effect);
        action.ThrowIfMore();
        return (read, effect);
    }

    private static BulkActionParams Params(string action, string effect, WrittenCall.Filter filter, CountRange? consent) =>
        (effect, consent) switch
    {
        (BulkCallFormat.Destroy, { } range) => new WrittenCall.DestroyingParams(filter, Consent.For(range)),
        (BulkCallFormat.Destroy, null) => throw new FormatException(
            $"{action} destroys data, and the call holds no {BulkCallFormat.Consent}."),
        (BulkCallFormat.Edit or BulkCallFormat.Outbound, { }) => throw new FormatException(
            $"{action} destroys nothing, and the call holds a {BulkCallFormat.Consent}."),
        (BulkCallFormat.Outbound, _) => new WrittenCall.OutboundParams(filter),
        (BulkCallFormat.Edit, _) => new WrittenCall.Params(filter),
        _ => throw Wrong(BulkCallFormat.Effect, "an effect of this version"),
    };

    private static WrittenCall.Filter ReadFilter(JsonElement element, string at)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return element.ValueEquals(BulkCallFormat.Everything)
                ? WrittenCall.Filter.Everything
                : throw Wrong(at, $"an object of clauses, or \"{BulkCallFormat.Everything}\"");
        }

        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong(at, $"an object of clauses, or \"{BulkCallFormat.Everything}\"");
        WrittenCall.Filter filter = new();
        foreach (JsonProperty member in element.EnumerateObject())
            AddClause(filter, member.Name, member.Value, $"{at}.{member.Name}");
        return filter;
    }

    private static void AddClause(WrittenCall.Filter filter, string name, JsonElement element, string at)
    {
        Members clause = new(element, at);
        if (clause.Take(BulkCallFormat.Related) is { } related)
            filter.Add(name, ReadFilter(related, at));
        else
            filter.Add(name, ReadClause(clause, at));
        clause.ThrowIfMore();
    }

    private static IFilterValue ReadClause(Members clause, string at)
    {
        if (clause.Take(BulkCallFormat.Is) is { } one)
            return Clause(FilterValueKind.Equal, ListOf([Value(one, at)], at), at);
        if (clause.Take(BulkCallFormat.AnyOf) is { } several)
            return Clause(FilterValueKind.AnyOf, Value(several, at) as Array ?? throw Wrong(at, "a list"), at);
        if (clause.Optional<bool>(BulkCallFormat.Null, Flag) == true)
            return new FilterValue<string>(FilterValueKind.Null);
        if (clause.Optional<bool>(BulkCallFormat.NotNull, Flag) == true)
            return new FilterValue<string>(FilterValueKind.NotNull);
        object? atLeast = clause.Take(BulkCallFormat.AtLeast) is { } low ? Value(low, at) : null;
        object? atMost = clause.Take(BulkCallFormat.AtMost) is { } high ? Value(high, at) : null;
        if (atLeast is not null && atMost is not null && atLeast.GetType() != atMost.GetType())
            throw Wrong(at, "a range whose ends are of one type");
        return (atLeast ?? atMost) switch
        {
            string => Range<string>(atLeast, atMost),
            bool => Range<bool>(atLeast, atMost),
            long => Range<long>(atLeast, atMost),
            double => Range<double>(atLeast, atMost),
            DateTimeOffset => Range<DateTimeOffset>(atLeast, atMost),
            DateOnly => Range<DateOnly>(atLeast, atMost),
            _ => throw Wrong(at, "a clause"),
        };
    }

    private static IFilterValue Clause(FilterValueKind kind, Array items, string at) => items switch
    {
        string[] texts => new FilterValue<string>(kind, texts),
        bool[] flags => new FilterValue<bool>(kind, flags),
        long[] numbers => new FilterValue<long>(kind, numbers),
        double[] numbers => new FilterValue<double>(kind, numbers),
        DateTimeOffset[] instants => new FilterValue<DateTimeOffset>(kind, instants),
        DateOnly[] dates => new FilterValue<DateOnly>(kind, dates),
        _ => throw Wrong(at, "of a type that a filter takes"),
    };

    private static FilterValue<T> Range<T>(object? atLeast, object? atMost) => (atLeast, atMost) switch
    {
        (T low, T high) => new FilterValue<T> { AtLeast = low, AtMost = high },
        (T low, _) => new FilterValue<T> { AtLeast = low },
        _ => new FilterValue<T> { AtMost = (T)atMost! },
    };

    private static CountRange ReadRange(JsonElement element, string at)
    {
        Members range = new(element, at);
        long atLeast = range.Required(BulkCallFormat.AtLeast, Number);
        long atMost = range.Optional<long>(BulkCallFormat.AtMost, Number) ?? long.MaxValue;
        range.ThrowIfMore();
        return atLeast >= 0 && atMost >= atLeast ? new(atLeast, atMost) : throw Wrong(at, "a range of counts");
    }

    private static OnUnknownOutcome ReadOnUnknownOutcome(JsonElement element, string at)
    {
        Members choice = new(element, at);
        OnUnknownOutcome read = OnUnknownOutcome.Reconcile with
        {
            SearchFor = choice.Required(BulkCallFormat.SearchFor, Duration),
            ResendAfter = choice.Optional<TimeSpan>(BulkCallFormat.ResendAfter, Duration),
        };
        choice.ThrowIfMore();
        return read;
    }

    private static void ReadValues(JsonElement element, string at, SparseValues values, ReadOnlySpan<string> reserved)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong(at, "an object");
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (string.IsNullOrWhiteSpace(member.Name) || reserved.Contains(member.Name))
                throw new FormatException($"{at} holds \"{member.Name}\", which is reserved.");
            object value = Value(member.Value, $"{at}.{member.Name}");
            WireText.ThrowIfNotWritable(value, member.Name);
            values.Set(member.Name, member.Name, value);
        }
    }

    private static object Value(JsonElement element, string at) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(element, at),
        JsonValueKind.Array => ListOf([.. element.EnumerateArray().Select(item => Value(item, at))], at),
        JsonValueKind.Object => TaggedValue(element, at),
        _ => throw Wrong(at, "a value"),
    };

    private static object TaggedValue(JsonElement element, string at)
    {
        JsonProperty[] members = [.. element.EnumerateObject()];
        if (members.Length != 1)
            throw Wrong(at, "a value");
        JsonElement value = members[0].Value;
        return members[0].Name switch
        {
            BulkCallFormat.Clear when value.ValueKind == JsonValueKind.True => Clear.Value,
            BulkCallFormat.Number when value.ValueKind == JsonValueKind.Number => value.GetDouble(),
            BulkCallFormat.Decimal when value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal number) => number,
            BulkCallFormat.Instant when value.ValueKind == JsonValueKind.String
                && value.TryGetDateTimeOffset(out DateTimeOffset instant) => instant,
            BulkCallFormat.LocalTime when value.ValueKind == JsonValueKind.String && value.TryGetDateTime(out DateTime time) => time,
            BulkCallFormat.Date when DateOnly.TryParseExact(
                Text(value, at), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) => date,
            BulkCallFormat.Json when JsonNode.Parse(value.GetRawText()) is { } node => node,
            _ => throw Wrong(at, "a value"),
        };
    }

    private static Array ListOf(object[] items, string at) => items switch
    {
        [string, ..] => ListOf<string>(items, at),
        [bool, ..] => ListOf<bool>(items, at),
        [long, ..] => ListOf<long>(items, at),
        [double, ..] => ListOf<double>(items, at),
        [decimal, ..] => ListOf<decimal>(items, at),
        [DateTimeOffset, ..] => ListOf<DateTimeOffset>(items, at),
        [DateTime, ..] => ListOf<DateTime>(items, at),
        [DateOnly, ..] => ListOf<DateOnly>(items, at),
        [JsonNode, ..] => ListOf<JsonNode>(items, at),
        _ => throw Wrong(at, "a list with items"),
    };

    private static T[] ListOf<T>(object[] items, string at) =>
        items.All(item => item is T) ? [.. items.Cast<T>()] : throw Wrong(at, "a list whose items are of one type");

    private static long Number(JsonElement element, string at) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long number) ? number : throw Wrong(at, "a whole number");

    private static bool Flag(JsonElement element, string at) =>
        element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : throw Wrong(at, "true or false");

    private static string Text(JsonElement element, string at) =>
        element.ValueKind == JsonValueKind.String && element.GetString() is { } text && !string.IsNullOrWhiteSpace(text)
            ? text
            : throw Wrong(at, "a text");

    private static TimeSpan Duration(JsonElement element, string at) =>
        TimeSpan.TryParseExact(Text(element, at), "c", CultureInfo.InvariantCulture, out TimeSpan duration)
            ? duration
            : throw Wrong(at, "a duration");

    private static FormatException Wrong(string at, string expected) => new($"The text is not a written call: {at} is not {expected}.");

    /// <summary>The members of an object, each of which must be taken.</summary>
    private sealed class Members
    {
        private readonly string _at;
        private readonly Dictionary<string, JsonElement> _left;

        public Members(JsonElement element, string at)
        {
            if (element.ValueKind != JsonValueKind.Object)
                throw Wrong(at, "an object");
            _at = at;
            _left = element.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
        }

        public JsonElement? Take(string name) => _left.Remove(name, out JsonElement value) ? value : null;

        public T Required<T>(string name, Func<JsonElement, string, T> read) =>
            Take(name) is { } value
                ? read(value, name)
                : throw new FormatException($"The text is not a written call: {_at} has no {name}.");

        public string RequiredText(string name) => Required(name, Text);

        public T? Optional<T>(string name, Func<JsonElement, string, T> read)
            where T : struct => Take(name) is { } value ? read(value, name) : null;

        public T? OptionalObject<T>(string name, Func<JsonElement, string, T> read)
            where T : class => Take(name) is { } value ? read(value, name) : null;

        public void ThrowIfMore()
        {
            if (_left.Count > 0)
                throw new FormatException(
                    $"The text is not a written call of this version: {_at} has {string.Join(", ", _left.Keys)}, which it does "
                        + "not know.");
        }
    }
}
