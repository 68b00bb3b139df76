using System.Text.Json.Nodes;
using CsCheck;
using Outreach.Bulk.Filters;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.Calls;

// Records like generated ones, whose names and types are given, and calls of any of them.

internal sealed record AnyFilter : RecordFilter
{
    public static AnyFilter Everything { get; } = new() { SelectsEverything = true };

    public void Add<T>(string name, FilterValue<T> value) => SetClause(name, value, name);

    public void Add(string name, AnyFilter related) => SetRelated(name, related, name);
}

internal sealed record AnyParams : BulkActionParams
{
    public AnyParams(RecordFilter filter) => SetFilter(filter, "Filter");

    public void Add<T>(string name, T value) => SetParameter(name, value, name);
}

internal sealed record AnyOutboundParams : OutboundActionParams
{
    public AnyOutboundParams(RecordFilter filter) => SetFilter(filter, "Filter");
}

internal sealed record AnyDestroyParams : DestroyingActionParams
{
    public AnyDestroyParams(RecordFilter filter) => SetFilter(filter, "Filter");
}

internal sealed record AnyAttributes : AttributeSet
{
    public void Add<T>(string name, T value) => Set(name, value, name);

    public void AddList<T>(string name, IEnumerable<T> items) => SetList(name, items, name);
}

internal sealed record AnyModify : ModifyAttributes
{
    public void Add<T>(string name, AttributeValue<T> value) => SetField(name, value, name);

    public void AddList<T>(string name, AttributeList<T> items) => SetListField(name, items, name);
}

/// <summary>Makes calls with every kind of part.</summary>
internal static class AnyCall
{
    private static readonly Gen<string> s_text = Gen.OneOf(
        Of("x", " x ", "a,b", "null", "everything", "\"quoted\"", "\\", "größe", "€ 5", "😀", "\u2028", "\u0001x",
            "<b>&'+", "2026-01-05", "1", "{\"clear\":true}"),
        Gen.String).Where(text => !string.IsNullOrWhiteSpace(text) && IsWhole(text) && text is not ("__null__" or "__notnull__"));

    private static readonly Gen<string> s_name =
        Of(
            "name", "owner", "custom1", "tags", "userIds", "is", "json", "filter", "größe", "a-b", "a.b", "a b", "with\"quote", "null",
            "attributes");

    private static readonly Gen<long> s_number = Gen.OneOf(Gen.Long, Of(0, -1, 1, long.MaxValue, long.MinValue));

    private static readonly Gen<double> s_double =
        Gen.OneOf(Gen.Double, Of(0, -0.0, 5, 0.1, double.MaxValue, double.MinValue, double.Epsilon)).Where(double.IsFinite);

    private static readonly Gen<decimal> s_decimal =
        Gen.OneOf(Gen.Decimal, Of(0m, 1.10m, -0.0m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m));

    private static readonly Gen<DateTimeOffset> s_instant =
        Gen.OneOf(Gen.DateTimeOffset, Of(DateTimeOffset.MaxValue, new(2026, 1, 5, 8, 0, 0, TimeSpan.FromHours(5.5))))
            .Where(at => at != default);

    private static readonly Gen<DateTime> s_localTime =
        Gen.OneOf(Gen.DateTime, Of(
            DateTime.MaxValue, new(2026, 1, 5, 8, 0, 0, 120, DateTimeKind.Utc), new(2026, 1, 5, 8, 0, 0, DateTimeKind.Local)));

    private static readonly Gen<DateOnly> s_date = Gen.OneOf(Gen.DateOnly, Of(DateOnly.MaxValue)).Where(date => date != default);

    private static readonly Gen<JsonNode> s_json = Json(3);

    private static readonly Gen<Action<AnyFilter>> s_clause = Gen.OneOf(
        Clause(s_text),
        Clause(Gen.Bool),
        Clause(s_number),
        Clause(s_double),
        Clause(s_decimal),
        Clause(s_instant),
        Clause(s_localTime),
        Clause(s_date),
        Clause(Of("id"), Gen.Long[1, long.MaxValue]),
        Clause(Of("id"), Gen.Long[1, 99]));

    private static readonly Gen<AnyFilter> s_filter =
        from clauses in s_clause.Array[1, 4]
        from related in Gen.Select(s_name, s_clause.Array[1, 3]).Array[0, 2]
        select Filter([.. clauses, .. related.Select(one => (Action<AnyFilter>)(filter => filter.Add(one.Item1, Filter(one.Item2))))]);

