using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Jobs.Hangfire.Tests;

/// <summary>The page as a browser shows it.</summary>
public class BrowserTests
{
    private const string Stopped = "owner change, EMEA 2026-11 <script>document.title = 'run'</script>";

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Both_pages_fit_a_screen_and_run_nothing_that_a_text_holds(int width)
    {
        await using HangfireBench bench = await HangfireBench.StartAsync(3_000, options =>
        {
            options.ItemsPerSecond = 25;
            options.FailWhen = (_, record) => (int)record["id"]! % 90 == 0 ? "locked" : null;
        });
        await using Browser browser = await Browser.StartAsync();
        string address = await ShowAsync(bench);
        foreach ((string name, string path) in new[]
        {
            ("list", "/hangfire/outreach-jobs"), ("job", PageTests.PathOf("dormant-2026-11-29")), ("stopped", PageTests.PathOf(Stopped)),
        })
        {
            await browser.OpenAsync(address + path, width, 900);
            await browser.SavePictureAsync($"{name}-{width}.png");
            int needed = (int)(await browser.EvaluateAsync("document.documentElement.scrollWidth"))!;
            Assert.True(needed <= width, $"{name} is {needed} wide.");
            Assert.NotEqual("run", (string?)await browser.EvaluateAsync("document.title"));
        }

        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Pressing_a_button_does_what_it_says()
    {
        await using HangfireBench bench = await HangfireBench.StartAsync();
        await using Browser browser = await Browser.StartAsync();
        WebApplication host = await bench.HostAsync(options: options => options.Authorization.Add(new PageTests.Filter(true)));
        Job job = await HangfireBench.PlanAsync(host.Services.GetRequiredService<OutreachJobs>());
        await browser.OpenAsync(host.Urls.Single() + PageTests.PathOf("tagging"), 390, 900);
        Assert.False((bool)(await browser.EvaluateAsync("document.querySelector('button[value=cancel]').checkVisibility()"))!);
        await browser.EvaluateAsync("document.querySelector('details summary').click()");
        Assert.True((bool)(await browser.EvaluateAsync("document.querySelector('button[value=cancel]').checkVisibility()"))!);
        await browser.PressAsync("button[value=cancel]");
        Assert.Equal(JobState.Canceled, (await job.GetStatusAsync()).State);
        Assert.Equal("Canceled", (string?)await browser.EvaluateAsync("document.querySelector('.outreach-facts .label').textContent"));
        Assert.Empty(browser.Complaints);
    }

    // A running job with failures, one that stopped, one that has ended and one that is only planned.
    private static async Task<string> ShowAsync(HangfireBench bench)
    {
        WebApplication host = await bench.HostAsync(
            works: true,
            options: options => options.Authorization.Add(new PageTests.Filter(true)),
            services: services => services.AddSingleton(_ => bench.Jobs(bench.Store(), configure: Budget)));
        OutreachJobs jobs = host.Services.GetRequiredService<OutreachJobs>();
        await bench.DriveAsync(await HangfireBench.PlanAsync(jobs, "nightly-2026-11-28", new() { RecordsPerChunk = 1_000 }));
        await bench.AdvanceAsync(TimeSpan.FromHours(3));
        JobOptions careful = new() { RecordsPerChunk = 500, Canary = 100, StopAfterFailedShare = 0.01 };
        await bench.DriveAsync(await HangfireBench.PlanAsync(jobs, Stopped, careful));
        await bench.AdvanceAsync(TimeSpan.FromHours(3));
        JobOptions three = new() { RecordsPerChunk = 400, Canary = 90, MaximumConcurrentChunks = 3 };
        Job running = await HangfireBench.PlanAsync(jobs, "dormant-2026-11-29", three);
        await bench.DriveAsync(running, until: status => status.Chunks.Count(chunk => chunk.Outcome is not null) >= 5);
        await jobs.PlanAsync("titles-2026-11-30", HangfireBench.Tagging(), new() { RecordsPerChunk = 300 });
        return host.Urls.Single();

        static void Budget(OutreachBulkOptions options) => (options.RecordsPerDay, options.ReservedRecords) = (20_000, 2_000);
    }
}
