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

    // The same, beside attributes.
    private static readonly string[] s_reservedAttributes = ["ids"];

    /// <exception cref="FormatException">The text is not a written call of this version.</exception>
    /// <exception cref="ArgumentException">What it holds cannot be sent.</exception>
    public static BulkCall Read(string json)
    {
        using JsonDocument document = Parse(json);
        ThrowIfNoText(document.RootElement, "");
        return ReadCall(document.RootElement);
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json, new() { AllowDuplicateProperties = false, MaxDepth = BulkCallFormat.MaxDepth });
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            // Half a surrogate pair gives the latter two: in the text, or escaped in a name.
            throw new FormatException($"The text is not a written call: {exception.Message}", exception);
        }
    }

    // JSON can escape half a surrogate pair, which is no text.
    private static void ThrowIfNoText(JsonElement element, string at)
    {
        try
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.String:
                    _ = element.GetString();
                    break;
                case JsonValueKind.Array:
                    foreach (JsonElement item in element.EnumerateArray())
                        ThrowIfNoText(item, at);
                    break;
                case JsonValueKind.Object:
                    foreach (JsonProperty member in element.EnumerateObject())
                        ThrowIfNoText(member.Value, Below(at, member.Name));
                    break;
            }
        }
        catch (InvalidOperationException exception)
        {
            throw new FormatException($"{Wrong(at, "text").Message} {exception.Message}", exception);
        }
    }

    private static BulkCall ReadCall(JsonElement root)
    {
        Members call = new(root, "");
        long version = call.Required(BulkCallFormat.VersionMember, Number);
        if (version is < BulkCallFormat.FirstVersion or > BulkCallFormat.Version)
        {
            throw new FormatException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The call was written in version {version} of its format; this library reads versions "
                        + $"{BulkCallFormat.FirstVersion} to {BulkCallFormat.Version}. Write it again, or use the version of the library that wrote it."));
        }

        (BulkAction action, string effect) = call.Required(BulkCallFormat.Action, (element, at) => ReadAction(element, at, version));
        WrittenCall.Filter filter = call.Required(BulkCallFormat.Filter, ReadFilter);
        CountRange? confirm = call.Optional<CountRange>(BulkCallFormat.Confirm, ReadConfirm);
        CountRange? consent = call.Optional<CountRange>(BulkCallFormat.Consent, ReadConsent);
        BulkActionParams actionParams = Params(action.Name, effect, filter, consent) with
        {
            Confirm = confirm is { } range ? Confirm.For(range) : null,
            SkipConfirmation = call.Optional<bool>(BulkCallFormat.SkipConfirmation, True) ?? false,
            OnUnknownOutcome = call.OptionalObject(BulkCallFormat.OnUnknownOutcome, ReadOnUnknownOutcome) ?? OnUnknownOutcome.Throw,
            Label = version < BulkCallFormat.LabelVersion ? null : call.OptionalObject(BulkCallFormat.Label, Text),
        };
        if (call.Take(BulkCallFormat.Parameters) is { } parameters)
            ReadParameters(parameters, actionParams.Parameters);
        bool modifies = call.Optional<bool>(BulkCallFormat.Modify, True) ?? false;
        AttributeSet? attributes = call.OptionalObject<AttributeSet>(
            BulkCallFormat.Attributes, modifies ? ReadModification : ReadAttributes);
        if (modifies && attributes is null)
        {
            throw new FormatException(
                $"The text is not a written call: {action.Name} modifies, and the call has no {BulkCallFormat.Attributes}.");
        }

        call.ThrowIfMore();
        return new(action, actionParams, attributes);
    }

    private static (BulkAction Action, string Effect) ReadAction(JsonElement element, string at, long version)
    {
        Members action = new(element, at);
        BulkAction read = new(action.RequiredText(BulkCallFormat.Name), action.RequiredText(BulkCallFormat.Path));

        // Whoever reads the name must see what is sent.
        if (read.Path != BulkCallFormat.ActionsPath + read.Name)
            throw Wrong(Below(at, BulkCallFormat.Path), $"\"{BulkCallFormat.ActionsPath}\" with the action's name");
        string effect = action.Required(BulkCallFormat.Effect, ReadEffect);
        if (version >= BulkCallFormat.CollectionVersion)
            read = read with { Collection = action.OptionalObject(BulkCallFormat.Collection, ReadCollection) };
        action.ThrowIfMore();
        return (read, effect);
    }

    private static string ReadCollection(JsonElement element, string at)
    {
        string path = Text(element, at);
        return Array.TrueForAll(path.Split('/'), WireName.IsUsable) ? path : throw Wrong(at, "the path of a collection");
    }

    private static string ReadEffect(JsonElement element, string at) =>
        Text(element, at) is BulkCallFormat.Edit or BulkCallFormat.Destroy or BulkCallFormat.Outbound
            ? element.GetString()!
            : throw Wrong(at, "an effect of this version");

    private static BulkActionParams Params(string action, string effect, WrittenCall.Filter filter, CountRange? consent) =>
        (effect, consent) switch
    {
        (BulkCallFormat.Destroy, { } range) => new WrittenCall.DestroyingParams(filter, Consent.For(range)),
        (BulkCallFormat.Destroy, null) => throw new FormatException(
            $"{action} destroys data, and the call holds no {BulkCallFormat.Consent}."),
        (_, { }) => throw new FormatException(
            $"{action} destroys nothing, and the call holds a {BulkCallFormat.Consent}."),
        (BulkCallFormat.Outbound, _) => new WrittenCall.OutboundParams(filter),
        _ => new WrittenCall.Params(filter),
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
        {
            ThrowIfNoName(member.Name, at);
            AddClause(filter, member.Name, member.Value, Below(at, member.Name));
        }

        return filter;
    }

    private static void AddClause(WrittenCall.Filter filter, string name, JsonElement element, string at)
    {
        Members clause = new(element, at);
        if (clause.Take(BulkCallFormat.Related) is { } related)
        {
            filter.Add(name, ReadFilter(related, at));
        }
        else
        {
            IFilterValue value = ReadClause(clause, at);

            // The selection by id holds the call to as many records as ids, which works by whole numbers under one name.
            if (name.Equals("id", StringComparison.OrdinalIgnoreCase)
                && (name != "id"
                    || (value is not FilterValue<long> && value.Kind is not (FilterValueKind.Null or FilterValueKind.NotNull))))
            {
                throw Wrong(at, "a selection by \"id\", of whole numbers");
            }

            filter.Add(name, value, at);
        }

        clause.ThrowIfMore();
    }

    private static IFilterValue ReadClause(Members clause, string at)
    {
        if (clause.Take(BulkCallFormat.Is) is { } one)
            return Clause(FilterValueKind.Equal, ListOf([Value(one, at)], at), at);
        if (clause.Take(BulkCallFormat.AnyOf) is { } several)
            return Clause(FilterValueKind.AnyOf, Value(several, at) as Array ?? throw Wrong(at, "a list"), at);
        if (clause.Optional<bool>(BulkCallFormat.Null, True) is not null)
            return new FilterValue<string>(FilterValueKind.Null);
        if (clause.Optional<bool>(BulkCallFormat.NotNull, True) is not null)
            return new FilterValue<string>(FilterValueKind.NotNull);
        object? atLeast = clause.Take(BulkCallFormat.AtLeast) is { } low ? Value(low, at) : null;
        object? atMost = clause.Take(BulkCallFormat.AtMost) is { } high ? Value(high, at) : null;
        if (atLeast is not null && atMost is not null && atLeast.GetType() != atMost.GetType())
            throw Wrong(at, "a range whose ends are of one type");
        return FilterClause.Range(atLeast, atMost) ?? throw Wrong(at, "a clause");
    }

    private static IFilterValue Clause(FilterValueKind kind, Array items, string at) =>
        FilterClause.Of(kind, items) ?? throw Wrong(at, "of a type that a filter takes");

    private static CountRange ReadConfirm(JsonElement element, string at) =>
        element.ValueKind == JsonValueKind.String && element.ValueEquals(BulkCallFormat.Always) ? CountRange.Any : ReadRange(element, at);

    private static CountRange ReadConsent(JsonElement element, string at) =>
        ReadRange(element, at) is { AtMost: >= 1 } range && (range.AtLeast == 0 || range.AtLeast == range.AtMost)
            ? range
            : throw Wrong(at, "a consent to destroy exactly, or at most, a number of records");

    private static CountRange ReadRange(JsonElement element, string at)
    {
        Members range = new(element, at);
        long atLeast = range.Required(BulkCallFormat.AtLeast, Number);
        long atMost = range.Required(BulkCallFormat.AtMost, Number);
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

    private static void ReadParameters(JsonElement element, SparseValues parameters)
    {
        foreach ((string name, object value, string at) in ReadValues(element, BulkCallFormat.Parameters, s_reservedParameters))
        {
            // Nothing else can be written into a request line.
            if (value is Clear or Array or JsonNode)
                throw Wrong(at, "one value");
            WireText.ThrowIfNotWritable(value, at);
            parameters.Set(name, name, value);
        }

        if (parameters.Count == 0)
            throw Wrong(BulkCallFormat.Parameters, "an object with members");
    }

    private static WrittenCall.Modification ReadModification(JsonElement element, string at)
    {
        WrittenCall.Modification attributes = new();
        foreach ((string name, object value, _) in ReadValues(element, at, s_reservedAttributes))
            attributes.Add(name, value);
        return attributes;
    }

    private static WrittenCall.Attributes ReadAttributes(JsonElement element, string at)
    {
        WrittenCall.Attributes attributes = new();
        foreach ((string name, object value, string valueAt) in ReadValues(element, at, s_reservedAttributes))
        {
            if (value is Clear)
                throw Wrong(valueAt, "a value; only a modify clears");
            attributes.Add(name, value);
        }

        return attributes;
    }

    private static IEnumerable<(string Name, object Value, string At)> ReadValues(JsonElement element, string at, string[] reserved)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong(at, "an object");
        foreach (JsonProperty member in element.EnumerateObject())
        {
            ThrowIfNoName(member.Name, at);
            if (reserved.Contains(member.Name, StringComparer.OrdinalIgnoreCase))
                throw new FormatException($"The text is not a written call: {at} holds \"{member.Name}\", which is reserved.");
            string valueAt = Below(at, member.Name);
            yield return (member.Name, Value(member.Value, valueAt), valueAt);
        }
    }

    // Brackets would make another parameter of it, and nothing at all a list of what stands around it.
    private static void ThrowIfNoName(string name, string at)
    {
        if (name.Length == 0 || name != name.Trim() || !name.All(IsOfName))
            throw Wrong(Below(at, name), "named as anything of the API can be");
    }

    private static bool IsOfName(char character) => char.GetUnicodeCategory(character) is not (
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control or UnicodeCategory.Format)
        && character is not ('[' or ']');

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
            BulkCallFormat.Number when value.ValueKind == JsonValueKind.Number
                && value.TryGetDouble(out double number) && double.IsFinite(number) && IsExactly(value, number) => number,
            BulkCallFormat.Decimal when value.ValueKind == JsonValueKind.Number
                && value.TryGetDecimal(out decimal number) && IsExactly(value, number) => number,
            BulkCallFormat.Instant when DateTimeOffset.TryParseExact(
                Text(value, at),
                WireText.InstantFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out DateTimeOffset instant) => instant,
            BulkCallFormat.LocalTime when DateTime.TryParseExact(
                Text(value, at), WireText.LocalTimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time) => time,
            BulkCallFormat.Date when DateOnly.TryParseExact(
                Text(value, at), WireText.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) => date,
            BulkCallFormat.Json when JsonNode.Parse(value.GetRawText()) is { } node => node,
            _ => throw Wrong(at, "a value"),
        };
    }

    // A number of more digits than its type holds would be sent as another one.
    private static bool IsExactly(JsonElement written, IFormattable number)
    {
        using JsonDocument held = JsonDocument.Parse(number.ToString(null, CultureInfo.InvariantCulture));
        try
        {
            return JsonElement.DeepEquals(written, held.RootElement);
        }
        catch (ArgumentOutOfRangeException)
        {
            // Its exponent has more digits than a comparison takes.
            return false;
        }
    }

    private static Array ListOf(object[] items, string at) => TypedArray.Of(items)
        ?? throw Wrong(at, items is [] or [Array or Clear, ..] ? "a list with items" : "a list whose items are of one type");

    private static long Number(JsonElement element, string at) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long number) ? number : throw Wrong(at, "a whole number");

    // What is false is not written.
    private static bool True(JsonElement element, string at) =>
        element.ValueKind == JsonValueKind.True ? true : throw Wrong(at, "true");

    private static string Text(JsonElement element, string at) =>
        element.ValueKind == JsonValueKind.String && element.GetString() is { } text && !string.IsNullOrWhiteSpace(text)
            ? text
            : throw Wrong(at, "a text");

    private static TimeSpan Duration(JsonElement element, string at) =>
        TimeSpan.TryParseExact(Text(element, at), "c", CultureInfo.InvariantCulture, out TimeSpan duration)
        && element.ValueEquals(duration.ToString("c", CultureInfo.InvariantCulture))
        && duration > TimeSpan.Zero
        && duration <= Timers.Longest
            ? duration
            : throw Wrong(at, "a duration of more than zero and up to 49 days");

    private static string Below(string at, string name) => at.Length == 0 ? name : $"{at}.{name}";

    private static FormatException Wrong(string at, string expected) =>
        new($"The text is not a written call: {(at.Length == 0 ? "the whole" : at)} is not {expected}.");

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
                ? read(value, Below(_at, name))
                : throw new FormatException($"The text is not a written call: {Below(_at, name)} is missing.");

        public string RequiredText(string name) => Required(name, Text);

        public T? Optional<T>(string name, Func<JsonElement, string, T> read)
            where T : struct => Take(name) is { } value ? read(value, Below(_at, name)) : null;

        public T? OptionalObject<T>(string name, Func<JsonElement, string, T> read)
            where T : class => Take(name) is { } value ? read(value, Below(_at, name)) : null;

        public void ThrowIfMore()
        {
            if (_left.Count > 0)
            {
                throw new FormatException(
                    "The text is not a written call of this version, which does not know "
                    + $"{string.Join(", ", _left.Keys.Select(name => Below(_at, name)))}.");
            }
        }
    }
}