    private static readonly Gen<RecordFilter> s_selection = Gen.Frequency(
        (1, Gen.Const((RecordFilter)AnyFilter.Everything)),
        (1, Gen.Const((RecordFilter)AccountFilter.Everything)),
        (1, s_text.Select(
            text => (RecordFilter)new CustomObjectFilter { Id = [1, 2], ["region"] = text, ["stage"] = FilterValue.NotNull })),
        (2, Gen.Long[1, long.MaxValue].Array[1, 60].Select(ids => (RecordFilter)new AccountFilter { Id = ids })),
        (8, s_filter.Select(filter => (RecordFilter)filter)));

    private static readonly Gen<Action<AnyModify>> s_field = Gen.OneOf(
        Field(Gen.OneOf(s_text, Of("", " "))),
        Field(Gen.Bool),
        Field(s_number),
        Field(s_double),
        Field(s_decimal),
        Field(s_instant),
        Field(s_localTime),
        Field(s_date),
        Field(s_json),
        s_name.Select(name => (Action<AnyModify>)(attributes => attributes.Add<string>(name, Clear.Value))),
        FieldList(s_text),
        FieldList(Gen.Bool),
        FieldList(s_number),
        FieldList(s_double),
        FieldList(s_decimal),
        FieldList(s_instant),
        FieldList(s_localTime),
        FieldList(s_date),
        FieldList(s_json));

    private static readonly Gen<Action<AnyAttributes>> s_attribute = Gen.OneOf(
        Attribute(s_text),
        Attribute(Gen.Bool),
        Attribute(s_number),
        Attribute(s_double),
        Attribute(s_decimal),
        Attribute(s_instant),
        Attribute(s_localTime),
        Attribute(s_date),
        Attribute(s_json),
        Gen.Select(s_name, s_text.Array[1, 4], (name, items) => (Action<AnyAttributes>)(attributes => attributes.AddList(name, items))),
        Gen.Select(s_name, s_json.Array[1, 4], (name, items) => (Action<AnyAttributes>)(attributes => attributes.AddList(name, items))),
        Gen.Long[1, 99].Array[1, 3].Select(ids => (Action<AnyAttributes>)(set => set.AddList("userIds", ids.Select(id => $"{id}")))));

    private static readonly Gen<Action<AnyParams>> s_parameter = Gen.OneOf(
        Parameter(s_text), Parameter(Gen.Bool), Parameter(s_number), Parameter(s_double),
        Parameter(s_instant), Parameter(s_localTime), Parameter(s_date));

    // Mostly what one request takes, so that mostly requests are compared, and not refusals.
    private static readonly Gen<long> s_count =
        Gen.Frequency((6, Gen.Long[0, 100_000]), (1, Gen.Long[0, long.MaxValue]), (1, Of(long.MaxValue, 100_000, 100_001)));

    private static readonly Gen<Confirm?> s_confirm = Gen.OneOf(
        Gen.Const((Confirm?)null),
        Gen.Const((Confirm?)Confirm.Always),
        s_count.Select(count => (Confirm?)Confirm.AtMost(count)),
        s_count.Select(count => (Confirm?)Confirm.Exactly(count)),
        Gen.Select(Gen.Double[0, 100], s_count, (percent, count) => (Confirm?)Confirm.Within(percent, Counted(count))));

    private static readonly Gen<OnUnknownOutcome> s_onUnknownOutcome =
        from searches in Gen.Bool
        from searchFor in Gen.Int[1, 4_000_000]
        from resendAfter in Gen.Int[0, 4_000_000]
        select searches
            ? OnUnknownOutcome.Reconcile with
            {
                SearchFor = TimeSpan.FromSeconds(searchFor),
                ResendAfter = resendAfter % 2 == 0 ? null : TimeSpan.FromMilliseconds(resendAfter),
            }
            : OnUnknownOutcome.Throw;

    private static readonly Gen<BulkActionParams> s_params =
        from filter in s_selection
        from kind in Gen.Int[0, 3]
        from parameters in s_parameter.Array[0, 3]
        from confirm in s_confirm
        from consent in s_count.Where(count => count >= 1)
        from skips in Gen.Bool
        from onUnknown in s_onUnknownOutcome
        select Params(filter, kind, parameters, consent) with
        {
            Confirm = confirm,
            SkipConfirmation = skips && kind != 0,
            OnUnknownOutcome = onUnknown,
        };

    private static readonly Gen<AttributeSet?> s_attributes = Gen.OneOf(
        Gen.Const((AttributeSet?)null),
        s_attribute.Array[0, 5].Select(parts => (AttributeSet?)With(new AnyAttributes(), parts)),
        s_field.Array[1, 5].Select(parts => (AttributeSet?)With(new AnyModify(), parts)));

