using System.Text;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Jobs.Tests;

/// <summary>A job over a bulk action from its plan to its end, over HTTP, with one worker and with several.</summary>
public class JobFlowTests
{
    private static readonly JobOptions s_hundreds = new() { RecordsPerChunk = 100 };

    [Fact]
    public async Task A_filter_that_selects_more_than_a_request_takes_is_worked_off_in_chunks_each_record_once()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 1_000);
        OutreachJobs jobs = bench.Worker();
        JobPlan plan = await jobs.PlanAsync("tagging", Tagging(Confirm.AtMost(1_000)), s_hundreds);
        Assert.Equal(1_000, plan.Records);
        Assert.All(plan.Chunks, chunk => Assert.InRange(chunk.Records, 1, 100));
        Assert.Empty(bench.Emulator.PostedActions);

        Job job = await jobs.StartAsync(plan);
        await bench.RunAsync(jobs);

        JobResult result = await job.WaitForCompletionAsync();
        Assert.Equal(OperationOutcome.Completed, result.EnsureAllSucceeded().Outcome);
        Assert.Equal(1_000, result.Status.Processed);
        Assert.Equal(plan.Chunks.Count, bench.Emulator.PostedActions.Count);
        Assert.Equal(1_000, bench.Emulator.PostedActions.Sum(action => action.Processed));
        Assert.Equal(1_000, bench.Tagged("vip"));
    }

    [Fact]
    public async Task Workers_share_a_job_and_nothing_is_sent_twice()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 1_000, options => options.ItemsPerSecond = 10);
        OutreachJobs[] workers = [bench.Worker(), bench.Worker(), bench.Worker()];
        JobPlan plan = await workers[0].PlanAsync("tagging", Tagging(Confirm.AtMost(1_000)), s_hundreds);
        await workers[1].StartAsync(await workers[1].PlanAsync("tagging", Tagging(Confirm.AtMost(1_000)), s_hundreds));
        await bench.RunAsync(workers);
        Assert.Equal(plan.Chunks.Count, bench.Emulator.PostedActions.Count);
        JobStatus status = Assert.Single(await workers[2].ListAsync());
        Assert.Equal((JobState.Ended, 1_000L), (status.State, status.Processed));
    }

    [Fact]
    public async Task The_same_key_attaches_to_the_job_that_exists()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 300);
        OutreachJobs jobs = bench.Worker();
        JobPlan plan = await jobs.PlanAsync("tagging", Tagging(Confirm.AtMost(300)), s_hundreds);
        await jobs.StartAsync(plan);
        await bench.RunAsync(jobs);
        int requests = bench.Emulator.Requests.Count;

        JobPlan again = await jobs.PlanAsync("tagging", Tagging(Confirm.AtMost(300)), s_hundreds);
        Job job = await jobs.StartAsync(again);
        Assert.Equal(plan.Id, again.Id);
        Assert.Equal(JobState.Ended, (await job.GetStatusAsync()).State);
        Assert.Equal(requests, bench.Emulator.Requests.Count);
    }

    [Fact]
    public async Task Another_call_under_the_same_key_is_refused()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 300);
        OutreachJobs jobs = bench.Worker();
        await jobs.PlanAsync("tagging", Tagging(Confirm.AtMost(300)), s_hundreds);
        JobException refusal = await Assert.ThrowsAsync<JobException>(
            () => jobs.PlanAsync("tagging", Tagging(Confirm.AtMost(301)), s_hundreds));
        Assert.Contains("with another call", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_expired_is_not_started_and_is_made_anew()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 300);
        OutreachJobs jobs = bench.Worker();
        JobPlan plan = await jobs.PlanAsync("tagging", Tagging(Confirm.AtMost(300)), s_hundreds);
        bench.Time.Advance(TimeSpan.FromHours(25));
        JobException refusal = await Assert.ThrowsAsync<JobException>(() => jobs.StartAsync(plan));
        Assert.Contains("expired", refusal.Message, StringComparison.Ordinal);

        JobPlan fresh = await jobs.PlanAsync("tagging", Tagging(Confirm.AtMost(300)), s_hundreds);
        Assert.NotEqual(plan.Id, fresh.Id);
        refusal = await Assert.ThrowsAsync<JobException>(() => jobs.StartAsync(plan));
        Assert.Contains("planned again", refusal.Message, StringComparison.Ordinal);
        await jobs.StartAsync(fresh);
        await bench.RunAsync(jobs);
        Assert.Equal(300, bench.Tagged("vip"));
    }

    [Fact]
    public async Task A_lost_answer_is_found_again_and_nothing_is_sent_twice()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 500);
        bench.Emulator.Faults.Add(new() { Method = HttpMethod.Post, Path = IsAction, Every = 2 }, EmulatorFault.LoseResponse);
        OutreachJobs jobs = bench.Worker();
        Job job = await jobs.StartAsync(await jobs.PlanAsync("tagging", Tagging(Confirm.AtMost(500)), s_hundreds));
        await bench.RunAsync(jobs);
        JobResult result = await job.WaitForCompletionAsync();
        Assert.Equal(OperationOutcome.Completed, result.EnsureAllSucceeded().Outcome);
        Assert.Equal(500, bench.Emulator.PostedActions.Sum(action => action.Processed));
        Assert.Equal(result.Status.Chunks.Count, bench.Emulator.PostedActions.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_worker_whose_clock_is_an_hour_off_changes_nothing(int hours)
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 500, options => options.ItemsPerSecond = 20);
        bench.Emulator.Faults.Add(new() { Method = HttpMethod.Post, Path = IsAction, Every = 2 }, EmulatorFault.LoseResponse);
        OutreachJobs wrong = bench.Worker(
            configure: options => options.TimeProvider = new ShiftedTime(bench.Time) { Ahead = TimeSpan.FromHours(hours) });
        Job job = await wrong.StartAsync(await wrong.PlanAsync("tagging", Tagging(Confirm.AtMost(500)), s_hundreds));
        await bench.RunAsync(wrong, bench.Worker());
        JobResult result = await job.WaitForCompletionAsync();
        Assert.Equal(OperationOutcome.Completed, result.EnsureAllSucceeded().Outcome);
        Assert.Equal(result.Status.Chunks.Count, bench.Emulator.PostedActions.Count);
        Assert.Equal(500, bench.Emulator.PostedActions.Sum(action => action.Processed));
    }

    [Fact]
    public async Task A_job_of_another_account_is_refused_by_name()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 300);
        OutreachJobs emea = bench.Worker(new() { Account = "acme-emea" });
        JobPlan plan = await emea.PlanAsync("tagging", Tagging(Confirm.AtMost(300)), s_hundreds);
        OutreachJobs us = bench.Worker(new() { Account = "acme-us" });
        JobException refusal = await Assert.ThrowsAsync<JobException>(() => us.StartAsync(plan));
        Assert.Contains("acme-emea", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<JobException>(() => us.FindAsync("tagging"));
        Assert.Empty(await us.ListAsync());
        await us.AdvanceAsync();
        Assert.Empty(bench.Emulator.PostedActions);
    }

    [Fact]
    public async Task A_failure_limit_stops_new_chunks_and_a_person_may_resume()
    {
        await using JobBench bench = await JobBench.StartAsync(
            accounts: 500, options => options.FailWhen = (_, record) => (int)record["id"]! % 10 == 0 ? "locked" : null);
        OutreachJobs jobs = bench.Worker();
        JobOptions options = s_hundreds with { StopAfterFailedShare = 0.02, MaximumConcurrentChunks = 1 };
        Job job = await jobs.StartAsync(await jobs.PlanAsync("tagging", Tagging(Confirm.AtMost(500)), options));
        await bench.RunAsync(jobs);
        JobStoppedException stopped = await Assert.ThrowsAsync<JobStoppedException>(() => job.WaitForCompletionAsync());
        Assert.Equal(JobState.Stopped, stopped.LastStatus.State);
        Assert.Contains("StopAfterFailedShare is 0.02", stopped.Message, StringComparison.Ordinal);
        Assert.Single(bench.Emulator.PostedActions);
    }

    [Fact]
    public async Task A_canary_goes_first_and_alone()
    {
        await using JobBench bench = await JobBench.StartAsync(
            accounts: 500, options => options.FailWhen = (_, record) => "locked");
        OutreachJobs jobs = bench.Worker();
        Job job = await jobs.StartAsync(await jobs.PlanAsync(
            "tagging", Tagging(Confirm.AtMost(500)), s_hundreds with { Canary = 20, StopAfterFailures = 5 }));
        await bench.RunAsync(jobs);
        JobStatus status = await job.GetStatusAsync();
        Assert.Equal(JobState.Stopped, status.State);
        Assert.InRange(status.Processed, 1, 20);
        Assert.Single(bench.Emulator.PostedActions);
    }

    [Fact]
    public async Task One_report_has_the_failures_of_all_chunks()
    {
        await using JobBench bench = await JobBench.StartAsync(
            accounts: 500, options => options.FailWhen = (_, record) => (int)record["id"]! is 7 or 333 ? "locked" : null);
        OutreachJobs jobs = bench.Worker();
        Job job = await jobs.StartAsync(await jobs.PlanAsync("tagging", Tagging(Confirm.AtMost(500)), s_hundreds));
        await bench.RunAsync(jobs);
        JobResult result = await job.WaitForCompletionAsync();
        Assert.Equal(OperationOutcome.CompletedWithFailures, result.Outcome);
        await result.WriteFailuresAsync(bench.File("failed.csv"));
        Assert.Equal("id,outreach_error,source_line\n7,locked,\n333,locked,\n", File.ReadAllText(bench.File("failed.csv")));
    }

    [Fact]
    public async Task A_pause_lets_running_chunks_end_and_starts_no_other()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 500, options => options.ItemsPerSecond = 10);
        OutreachJobs jobs = bench.Worker();
        Job job = await jobs.StartAsync(await jobs.PlanAsync(
            "tagging", Tagging(Confirm.AtMost(500)), s_hundreds with { MaximumConcurrentChunks = 2 }));
        await jobs.AdvanceAsync();
        await job.PauseAsync();
        Assert.Equal(JobState.Draining, (await job.GetStatusAsync()).State);
        await bench.RunAsync(jobs);
        Assert.Equal(JobState.Paused, (await job.GetStatusAsync()).State);
        Assert.Single(bench.Emulator.PostedActions);

        await job.ResumeAsync();
        await bench.RunAsync(jobs);
        Assert.Equal(JobState.Ended, (await job.GetStatusAsync()).State);
        Assert.Equal(500, bench.Tagged("vip"));
    }

    [Theory]
    [InlineData(false, 100)]
    [InlineData(true, 0)]
    public async Task A_cancelled_job_starts_no_chunk_and_a_redrive_takes_up_the_rest(bool cancelRunning, int tagged)
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 500, options => options.PendingTime = TimeSpan.FromMinutes(1));
        OutreachJobs jobs = bench.Worker();
        Job job = await jobs.StartAsync(await jobs.PlanAsync("tagging", Tagging(Confirm.AtMost(500)), s_hundreds));
        await jobs.AdvanceAsync();
        await job.CancelAsync(cancelRunning);
        Assert.Equal(JobState.Canceling, (await job.GetStatusAsync()).State);
        await bench.RunAsync(jobs);
        Assert.Equal(JobState.Canceled, (await job.GetStatusAsync()).State);
        Assert.InRange(bench.Tagged("vip"), tagged == 0 ? 0 : 1, tagged);

        await job.RedriveAsync();
        await bench.RunAsync(jobs);
        Assert.Equal(JobState.Ended, (await job.GetStatusAsync()).State);
        Assert.Equal(500, bench.Tagged("vip"));
    }

    [Fact]
    public async Task A_plan_that_was_cancelled_is_not_started_by_somebody_who_still_has_it()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 500);
        OutreachJobs jobs = bench.Worker();
        JobPlan plan = await jobs.PlanAsync("tagging", Tagging(Confirm.AtMost(500)), s_hundreds);
        Job job = (await bench.Worker().FindAsync("tagging"))!;
        await Assert.ThrowsAsync<JobException>(() => job.PauseAsync());
        await Assert.ThrowsAsync<JobException>(() => job.ResumeAsync());
        await job.CancelAsync();
        Assert.Equal(JobState.Canceled, (await job.GetStatusAsync()).State);

        await jobs.StartAsync(plan);
        await bench.RunAsync(jobs);
        Assert.Equal(JobState.Canceled, (await job.GetStatusAsync()).State);
        Assert.Empty(bench.Emulator.PostedActions);
        await Assert.ThrowsAsync<JobStoppedException>(() => job.WaitForCompletionAsync());

        Assert.Equal(plan.Chunks.Count, await job.RedriveAsync());
        await bench.RunAsync(jobs);
        JobStatus status = await job.GetStatusAsync();
        Assert.Equal((JobState.Ended, 500), (status.State, bench.Tagged("vip")));
        Assert.NotNull(status.StartedAt);
    }

    [Fact]
    public async Task A_spent_day_waits_for_its_records_and_goes_on()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 500);
        static void Tight(OutreachBulkOptions options) => (options.RecordsPerDay, options.ReservedRecords) = (250, 0);
        OutreachJobs jobs = bench.Worker(configure: Tight);
        Job job = await jobs.StartAsync(await jobs.PlanAsync("tagging", Tagging(Confirm.AtMost(500)), s_hundreds));
        DateTimeOffset start = bench.Time.GetUtcNow();
        while ((await job.GetStatusAsync()).State != JobState.WaitingForAllowance)
            Assert.True(await jobs.AdvanceAsync() is { } delay && Advance(bench, delay));
        JobStatus waiting = await job.GetStatusAsync();
        Assert.InRange(waiting.Processed, 1, 250);
        Assert.True(waiting.WaitsUntil > bench.Time.GetUtcNow());
        await bench.RunAsync(jobs);
        Assert.Equal(JobState.Ended, (await job.GetStatusAsync()).State);
        Assert.Equal(500, bench.Tagged("vip"));
        Assert.True(bench.Time.GetUtcNow() - start >= TimeSpan.FromDays(0.9));
    }

    [Fact]
    public async Task Records_that_were_reserved_and_did_not_match_are_given_back()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 500);
        OutreachJobs jobs = bench.Worker(configure: options => (options.RecordsPerDay, options.ReservedRecords) = (1_000, 0));
        await jobs.StartAsync(await jobs.PlanAsync("tagging", Tagging(Confirm.Always), s_hundreds));
        await bench.RunAsync(jobs);

        // Of a day's 1 000 nothing comes back in the few seconds that it took, but for the records that the batches did not match.
        RecordAllowance left = await bench.Store().CreateLedger("127.0.0.1", 1_000, 0).ReserveAsync("look", 500, default);
        Assert.True(left.IsReserved, $"{left.Left} of 1 000 are left after 500 were taken.");
    }

    [Fact]
    public async Task A_refusal_for_good_stops_the_job_and_sends_nothing_else()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 500);
        bench.Emulator.Faults.Add(new() { Method = HttpMethod.Post, Path = IsAction }, EmulatorFault.Respond(
            403, body: "{\"errors\":[{\"id\":\"forbidden\",\"title\":\"No permission\"}]}"));
        OutreachJobs jobs = bench.Worker();
        Job job = await jobs.StartAsync(await jobs.PlanAsync("tagging", Tagging(Confirm.AtMost(500)), s_hundreds));
        await bench.RunAsync(jobs);
        JobStatus status = await job.GetStatusAsync();
        Assert.Equal(JobState.Stopped, status.State);
        Assert.Contains("No permission", status.StopReason, StringComparison.Ordinal);
        Assert.Empty(bench.Emulator.PostedActions);
    }

    [Fact]
    public async Task A_login_that_ends_for_days_stops_the_job_and_loses_none_of_its_chunks()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 500, options => options.ItemsPerSecond = 10);
        bool hasEnded = false;
        OutreachJobs jobs = bench.Worker(configure: options => options.AccessToken = (_, _) =>
            hasEnded ? throw new OutreachTokenException("Log in again.") : new(bench.Emulator.AccessToken));
        Job job = await jobs.StartAsync(await jobs.PlanAsync("tagging", Tagging(Confirm.AtMost(500)), s_hundreds));
        await jobs.AdvanceAsync();
        await jobs.AdvanceAsync();
        hasEnded = true;
        DateTimeOffset monday = bench.Time.GetUtcNow() + TimeSpan.FromDays(2);
        while (bench.Time.GetUtcNow() < monday)
            bench.Time.Advance(await jobs.AdvanceAsync() is { } delay && delay > TimeSpan.Zero ? delay : TimeSpan.FromSeconds(1));
        JobStatus status = await job.GetStatusAsync();
        Assert.Contains("Log in again.", status.StopReason);
        Assert.All(status.Chunks, chunk => Assert.Null(chunk.Outcome));

        hasEnded = false;
        await job.ResumeAsync();
        await bench.RunAsync(jobs);
        Assert.Equal(OperationOutcome.Completed, (await job.WaitForCompletionAsync()).EnsureAllSucceeded().Outcome);
        Assert.Equal(500, bench.Tagged("vip"));
    }

    [Fact]
    public async Task A_server_that_does_not_keep_to_ranges_stops_the_job()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 500);
        bench.Emulator.Faults.Add(
            new() { Method = HttpMethod.Post, Path = IsAction, Times = 1 },
            EmulatorFault.Respond(201, body: Confirming(matched: 500)));
        bench.Emulator.Faults.Add(
            new() { Method = HttpMethod.Post, Path = path => path.EndsWith("/cancel", StringComparison.Ordinal), Times = 1 },
            EmulatorFault.Respond(200, body: Confirming(matched: 500, state: "canceled")));
        OutreachJobs jobs = bench.Worker(configure: options => options.MaximumItems = 200);
        Job job = await jobs.StartAsync(await jobs.PlanAsync("tagging", Tagging(Confirm.Always), s_hundreds));
        await bench.RunAsync(jobs);
        JobStatus status = await job.GetStatusAsync();
        Assert.Equal(JobState.Stopped, status.State);
        Assert.Contains("does not keep to the range", status.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunk_that_outgrew_a_request_is_cut_again_where_the_policy_leaves_room()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 500);
        OutreachJobs jobs = bench.Worker(configure: options => options.MaximumItems = 100);
        JobPlan plan = await jobs.PlanAsync("tagging", BulkCall.Of(
            new AccountAddTagsParams { Filter = new() { Named = true }, Confirm = Confirm.AtMost(1_000) },
            new AccountAddTagsAttributes { Tags = ["vip"] }), new() { RecordsPerChunk = 90, Drift = 1 });

        // Meanwhile everybody is given a name by somebody else.
        BatchOperation naming = await bench.Client().Accounts.BulkModifyAsync(
            new() { Filter = AccountFilter.Everything, Confirm = Confirm.Always }, new() { Named = true });
        await naming.WaitForCompletionAsync();
        Job job = await jobs.StartAsync(plan);
        await bench.RunAsync(jobs);
        JobStatus status = await job.GetStatusAsync();
        Assert.Equal(JobState.Ended, status.State);
        Assert.True(status.Chunks.Count > plan.Chunks.Count);
        Assert.Equal(status.Chunks.Sum(chunk => chunk.Matched), bench.Tagged("vip"));
    }

    [Fact]
    public async Task The_policy_holds_for_the_sum_of_all_chunks()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 500);
        OutreachJobs jobs = bench.Worker();
        OutreachBulkException refusal = await Assert.ThrowsAnyAsync<OutreachBulkException>(
            () => jobs.PlanAsync("tagging", Tagging(Confirm.AtMost(499)), s_hundreds));
        Assert.Contains("selects 500 records", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await jobs.ListAsync());
    }

    [Fact]
    public async Task Records_that_come_after_planning_are_not_acted_on()
    {
        await using JobBench bench = await JobBench.StartAsync(accounts: 1_000);
        OutreachJobs jobs = bench.Worker();
        JobPlan plan = await jobs.PlanAsync("tagging", Tagging(Confirm.AtMost(2_000)), s_hundreds);
        ImportOperation coming = await bench.Client().Accounts.ImportAsync(
            CsvFile.From(Encoding.UTF8.GetBytes("name,key\nLate,a\nLater,b\n"), "late.csv"),
            new() { ["name"] = AccountField.Name, ["key"] = AccountField.CustomId });
        await coming.WaitForCompletionAsync();
        Assert.Equal(1_002, bench.Emulator.CountRecords("account"));
        await jobs.StartAsync(plan);
        await bench.RunAsync(jobs);

        Assert.Equal(1_000, bench.Tagged("vip"));
    }

    private static BulkCall Tagging(Confirm confirm) => BulkCall.Of(
        new AccountAddTagsParams { Filter = new() { CreatedAt = new() { AtLeast = DateTimeOffset.UnixEpoch } }, Confirm = confirm },
        new AccountAddTagsAttributes { Tags = ["vip"] });

    private static string Confirming(int matched, string state = "confirming") =>
        $$"""{"data": {"type": "batch", "id": "77", "attributes": {"state": "{{state}}", "confirmCount": {{matched}}, "total": 0} } }""";

    private static bool IsAction(string path) => path.Contains("/batches/actions/", StringComparison.Ordinal);

    private static bool Advance(JobBench bench, TimeSpan delay)
    {
        bench.Time.Advance(delay);
        return true;
    }
}
