using System.Globalization;
using CsCheck;
using Outreach.Bulk.Calls;
using Outreach.Bulk.Cli.Calls;
using Outreach.Bulk.Cli.Catalog;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>What a plan holds is the call that was typed.</summary>
public sealed class WrittenCallTests
{
    // Of some actions the tool needs nothing, of others all that they take.
    private static readonly Gen<ActionInfo> s_actions = OneOf([.. ActionCatalog.Own.Actions]);

    [Fact]
    public void A_call_that_was_built_of_what_was_typed_reads_back_equal()
    {
        Gen<(ActionInfo Action, BulkCall Call)> calls =
            from action in s_actions
            from clauses in Clauses(ActionCatalog.Own.FilterOf(action))
            from ids in Gen.Long[1, 1_000_000].Array[1, 5]
            from byIds in Gen.Bool
            from attributes in Attributes(action)
            from atLeast in Gen.Long[0, 1_000]
            from more in Gen.Long[1, 1_000]
            select (action, Build(action, clauses, byIds || clauses.Count == 0 ? ids : null, attributes, new(atLeast, atLeast + more)));
        calls.Sample(
            drawn =>
            {
                string json = drawn.Call.ToJson();
                BulkCall read = BulkCall.FromJson(json);
                Assert.Equal(drawn.Call, read);
                Assert.Equal(json, read.ToJson());
                Assert.Equal(drawn.Action.Name, read.Action.Name);
            },
            iter: 2_000);
    }

    private static BulkCall Build(
        ActionInfo action, IReadOnlyList<ClauseText> clauses, long[]? ids, (string[] Set, string[] Clear) attributes, CountRange counts) =>
        CallBuilder.ToAct(
            action,
            FilterBuilder.Build(ActionCatalog.Own.FilterOf(action), clauses, ids, isEverything: false),
            [.. action.Parameters.Where(each => each.IsRequired).Select(each => $"{each.Name}=vehicle")],
            AttributeBuilder.Build(action, attributes.Set, attributes.Clear, (_, _) => ""),
            counts);

    // Each name once, but for the id, which the list of ids has.
    private static Gen<IReadOnlyList<ClauseText>> Clauses(FilterInfo filter)
    {
        (string Name, AttributeInfo Clause)[] all =
        [
            .. filter.Clauses.Where(each => each.Name != "id").Select(each => (each.Name, each)),
            .. filter.Related.SelectMany(related => related.Clauses.Select(each => ($"{related.Name}.{each.Name}", each))),
        ];
        Gen<ClauseText[]> drawn = all.Length == 0
            ? Gen.Const(Array.Empty<ClauseText>())
            : OneOf(all).SelectMany(each => Gen.Select(Value(each.Clause), OneOf("=", ">=", "<="), Gen.Int[0, 9])
                .Select((value, comparison, kind) => ClauseText.Parse(kind switch
                {
                    0 => $"{each.Name} is null",
                    1 => $"{each.Name} is not null",
                    _ => $"{each.Name}{(each.Clause.Type == "Boolean" ? "=" : comparison)}{value}",
                }))).Array[0, 4];
        return drawn.Select(clauses => (IReadOnlyList<ClauseText>)[.. clauses.DistinctBy(clause => clause.Name)]);
    }

    private static Gen<(string[] Set, string[] Clear)> Attributes(ActionInfo action)
    {
        if (action.Takes is null)
            return Gen.Const((Array.Empty<string>(), Array.Empty<string>()));
        AttributeInfo[] required = [.. action.Attributes.Where(each => each.IsRequired)];
        AttributeInfo[] others = [.. action.Attributes.Where(
            each => !each.IsRequired && !each.IsReadOnly && each.Type is not ("Object" or "Any"))];
        Gen<string[]> needed = required.Aggregate(
            Gen.Const(Array.Empty<string>()),
            (sofar, each) => Gen.Select(sofar, Value(each)).Select((names, value) => (string[])[.. names, $"{each.Name}={value}"]));
        if (!action.Modifies || others.Length == 0)
            return needed.Select(set => (action.IsOpen ? [.. set, "anything=5"] : set, Array.Empty<string>()));
        Gen<(string Name, string Value, bool Clear)[]> chosen = OneOf(others)
            .SelectMany(each => Gen.Select(Value(each), Gen.Bool).Select((value, clear) => (each.Name, value, clear))).Array[1, 6];
        return Gen.Select(needed, chosen).Select((set, more) =>
        {
            (string Name, string Value, bool Clear)[] once = [.. more.DistinctBy(each => each.Name)];
            return ((string[])[.. set, .. once.Where(each => !each.Clear).Select(each => $"{each.Name}={each.Value}")],
                (string[])[.. once.Where(each => each.Clear).Select(each => each.Name)]);
        });
    }

    private static Gen<string> Value(AttributeInfo attribute) => attribute.Type switch
    {
        "Integer" => Gen.Long[1, long.MaxValue].Select(number => number.ToString(CultureInfo.InvariantCulture)),
        "Number" => Gen.Double[-1e6, 1e6].Select(number => number.ToString("R", CultureInfo.InvariantCulture)),
        "Decimal" => Gen.Decimal[-1_000, 1_000].Select(number => number.ToString(CultureInfo.InvariantCulture)),
        "Boolean" => OneOf("true", "false"),
        "Date" => Gen.Int[0, 20_000].Select(
            day => new DateOnly(2000, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        "Instant" => Gen.Int[0, 20_000].Select(
            day => new DateOnly(2000, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        "LocalTime" => Gen.Const("2026-01-31T08:00:00"),
        "Object" => Gen.Const("{\"a\": 1}"),
        _ => Gen.String[Gen.Char["abc äß,;'\"\\{}[]=.0123"], 1, 20].Where(text => !string.IsNullOrWhiteSpace(text) && text[0] != '@')
            .Select(text => text.Trim()),
    };

    private static Gen<T> OneOf<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(at => all[at]);
}
