using Outreach.Bulk.Calls;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Jobs.Planning;

namespace Outreach.Bulk.Jobs.Tests.Planning;

/// <summary>Real calls, planned over HTTP: the chunks select what the call would, and nothing is changed meanwhile.</summary>
public class CallPlannerTests
{
    private const int Records = 1_000;

    private static readonly AccountAddTagsAttributes s_tags = new() { Tags = ["t"] };

    [Fact]
    public async Task The_chunks_of_a_call_select_what_the_call_does()
    {
        await using OutreachEmulator emulator = await StartAsync();
        using OutreachBulkConnection connection = Connect(emulator);
        foreach (AccountFilter filter in (AccountFilter[])
            [
                AccountFilter.Everything,
                new() { Id = new() { AtLeast = 100, AtMost = 750 } },
                new() { Id = new() { AtLeast = 900 } },
                new() { Named = true },
                new() { Owner = new() { Id = [1, 2, 3] }, Id = FilterValue.NotNull },
                new() { Name = "nobody" },
            ])
        {
            BulkCall call = Tagging(filter);
            HashSet<long> selected = await SelectedAsync(connection, call);
            emulator.ClearRequests();
            RecordPlan plan = await PlanAsync(connection, call, 100, canary: 7);
            Assert.Equal(emulator.Requests.Count, plan.Requests);
            Assert.Equal(selected.Count, plan.Total);
            Assert.InRange(plan.Requests, 1, 100);
            List<long> found = [];
            foreach (RecordChunk chunk in plan.Chunks)
            {
                HashSet<long> ids = await SelectedAsync(connection, chunk.Narrow(call));
                Assert.Equal(chunk.Count, ids.Count);
                Assert.InRange(ids.Count, 1, chunk == plan.Chunks[0] ? 7 : 100);
                found.AddRange(ids);
            }

            Assert.Equal(selected.Order(), found);
        }

        Assert.Empty(emulator.PostedActions);
    }

    [Fact]
    public async Task Custom_objects_are_planned_by_their_type()
    {
        await using OutreachEmulator emulator = await StartAsync();
        using OutreachBulkConnection connection = Connect(emulator);
        RecordPlan plan = await PlanAsync(
            connection,
            BulkCall.Of(
                new CustomObjectBulkModifyParams { ObjectName = "vehicle", Filter = CustomObjectFilter.Everything },
                new CustomObjectBulkModifyAttributes { ["color"] = "red" }),
            30);
        Assert.Equal(100, plan.Total);
        Assert.InRange(plan.Chunks.Count, 4, 7);
    }

    [Fact]
    public async Task A_chunk_that_a_server_found_too_large_is_cut_again()
    {
        await using OutreachEmulator emulator = await StartAsync();
        using OutreachBulkConnection connection = Connect(emulator);
        BulkCall call = Tagging(AccountFilter.Everything);
        RecordChunk large = new(new(101, 300), null, 200);
        RecordPlan split = await CallPlanner.SplitAsync(connection, call, large, new() { RecordsPerChunk = 60 }, default);
        Assert.Equal([(101, 150), (151, 200), (201, 250), (251, 300)], split.Chunks.Select(chunk => (chunk.Range.First, chunk.Range.Last)));
        RecordPlan whole = await CallPlanner.SplitAsync(connection, call, large, new() { RecordsPerChunk = 200 }, default);
        Assert.Equal(large, Assert.Single(whole.Chunks));
    }