    public static Gen<BulkCall> Calls { get; } =
        Gen.Select(s_params, s_attributes, (actionParams, attributes) => Of(actionParams, attributes));

    public static BulkCall Of(BulkActionParams actionParams, AttributeSet? attributes, string name = "accountsAnything") =>
        new(new(name, $"batches/actions/{name}"), actionParams, attributes);

    public static RecordCount Counted(long count) =>
        RecordCount.Of(count, new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));

    private static BulkActionParams Params(RecordFilter filter, int kind, Action<AnyParams>[] parameters, long consent) => kind switch
    {
        0 => new AnyDestroyParams(filter)
        {
            Consent = consent % 2 == 0 ? Consent.ToDestroyAtMost(consent) : Consent.ToDestroyExactly(consent),
        },
        1 => new AnyOutboundParams(filter),
        _ => With(new AnyParams(filter), parameters),
    };

    private static AnyFilter Filter(Action<AnyFilter>[] clauses) => With(new AnyFilter(), clauses);

    private static T With<T>(T record, Action<T>[] parts)
    {
        foreach (Action<T> add in parts)
            add(record);
        return record;
    }

    private static Gen<Action<AnyFilter>> Clause<T>(Gen<T> value) => Clause(s_name, value);

    private static Gen<Action<AnyFilter>> Clause<T>(Gen<string> names, Gen<T> value) => Gen.Select(
        names,
        Gen.OneOf(
            value.Select(one => (FilterValue<T>)one),
            value.Array[1, 5].Select(several => (FilterValue<T>)several),
            value.Select(low => new FilterValue<T> { AtLeast = low }),
            value.Select(high => new FilterValue<T> { AtMost = high }),
            Gen.Select(value, value, (low, high) => Comparer<T>.Default.Compare(low, high) <= 0
                ? new FilterValue<T> { AtLeast = low, AtMost = high }
                : new FilterValue<T> { AtLeast = high, AtMost = low }),
            Gen.Const((FilterValue<T>)FilterValue.Null),
            Gen.Const((FilterValue<T>)FilterValue.NotNull)),
        (name, clause) => (Action<AnyFilter>)(filter => filter.Add(name, clause)));

    private static Gen<Action<AnyModify>> Field<T>(Gen<T> value) => Gen.Select(
        s_name, value, (name, one) => (Action<AnyModify>)(attributes => attributes.Add<T>(name, one)));

    private static Gen<Action<AnyModify>> FieldList<T>(Gen<T> value) => Gen.Select(
        s_name, value.Array[1, 4], (name, several) => (Action<AnyModify>)(attributes => attributes.AddList<T>(name, several)));

    private static Gen<Action<AnyAttributes>> Attribute<T>(Gen<T> value) => Gen.Select(
        s_name, value, (name, one) => (Action<AnyAttributes>)(attributes => attributes.Add(name, one)));

    private static Gen<Action<AnyParams>> Parameter<T>(Gen<T> value) => Gen.Select(
        Of("objectName", "größe", "a-b", "mode", "x"),
        value,
        (name, one) => (Action<AnyParams>)(actionParams => actionParams.Add(name, one)));

    private static Gen<JsonNode> Json(int depth)
    {
        Gen<JsonNode> leaf = Gen.OneOf(
            s_text.Select(text => (JsonNode)JsonValue.Create(text)),
            Of("", "a\tb").Select(text => (JsonNode)JsonValue.Create(text)),
            s_number.Select(number => (JsonNode)JsonValue.Create(number)),
            s_double.Select(number => (JsonNode)JsonValue.Create(number)),
            s_decimal.Select(number => (JsonNode)JsonValue.Create(number)),
            Gen.Bool.Select(flag => (JsonNode)JsonValue.Create(flag)),
            s_text.Select(text => JsonNode.Parse($$"""{ "b" : 1.50, "a":[1e3, null], "c":{{JsonValue.Create(text).ToJsonString()}} }""")!));
        if (depth == 0)
            return leaf;
        Gen<JsonNode> inner = Json(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.Array[0, 3].Select(items => (JsonNode)new JsonArray([.. items, null])),
            Gen.Select(s_text, inner).Array[0, 3].Select(members => (JsonNode)new JsonObject(
                members.DistinctBy(member => member.Item1).Select(member => KeyValuePair.Create(member.Item1, (JsonNode?)member.Item2)))));
    }

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static bool IsWhole(string text) => System.Text.Encoding.Unicode.GetString(System.Text.Encoding.Unicode.GetBytes(text)) == text;
}
