using System.Net;
using System.Text.RegularExpressions;
using Hangfire;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Jobs.Hangfire.Tests;

/// <summary>The page in Hangfire's dashboard, over HTTP.</summary>
public partial class PageTests
{
    private const string Script = "<script>alert('x')</script>";

    [Fact]
    public async Task The_dashboards_menu_leads_to_the_list_and_that_to_each_job()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        using HttpClient browser = await OpenAsync(bench);
        Job job = await HangfireBench.PlanAsync(bench.Jobs(bench.Store()), "nightly/2026 & more?");
        Assert.Contains("href=\"/hangfire/outreach-jobs\"", await browser.GetStringAsync("/hangfire/servers"), StringComparison.Ordinal);
        string list = await browser.GetStringAsync("/hangfire/outreach-jobs");
        Assert.Contains("nightly/2026 &amp; more?", list, StringComparison.Ordinal);
        string link = WebUtility.HtmlDecode(LinkToJob().Match(list).Groups[1].Value);
        string page = await browser.GetStringAsync(link);
        Assert.Contains("accountAddTags", page, StringComparison.Ordinal);
        Assert.Equal((await job.GetStatusAsync()).Chunks.Count, Regex.Count(page, "data-label=\"Batch or import\""));
    }

    [Fact]
    public async Task A_jobs_page_shows_chunks_with_batches_the_days_budget_and_failures_by_reason()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync(
            configure: options => options.FailWhen = (_, record) => (int)record["id"]! % 100 == 0 ? "locked" : null);
        OutreachJobs jobs = bench.Jobs(
            bench.Store(), configure: options => (options.RecordsPerDay, options.ReservedRecords) = (1_000, 0));
        using HttpClient browser = await OpenAsync(bench, works: true, services: services => services.AddSingleton(_ => jobs));
        JobStatus status = await bench.DriveAsync(await HangfireBench.PlanAsync(jobs));
        string page = await browser.GetStringAsync(PathOf("tagging"));
        Assert.All(status.Chunks, chunk => Assert.Contains($">{chunk.OperationId}</td>", page, StringComparison.Ordinal));
        Assert.Contains("<h2>Failures</h2>", page, StringComparison.Ordinal);
        Assert.Contains("<td data-label=\"End\">Completed with failures</td>", page, StringComparison.Ordinal);
        Assert.Contains("<code>outreach-bulk jobs failures tagging</code> asks Outreach", page, StringComparison.Ordinal);
        Assert.Contains("500 of 500", page, StringComparison.Ordinal);
        Assert.Matches("<strong>[45][0-9][0-9]</strong> of 1,000 records of the day are left on 127.0.0.1", page);
        Assert.Contains("41 come back an hour", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_whose_plan_cannot_be_read_is_shown_beside_the_others_and_may_be_cancelled()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        using HttpClient browser = await OpenAsync(bench);
        OutreachJobs jobs = bench.Jobs(bench.Store());
        await HangfireBench.PlanAsync(jobs);
        await HangfireBench.PlanAsync(jobs, "odd");
        await bench.DamageAsync("odd");
        string list = await browser.GetStringAsync("/hangfire/outreach-jobs");
        Assert.Equal(2, Regex.Count(list, "data-label=\"Job\""));
        Assert.Equal(1, Regex.Count(list, "Plan cannot be read"));
        string page = await browser.GetStringAsync(PathOf("odd"));
        Assert.Contains("The plan of job odd cannot be read by this version", page, StringComparison.Ordinal);
        using HttpResponseMessage answer = await PostAsync(browser, Form(page, "cancel"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        page = await browser.GetStringAsync(PathOf("odd"));
        Assert.Contains("Canceled", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"redrive\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_only_shows_until_somebody_is_said_to_be_allowed_to_act()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        using HttpClient browser = await OpenAsync(bench, options: _ => { });
        Job job = await HangfireBench.PlanAsync(bench.Jobs(bench.Store()));
        string page = await browser.GetStringAsync(PathOf("tagging"));
        Assert.Contains("OutreachHangfireOptions.Authorization", page, StringComparison.Ordinal);
        await AssertReadOnlyAsync(browser, page, job);
    }

    [Fact]
    public async Task Whom_one_filter_refuses_may_only_look()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        using HttpClient browser = await OpenAsync(bench, options: options =>
        {
            options.Authorization.Add(new Filter(true));
            options.Authorization.Add(new Filter(false));
        });
        Job job = await HangfireBench.PlanAsync(bench.Jobs(bench.Store()));
        string page = await browser.GetStringAsync(PathOf("tagging"));
        Assert.Contains("you may not act on jobs here", page, StringComparison.Ordinal);
        await AssertReadOnlyAsync(browser, page, job);
    }

    [Fact]
    public async Task A_dashboard_that_is_read_only_stays_so()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        using HttpClient browser = await OpenAsync(bench, dashboard: new() { IsReadOnlyFunc = _ => true });
        Job job = await HangfireBench.PlanAsync(bench.Jobs(bench.Store()));
        await AssertReadOnlyAsync(browser, await browser.GetStringAsync(PathOf("tagging")), job);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_post_without_its_token_is_refused_also_where_Hangfire_does_not_ask_for_one(bool ignored)
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        using HttpClient browser = await OpenAsync(bench, dashboard: new() { IgnoreAntiforgeryToken = ignored });
        Job job = await HangfireBench.PlanAsync(bench.Jobs(bench.Store()));
        string page = await browser.GetStringAsync(PathOf("tagging"));
        Dictionary<string, string> form = Form(page, "pause");
        string token = form.Keys.Single(name => name.Contains("Token", StringComparison.Ordinal));

        using HttpResponseMessage without = await PostAsync(browser, new(form.Where(field => field.Key != token)));
        using HttpResponseMessage wrong = await PostAsync(browser, new(form) { [token] = "CfDJ8made-up" });
        using HttpClient elsewhere = new() { BaseAddress = browser.BaseAddress };
        using HttpResponseMessage withoutCookie = await PostAsync(elsewhere, form);
        Assert.All([without, wrong, withoutCookie], each => Assert.Equal(HttpStatusCode.Forbidden, each.StatusCode));
        Assert.Equal(JobState.Running, (await job.GetStatusAsync()).State);

        using HttpResponseMessage with = await PostAsync(browser, form);
        Assert.Equal(HttpStatusCode.SeeOther, with.StatusCode);
        Assert.Equal(PathOf("tagging"), with.Headers.Location!.OriginalString);
        Assert.Equal(JobState.Paused, (await job.GetStatusAsync()).State);
        Assert.Contains("Information: somebody without a name asked on the dashboard for pause of job tagging", bench.Log.Lines);
    }

    [Fact]
    public async Task Each_button_does_what_it_says_and_is_there_when_it_can_be_done()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync(
            configure: options => options.PendingTime = TimeSpan.FromMinutes(1));
        using HttpClient browser = await OpenAsync(bench);
        OutreachJobs jobs = bench.Jobs(bench.Store());
        JobPlan plan = await jobs.PlanAsync("tagging", HangfireBench.Tagging(), new() { RecordsPerChunk = 100 });
        Assert.Equal(new[] { "cancel" }, await ButtonsAsync());
        Job job = await jobs.StartAsync(plan);
        Assert.Equal(new[] { "pause", "cancel" }, await ButtonsAsync());
        await jobs.AdvanceAsync();
        Assert.Equal(new[] { "pause", "cancel", "cancel-running" }, await ButtonsAsync());
        await PressAsync("pause", JobState.Draining);
        Assert.Equal(new[] { "resume", "cancel", "cancel-running" }, await ButtonsAsync());
        await PressAsync("resume", JobState.Running);
        await PressAsync("cancel", JobState.Canceling);
        Assert.Equal(new[] { "cancel-running", "redrive" }, await ButtonsAsync());
        await PressAsync("cancel-running", JobState.Canceling);
        while (await jobs.AdvanceAsync() is { } delay)
            bench.Time.Advance(delay);
        Assert.Equal(JobState.Canceled, (await job.GetStatusAsync()).State);
        Assert.Equal(new[] { "redrive" }, await ButtonsAsync());
        await PressAsync("redrive", JobState.Running);

        async Task<string[]> ButtonsAsync() =>
            [.. Button().Matches(await browser.GetStringAsync(PathOf("tagging"))).Select(match => match.Groups[1].Value)];

        async Task PressAsync(string name, JobState state)
        {
            using HttpResponseMessage answer = await PostAsync(browser, Form(await browser.GetStringAsync(PathOf("tagging")), name));
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            Assert.Equal(state, (await job.GetStatusAsync()).State);
        }
    }

    [Fact]
    public async Task A_get_changes_nothing_and_other_methods_are_refused()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        using HttpClient browser = await OpenAsync(bench);
        Job job = await HangfireBench.PlanAsync(bench.Jobs(bench.Store()));
        using HttpResponseMessage get = await browser.GetAsync(PathOf("tagging") + "&action=cancel");
        Assert.Equal(HttpStatusCode.OK, get.StatusCode);
        Assert.Equal(JobState.Running, (await job.GetStatusAsync()).State);
        using HttpResponseMessage delete = await browser.DeleteAsync(PathOf("tagging"));
        Assert.NotEqual(HttpStatusCode.OK, delete.StatusCode);
        Dictionary<string, string> form = Form(await browser.GetStringAsync(PathOf("tagging")), "cancel");
        using HttpResponseMessage post = await browser.PostAsync("/hangfire/outreach-jobs", new FormUrlEncodedContent(form));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        Assert.Equal(JobState.Running, (await job.GetStatusAsync()).State);
    }

    [Fact]
    public async Task Texts_of_users_and_of_the_server_are_shown_and_never_run()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        bench.Emulator.Faults.Add(
            new() { Method = HttpMethod.Post, Path = path => path.Contains("/batches/actions/", StringComparison.Ordinal) },
            EmulatorFault.Respond(403, body: $$"""{"errors":[{"id":"forbidden","title":"{{Script}}"}]}"""));
        using HttpClient browser = await OpenAsync(bench, works: true);
        JobStatus status = await bench.DriveAsync(await HangfireBench.PlanAsync(bench.Jobs(bench.Store()), $"\"'{Script}"));
        Assert.Contains(Script, status.StopReason, StringComparison.Ordinal);
        foreach (string path in new[] { "/hangfire/outreach-jobs", PathOf(status.Key), PathOf(Script) })
        {
            using HttpResponseMessage answer = await browser.GetAsync(path);
            string page = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain("<script>", page, StringComparison.OrdinalIgnoreCase);
            bool isShown = page.Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;", StringComparison.Ordinal);
            Assert.Equal(path != PathOf(Script), isShown);
            Assert.Equal(path == PathOf(Script) ? HttpStatusCode.NotFound : HttpStatusCode.OK, answer.StatusCode);
            string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'; script-src 'self'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_store_that_cannot_be_used_is_said_on_the_page()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        using HttpClient browser = await OpenAsync(
            bench, services: services => services.AddSingleton(_ => bench.Jobs(JobStore.Sqlite("/nowhere/jobs.db"))));
        using HttpResponseMessage answer = await browser.GetAsync("/hangfire/outreach-jobs");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("The job store /nowhere/jobs.db cannot be", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    internal static string PathOf(string key) => $"/hangfire/outreach-jobs/job?account=127.0.0.1&key={Uri.EscapeDataString(key)}";

    private static async Task<HttpClient> OpenAsync(
        HangfireBench bench,
        bool works = false,
        Action<OutreachHangfireOptions>? options = null,
        DashboardOptions? dashboard = null,
        Action<IServiceCollection>? services = null)
    {
        WebApplication host = await bench.HostAsync(
            works, options ?? (each => each.Authorization.Add(new Filter(true))), services, dashboard: dashboard);
        return new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(host.Urls.Single()) };
    }

    private static async Task AssertReadOnlyAsync(HttpClient browser, string page, Job job)
    {
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<button class=\"btn", page, StringComparison.Ordinal);
        using HttpResponseMessage answer = await PostAsync(
            browser, new() { ["account"] = "127.0.0.1", ["key"] = "tagging", ["action"] = "pause" });
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(JobState.Running, (await job.GetStatusAsync()).State);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient browser, Dictionary<string, string> form) =>
        browser.PostAsync("/hangfire/outreach-jobs/job", new FormUrlEncodedContent(form));

    private static Dictionary<string, string> Form(string page, string button) => new(Hidden().Matches(page).Select(match =>
        KeyValuePair.Create(match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value)))) { ["action"] = button };

    [GeneratedRegex("<td data-label=\"Job\"><a href=\"([^\"]*)\"")]
    private static partial Regex LinkToJob();

    [GeneratedRegex("<button class=\"btn[^\"]*\" name=\"action\" value=\"([^\"]*)\"")]
    private static partial Regex Button();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">")]
    private static partial Regex Hidden();

    internal sealed class Filter(bool allows) : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context) => allows;
    }
}
