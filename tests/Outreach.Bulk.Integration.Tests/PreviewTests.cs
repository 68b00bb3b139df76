using System.Text.Json.Nodes;
using CsCheck;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Integration.Tests;

/// <summary>A preview over HTTP: it tells beforehand what an action will do, and Within holds the action to it.</summary>
public class PreviewTests
{
    private const int Records = 150;

    [Fact]
    public async Task A_count_is_what_the_action_on_accounts_then_matches()
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator);
        string[] names = Values(emulator, "account", "name");
        Gen<AccountFilter> filters =
            from ids in Ids
            from name in Text(names)
            from named in Maybe(Gen.Bool.Select(value => (FilterValue<bool>)value))
            from owner in Maybe(Ids)
            from created in Maybe(Times)
            from prefix in Maybe(Gen.OneOf<string>(names).Select(value => (FilterValue<string>)value[..Math.Min(2, value.Length)]))
            from parts in Gen.Int[1, 63]
            select Part(parts, 0, Part(parts, 1, Part(parts, 2, Part(parts, 3, Part(parts, 4, Part(parts, 5, new AccountFilter(),
                filter => filter with { Q = prefix ?? "a" }),
                filter => filter with { CreatedAt = created ?? FilterValue.NotNull }),
                filter => filter with { Owner = new() { Id = owner ?? FilterValue.Null } }),
                filter => filter with { Named = named ?? FilterValue.NotNull }),
                filter => filter with { Name = name }),
                filter => filter with { Id = ids });
        int run = 0, matched = 0;
        await filters.SampleAsync(
            async filter =>
            {
                string tag = $"run{++run}";
                RecordCount counted = await client.Accounts.CountAsync(filter);
                IReadOnlyList<SampledRecord> sample = await client.Accounts.SampleAsync(filter, 1_000);
                BatchOperation tagging = await client.Accounts.AddTagsAsync(
                    new() { Filter = filter, Confirm = Confirm.Within(0, of: counted) }, new() { Tags = [tag] });
                BatchResult result = await tagging.WaitForCompletionAsync();
                Assert.Equal(counted.Count, result.Batch.MatchedCount);
                Assert.Equal(Tagged(emulator, "account", tag), sample.Select(record => record.Id));
                Assert.Equal(counted.Count, sample.Count);
                matched += counted.Count > 0 ? 1 : 0;
            },
            iter: 60,
            threads: 1);
        Assert.InRange(matched, 5, run);
    }

    [Fact]
    public async Task A_count_is_what_the_action_on_prospects_then_matches()
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator);
        Gen<ProspectFilter> filters =
            from ids in Ids
            from title in Text(Values(emulator, "prospect", "title"))
            from engaged in Maybe(Times)
            from stage in Gen.OneOf<string>("Cold", "Won", "Replied", "no such stage").Array[1, 3]
            from parts in Gen.Int[1, 31]
            select Part(parts, 0, Part(parts, 1, Part(parts, 2, Part(parts, 3, Part(parts, 4, new ProspectFilter(),
                filter => filter with { Stage = new() { Name = stage } }),
                filter => filter with { EngagedAt = engaged ?? FilterValue.Null }),
                filter => filter with { Account = new() { Id = ids } }),
                filter => filter with { Title = title }),
                filter => filter with { Id = ids });
        int run = 0, matched = 0;
        await filters.SampleAsync(
            async filter =>
            {
                string tag = $"run{++run}";
                RecordCount counted = await client.Prospects.CountAsync(filter);
                BatchOperation tagging = await client.Prospects.AddTagsAsync(
                    new() { Filter = filter, Confirm = Confirm.Within(0, of: counted) }, new() { Tags = [tag] });
                Assert.Equal(counted.Count, (await tagging.WaitForCompletionAsync()).Batch.MatchedCount);
                Assert.Equal(counted.Count, Tagged(emulator, "prospect", tag).Length);
                matched += counted.Count > 0 ? 1 : 0;
            },
            iter: 60,
            threads: 1);
        Assert.InRange(matched, 5, run);
    }

    [Fact]
    public async Task A_count_is_what_the_action_on_custom_objects_then_matches()
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator);
        foreach (CustomObjectFilter filter in (CustomObjectFilter[])
            [
                CustomObjectFilter.Everything,
                new() { Id = new() { AtMost = 30 } },
                new() { ["active"] = "true", Id = [1, 2, 3, 4, 5] },
                new() { ["no_such_attribute"] = FilterValue.Null },
                new() { ["name"] = "nobody" },
            ])
        {
            RecordCount counted = await client.CustomObjects.CountAsync("vehicle", filter);
            IReadOnlyList<SampledRecord> sample = await client.CustomObjects.SampleAsync("vehicle", filter, 7);
            BatchOperation edit = await client.CustomObjects.BulkModifyAsync(
                new() { ObjectName = "vehicle", Filter = filter, Confirm = Confirm.Within(0, of: counted) }, new() { ["seats"] = 5 });
            Assert.Equal(counted.Count, (await edit.WaitForCompletionAsync()).Batch.MatchedCount);
            Assert.Equal(Math.Min(7, counted.Count!.Value), sample.Count);
            Assert.All(sample, record => Assert.StartsWith("vehicle ", record.Attributes["name"].GetString(), StringComparison.Ordinal));
        }

        await Assert.ThrowsAsync<OutreachApiException>(
            () => client.CustomObjects.CountAsync("no_such_type", CustomObjectFilter.Everything));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(-20)]
    public async Task Records_that_come_or_go_after_the_preview_are_caught_and_none_is_changed(int by)
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator);
        RecordCount counted = await client.Accounts.CountAsync(AccountFilter.Everything);
        Assert.Equal(Records, counted.Count);

        emulator.Faults.Add(new() { Method = HttpMethod.Post, Times = 1 }, EmulatorFault.ChangeRecords(by));
        BatchOutOfBoundsException refused = await Assert.ThrowsAsync<BatchOutOfBoundsException>(() => client.Accounts.AddTagsAsync(
            new() { Filter = AccountFilter.Everything, Confirm = Confirm.Within(5, of: counted) }, new() { Tags = ["late"] }));
        Assert.Equal((Records + by, false, true), (refused.Count, refused.HadStarted, refused.IsCanceled));
        Assert.Contains($"the call allows 143 to 157: within 5 % of the {Records} counted at 2026-01-05 08:00:00Z", refused.Message);
        Assert.Empty(Tagged(emulator, "account", "late"));
        Assert.Equal("canceled", Assert.Single(emulator.PostedActions).State);
    }

    [Fact]
    public async Task Records_that_come_between_post_and_confirmation_are_caught_and_none_is_changed()
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator);
        RecordCount counted = await client.Accounts.CountAsync(AccountFilter.Everything);
        emulator.Faults.Add(new() { Method = HttpMethod.Post, Times = 1 }, EmulatorFault.ChangeRecords(20, afterPost: true));
        ConfirmationRequiredException waits = await Assert.ThrowsAsync<ConfirmationRequiredException>(() => client.Accounts.AddTagsAsync(
            new() { Filter = AccountFilter.Everything, Confirm = Confirm.Within(5, of: counted) }, new() { Tags = ["late"] }));
        Assert.Empty(Tagged(emulator, "account", "late"));
        Assert.IsType<OutreachApiException>(waits.InnerException);
        Assert.Equal(0, Assert.Single(emulator.PostedActions).Processed);
    }

    [Fact]
    public async Task Few_records_more_than_the_preview_counted_are_within_and_changed()
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator);
        RecordCount counted = await client.Accounts.CountAsync(AccountFilter.Everything);
        emulator.Faults.Add(new() { Method = HttpMethod.Post, Times = 1 }, EmulatorFault.ChangeRecords(7));
        BatchOperation tagging = await client.Accounts.AddTagsAsync(
            new() { Filter = AccountFilter.Everything, Confirm = Confirm.Within(5, of: counted) }, new() { Tags = ["late"] });
        await tagging.WaitForCompletionAsync();
        Assert.Equal(Records + 7, Tagged(emulator, "account", "late").Length);
    }

    [Fact]
    public async Task What_the_server_did_not_count_is_told_and_nothing_is_held_against_it()
    {
        await using OutreachEmulator emulator = await StartAsync(options => options.CountCap = 100);
        OutreachClient client = Over(emulator);
        emulator.Faults.Add(new() { Times = 1 }, EmulatorFault.ShedCount);
        RecordCount shed = await client.Accounts.CountAsync(AccountFilter.Everything);
        RecordCount truncated = await client.Accounts.CountAsync(AccountFilter.Everything);
        RecordCount whole = await client.Accounts.CountAsync(new() { Id = new() { AtMost = 100 } });
        Assert.Equal((true, false, false), (shed.IsShed, truncated.IsShed, whole.IsShed));
        Assert.Equal((false, true, false), (shed.IsTruncated, truncated.IsTruncated, whole.IsTruncated));
        Assert.Equal((null, null, 100L), (shed.Count, truncated.Count, whole.Count));
        Assert.Throws<ArgumentException>(() => Confirm.Within(10, of: shed));
        Assert.Throws<ArgumentException>(() => Confirm.Within(10, of: truncated));
    }

    [Fact]
    public async Task A_preview_survives_what_passes_by_itself()
    {
        await using OutreachEmulator emulator = await StartAsync();
        emulator.Faults
            .Add(new() { Times = 1 }, EmulatorFault.HtmlPage())
            .Add(new() { Times = 1 }, EmulatorFault.IncompleteResponse())
            .Add(new() { Times = 1 }, EmulatorFault.TooManyRequests(TimeSpan.FromSeconds(30)));
        Assert.Equal(Records, (await Over(emulator).Prospects.CountAsync(ProspectFilter.Everything)).Count);
        Assert.Equal(4, emulator.Requests.Count);
    }

    private static Gen<FilterValue<long>> Ids { get; } = Gen.OneOf(
        Gen.Long[1, Records + 10].Array[1, 8].Select(ids => (FilterValue<long>)ids),
        Gen.Select(
            Gen.Long[1, Records],
            Gen.Long[0, 60],
            (from, length) => new FilterValue<long> { AtLeast = from, AtMost = from + length }),
        Gen.Long[1, Records].Select(from => new FilterValue<long> { AtLeast = from }));

    private static Gen<FilterValue<DateTimeOffset>> Times { get; } = Gen.Int[0, 1_000].Select(days =>
        new FilterValue<DateTimeOffset> { AtLeast = new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(days) });

    private static Gen<FilterValue<string>> Text(string[] stored) => Gen.OneOf(
        Gen.OneOf<string>(stored).Array[1, 4].Select(values => (FilterValue<string>)values),
        Gen.OneOf<string>("a,b", "1..5", "Ünïcode & [brackets]=x").Select(value => (FilterValue<string>)value),
        Gen.Const((FilterValue<string>)FilterValue.NotNull),
        Gen.Const((FilterValue<string>)FilterValue.Null));

    private static Gen<FilterValue<T>?> Maybe<T>(Gen<FilterValue<T>> value) =>
        Gen.OneOf(value.Select(some => (FilterValue<T>?)some), Gen.Const((FilterValue<T>?)null));

    private static T Part<T>(int parts, int bit, T filter, Func<T, T> add) => (parts & (1 << bit)) == 0 ? filter : add(filter);

    private static string[] Values(OutreachEmulator emulator, string model, string attribute) =>
    [
        .. Enumerable.Range(1, Records)
            .Select(id => emulator.FindRecord(model, id)!["attributes"]![attribute]?.GetValue<string>())
            .OfType<string>()
            .Where(value => value.Trim().Length > 0)
            .Distinct(),
    ];

    private static long[] Tagged(OutreachEmulator emulator, string model, string tag) =>
    [
        .. Enumerable.Range(1, Records + 100).Select(id => (long)id)
            .Where(id =>
                emulator.FindRecord(model, id)?["attributes"]?["tags"] is JsonArray tags
                && tags.Any(each => each!.GetValue<string>() == tag)),
    ];

    private static Task<OutreachEmulator> StartAsync(Action<EmulatorOptions>? configure = null)
    {
        EmulatorOptions options = new() { Accounts = Records, Prospects = Records, TimeProvider = new VirtualTime() };
        configure?.Invoke(options);
        return OutreachEmulator.StartAsync(options);
    }

    private static OutreachClient Over(OutreachEmulator emulator) =>
        Client.Over(emulator.BaseAddress, emulator.AccessToken, options => options.TimeProvider = new VirtualTime());
}
