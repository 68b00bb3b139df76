using CsCheck;
using Outreach.Bulk.Calls;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.Calls;

/// <summary>A narrowed call differs in the ids it selects, or in the number of records it allows, and in nothing else.</summary>
public class NarrowedCallTests
{
    private static readonly AccountModify s_change = new() { Custom1 = "x" };

    public static TheoryData<string, string, string> Ranges { get; } = new()
    {
        // What the filter asks, the range, and what is sent of both.
        { "", "5..10", "[id][gte]=5 [id][lte]=10" },
        { "", "5..", "[id][gte]=5" },
        { "everything", "5..10", "[id][gte]=5 [id][lte]=10" },
        { "notnull", "5..10", "[id][gte]=5 [id][lte]=10" },
        { "7..", "5..10", "[id][gte]=7 [id][lte]=10" },
        { "..7", "5..", "[id][gte]=5 [id][lte]=7" },
        { "6..7", "5..10", "[id][gte]=6 [id][lte]=7" },
        { "1,6,6,9,11", "5..10", "[id][]=6 [id][]=9" },
        { "6", "5..10", "[id][]=6" },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void A_range_is_intersected_with_what_the_filter_asks_of_ids(string own, string range, string sent)
    {
        BulkCall call = Call(own);
        foreach (BulkCall each in (BulkCall[])[call, BulkCall.FromJson(call.ToJson())])
            Assert.Equal(sent, IdsSent(each.To(RangeOf(range))));
    }

    [Theory]
    [InlineData("1..4")]
    [InlineData("1,2,11")]
    [InlineData("null")]
    public void A_range_that_selects_nothing_is_refused(string own) =>
        Assert.Throws<ArgumentException>(() => Call(own).To(new IdRange(5, 10)));

    [Fact]
    public void A_list_of_ids_takes_the_place_of_the_one_it_is_part_of()
    {
        Assert.Equal("[id][]=2 [id][]=9", IdsSent(Call("1,2,3,9").To([2, 9])));
        Assert.Equal("[id][]=2", IdsSent(Call("1..3").To([2])));
        Assert.Throws<ArgumentException>(() => Call("1,2").To([2, 3]));
        Assert.Throws<ArgumentException>(() => Call("1..2").To([3]));
        Assert.Throws<ArgumentException>(() => Call("").To([]));
    }

    [Fact]
    public void The_ids_of_a_related_record_are_not_the_records_own()
    {
        BulkCall call = BulkCall.Of(new ModifyParams { Filter = new() { Owner = new() { Id = [1, 2] } } }, s_change);
        Assert.Null(IdSelection.Of(call.Params.FilterOrThrow).Ids);
        Assert.Equal("[owner][id][]=1 [owner][id][]=2 [id][gte]=5 [id][lte]=10", IdsSent(call.To(new IdRange(5, 10))));
    }

    [Fact]
    public void All_else_of_any_call_stays() => AnyCall.Calls.Where(call => CanNarrow(call, new(1, 50))).Sample(
        call =>
        {
            string before = call.ToJson();
            BulkCall narrowed = call.To(new IdRange(1, 50));
            Assert.Equal(call.Params.GetType(), narrowed.Params.GetType());
            Assert.Equal(call.Params.FilterOrThrow.GetType(), narrowed.Params.FilterOrThrow.GetType());
            Assert.Equal(OtherClauses(call), OtherClauses(narrowed));
            RecordFilter filter = narrowed.Params.FilterOrThrow;
            Assert.Equal(narrowed, new(call.Action, call.Params.Selecting(filter), call.Attributes));
            Assert.Equal(call.Params, narrowed.Params.Selecting(call.Params.FilterOrThrow));
            Assert.Equal(before, call.ToJson());
            Assert.Equal(narrowed, BulkCall.FromJson(narrowed.ToJson()));
        },
        iter: 1_000);

    [Theory]
    [InlineData(5, 5, "exactly 5")]
    [InlineData(0, 5, "at most 5")]
    [InlineData(3, 5, "3 to 5")]
    public void Another_number_of_records_is_allowed_by_policy_and_consent(long atLeast, long atMost, string confirms)
    {
        BulkCall edit = Call("1..9").Allowing(new(atLeast, atMost));
        BulkCall destroy = BulkCall.Of(new DestroyParams
        {
            Filter = new() { Id = new() { AtLeast = 1 } }, Consent = Consent.ToDestroyExactly(300), Label = "l",
        });
        BulkCall readBack = BulkCall.FromJson(destroy.ToJson());
        foreach (BulkCall each in (BulkCall[])[edit, destroy.Allowing(new(atLeast, atMost)), readBack.Allowing(new(atLeast, atMost))])
        {
            Assert.Equal($"confirm {confirms}", each.Params.Confirm?.ToString());
            Assert.Equal(each.Action == destroy.Action, each.Params.ConsentOrNull is not null);
            Assert.Equal(each.Action == destroy.Action ? atMost : null, each.Params.ConsentOrNull?.Range.AtMost);
        }

        Assert.Equal("l", destroy.Allowing(new(atLeast, atMost)).Params.Label);
        Assert.Null(edit.Params.ConsentOrNull);
    }

    private static IEnumerable<string> OtherClauses(BulkCall call) =>
        call.Params.FilterOrThrow.Clauses.Names.Where(name => !name.Equals("id", StringComparison.OrdinalIgnoreCase));

    private static bool CanNarrow(BulkCall call, IdRange range)
    {
        IdSelection own = IdSelection.Of(call.Params.FilterOrThrow);
        return own.Ids is { } ids ? Array.Exists(ids, range.Contains) : !own.Range.Intersect(range).IsEmpty;
    }

    private static BulkCall Call(string ids)
    {
        AccountFilter filter = new() { Name = "n" };
        filter = ids switch
        {
            "" => filter,
            "everything" => AccountFilter.Everything,
            "null" => filter with { Id = FilterValue.Null },
            "notnull" => filter with { Id = FilterValue.NotNull },
            _ when ids.Contains("..", StringComparison.Ordinal) => filter with { Id = Clause(ids) },
            _ => filter with { Id = [.. ids.Split(',').Select(long.Parse)] },
        };
        return BulkCall.Of(new ModifyParams { Filter = filter }, s_change);
    }

    private static FilterValue<long> Clause(string range) => range.Split("..") switch
    {
        [var first, ""] => new() { AtLeast = long.Parse(first) },
        ["", var last] => new() { AtMost = long.Parse(last) },
        [var first, var last] => new() { AtLeast = long.Parse(first), AtMost = long.Parse(last) },
        _ => throw new ArgumentException(range),
    };

    private static IdRange RangeOf(string range) =>
        range.Split("..") is [var first, var last] ? new(long.Parse(first), last.Length == 0 ? long.MaxValue : long.Parse(last)) : default;

    private static string IdsSent(BulkCall call)
    {
        string target = BulkActionRequest.Create(call, Accounts.Options(new("http://outreach.test/api/v2/"))).Target;
        return string.Join(' ', Uri.UnescapeDataString(target[(target.IndexOf('?', StringComparison.Ordinal) + 1)..]).Split('&')
            .Where(clause => clause.Contains("[id]", StringComparison.Ordinal))
            .Select(clause => clause.Replace("actionParams[filter]", "", StringComparison.Ordinal)));
    }
}