    [Fact]
    public async Task A_list_of_ids_is_cut_without_asking_the_server()
    {
        await using OutreachEmulator emulator = await StartAsync();
        using OutreachBulkConnection connection = Connect(emulator, options => options.MaximumItems = 400);
        RecordPlan plan = await PlanAsync(connection, Tagging(new() { Id = [.. Ids(1_000), .. Ids(1_000)] }), 95_000, canary: 5);
        Assert.Equal([5, 400, 400, 195], plan.Chunks.Select(chunk => chunk.Count));
        Assert.Equal(Ids(1_000), plan.Chunks.SelectMany(chunk => chunk.Ids!));
        Assert.Equal((0, false), (plan.Requests, plan.IsCounted));
        Assert.Empty(emulator.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ids_beside_other_clauses_are_cut_so_that_each_slice_fits_the_request_line_and_no_shorter(bool areCommaLists)
    {
        await using OutreachEmulator emulator = await StartAsync();
        using OutreachBulkConnection connection = Connect(
            emulator, options => (options.MaximumRequestLine, options.Protocol.CommaSeparatedIds) = (2_000, areCommaLists));
        BulkCall call = Tagging(new() { Id = [.. Ids(3_000)], Name = FilterValue.NotNull });
        RecordPlan plan = await PlanAsync(connection, call, 95_000);
        Assert.Equal(Ids(3_000), plan.Chunks.SelectMany(chunk => chunk.Ids!));
        foreach ((RecordChunk chunk, RecordChunk next) in plan.Chunks.Zip(plan.Chunks.Skip(1)))
        {
            Assert.True(BulkActionRequest.Fits(chunk.Narrow(call), connection.Options));
            Assert.False(BulkActionRequest.Fits(call.To([.. chunk.Ids!, next.Ids![0]]), connection.Options));
        }

        Assert.Empty(emulator.Requests);
    }

    [Fact]
    public async Task What_cannot_be_a_job_is_refused_before_any_request()
    {
        await using OutreachEmulator emulator = await StartAsync();
        using OutreachBulkConnection connection = Connect(emulator, options => options.MaximumRequestLine = 512);
        AccountFilter one = new() { Name = "x" };
        foreach (BulkCall call in (BulkCall[])
            [
                Tagging(one, Confirm.When(_ => true)),
                BulkCall.Of(new AccountAddTagsParams { Filter = one, SkipConfirmation = true }, s_tags),
                Tagging(new() { Name = new string('x', 512) }),
                Tagging(new() { Name = new string('x', 512), Id = [1, 2] }),
                new(new("accountAddTags", "batches/actions/accountAddTags"), Tagging(one).Params, s_tags),
            ])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => PlanAsync(connection, call, 60));
        }

        await Assert.ThrowsAsync<JobException>(() => PlanAsync(connection, Tagging(new() { Id = [1, 2] }, Confirm.AtMost(1)), 60));
        Assert.Empty(emulator.Requests);
    }

    [Fact]
    public async Task A_call_whose_lock_does_not_fit_what_was_counted_is_refused_with_both_figures()
    {
        await using OutreachEmulator emulator = await StartAsync();
        using OutreachBulkConnection connection = Connect(emulator);
        JobException error = await Assert.ThrowsAsync<JobException>(
            () => PlanAsync(connection, Tagging(AccountFilter.Everything, Confirm.Exactly(999)), 60));
        Assert.Contains("selects 1000 records; the call allows exactly 999", error.Message);
        Assert.Equal(1_000, (await PlanAsync(connection, Tagging(AccountFilter.Everything, Confirm.Exactly(1_000)), 60)).Total);
    }

    private static IEnumerable<long> Ids(int count) => Enumerable.Range(1, count).Select(id => (long)id);

    private static BulkCall Tagging(AccountFilter filter, Confirm? confirm = null) =>
        BulkCall.Of(new AccountAddTagsParams { Filter = filter, Confirm = confirm }, s_tags);

    private static Task<RecordPlan> PlanAsync(OutreachBulkConnection connection, BulkCall call, long limit, long? canary = null) =>
        CallPlanner.PlanAsync(
            connection, call, new() { RecordsPerChunk = limit, Canary = canary }, TestContext.Current.CancellationToken);

    private static async Task<HashSet<long>> SelectedAsync(OutreachBulkConnection connection, BulkCall call) =>
        [.. (await new BatchCollection(connection).SampleAsync(call, 1_000)).Select(record => record.Id)];

    private static Task<OutreachEmulator> StartAsync() =>
        OutreachEmulator.StartAsync(new() { Accounts = Records, Prospects = 10, Seed = 7 });

    private static OutreachBulkConnection Connect(OutreachEmulator emulator, Action<OutreachBulkOptions>? configure = null)
    {
        OutreachBulkOptions options = new() { BaseAddress = emulator.BaseAddress, AccessToken = (_, _) => new(emulator.AccessToken) };
        configure?.Invoke(options);
        return OutreachBulkConnection.Create(options);
    }
}
