using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Watching;

/// <summary>The page as a browser shows it.</summary>
public sealed class BrowserTests
{
    private const string Focused = "document.activeElement.getAttribute('aria-label') ?? ''";

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task It_fits_the_screen_can_be_read_and_runs_nothing_that_a_value_holds(int width)
    {
        await using Local local = await BusyEmulator.StartAsync();
        await using Browser browser = await Browser.StartAsync();
        await OpenAsync(browser, local, width);
        await ShowItemsAsync(browser, 3);
        await browser.SavePictureAsync($"emulator-page-{width}.png", whole: false);
        await BusyEmulator.PostHostileAsync(local);
        await ShowItemsAsync(browser, 7);
        await SearchAsync(browser, "prospect", "<img");
        await browser.EvaluateAsync("document.querySelector('#records button').click()");
        await browser.WaitAsync("!document.querySelector('#record').hidden");
        Assert.Equal(BusyEmulator.Hostile, await browser.TextAsync("#records button"));
        Assert.Contains(BusyEmulator.Hostile, await browser.TextAsync("#items"), StringComparison.Ordinal);
        foreach (string scheme in (string[])["dark", "light"])
        {
            await browser.PreferAsync("prefers-color-scheme", scheme);
            Assert.Equal("", (string?)await browser.EvaluateAsync(Contrast.FaintTexts));
            await browser.SavePictureAsync($"emulator-page-{width}-{scheme}.png");
        }

        int wide = (int)(await browser.EvaluateAsync("document.documentElement.scrollWidth"))!;
        Assert.True(wide <= width, $"It is {wide} wide.");

        foreach (int narrower in (int[])[1_199, 900, 700, 390, 320])
        {
            await browser.ResizeAsync(Math.Min(width, narrower), 900);
            int needed = (int)(await browser.EvaluateAsync("document.documentElement.scrollWidth"))!;
            Assert.True(needed <= narrower, $"On a screen of {narrower} it is {needed} wide.");
            await browser.SavePictureAsync($"emulator-page-of-{width}-at-{narrower}.png");
        }

        Assert.Equal("Outreach emulator", (string?)await browser.EvaluateAsync("document.title"));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_bar_moves_while_it_is_watched()
    {
        await using Local local = await StartAsync(options => options.ItemsPerSecond = 10);
        await using Browser browser = await Browser.StartAsync();
        await OpenAsync(browser, local, 1280);
        await local.ActAsync("accountAddTags", "actionParams[filter][id][lte]=20", "\"tags\":[\"x\"]");
        await browser.WaitAsync("document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow') === '0'");
        local.Clock.Advance(TimeSpan.FromSeconds(1));
        await browser.WaitAsync("document.querySelector('[role=progressbar]').getAttribute('aria-valuenow') === '10'");
        await browser.WaitAsync(
            "Math.abs(document.querySelector('.through').offsetWidth * 2 - document.querySelector('[role=progressbar]').offsetWidth) <= 2");
        await browser.EvaluateAsync("[...document.querySelectorAll('#jumps button')].find(each => each.textContent === '+10 s').click()");
        await browser.WaitAsync("document.querySelector('#batches .pill').textContent === 'finished'");
        Assert.Contains("20 of 20", await browser.TextAsync("#batches tbody"), StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task By_keyboard_alone_a_batch_is_confirmed()
    {
        await using Local local = await StartAsync(options => options.ConfirmationThreshold = 5);
        Reply posted = await local.ActAsync("accountAddTags", "actionParams[filter][id][lte]=20", "\"tags\":[\"x\"]");
        await using Browser browser = await Browser.StartAsync();
        await OpenAsync(browser, local, 390);
        await browser.WaitAsync("document.querySelector('#batches button')?.checkVisibility()");
        int steps = 0;
        while ((string?)await browser.EvaluateAsync(Focused) != "Confirm 20 records of batch 1")
        {
            Assert.True(++steps < 10, "The button is not reached.");
            await browser.KeyAsync("Tab");
        }

        Assert.NotEqual("none", (string?)await browser.EvaluateAsync("getComputedStyle(document.activeElement).outlineStyle"));
        await browser.KeyAsync("Enter");
        await browser.WaitAsync("document.querySelector('#batches .pill').textContent === 'finished'");
        Assert.Equal("finished", (await local.BatchAsync(posted)).State);
        Assert.Equal("Items of batch 1", (string?)await browser.EvaluateAsync(Focused));
        Assert.Contains("Batch 1", await browser.TextAsync("[aria-live=polite]"), StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Empty_it_shows_what_to_do_first()
    {
        await using Local local = await StartAsync(options => (options.Accounts, options.ConfirmationThreshold) = (200, 100));
        await using Browser browser = await Browser.StartAsync();
        await OpenAsync(browser, local, 390);
        string first = (string)(await browser.EvaluateAsync("document.querySelector('#first').innerText"))!;
        string command = $"curl -g '{local.Emulator.BaseAddress}batches/actions/accountAddTags?actionParams[filter][id][lte]=150'";
        Assert.Contains(command, first, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project samples/Quickstart", first, StringComparison.Ordinal);
        await browser.SavePictureAsync("emulator-page-empty.png");
    }

    [Fact]
    public async Task It_finds_its_way_back_when_the_emulator_starts_again()
    {
        Local first = await StartAsync();
        int port = first.Emulator.BaseAddress.Port;
        await first.ActAsync("accountAddTags", Local.Ids(1), "\"tags\":[\"x\"]");
        await using Browser browser = await Browser.StartAsync();
        await OpenAsync(browser, first, 1280);
        await browser.WaitAsync("document.querySelectorAll('#batches tbody tr').length === 1");
        await first.DisposeAsync();
        await browser.WaitAsync("document.querySelector('#status').textContent.includes('does not answer')");
        await using Local second = await StartAsync(options => options.Port = port);
        await browser.AgainAsync("document.querySelector('#status')?.textContent.includes('started again')");
        Assert.Equal(0, (int)(await browser.EvaluateAsync("document.querySelectorAll('#batches tbody tr').length"))!);
    }

    private static Task<Local> StartAsync(Action<EmulatorOptions>? configure = null) => Local.StartAsync(options =>
    {
        options.Page = true;
        configure?.Invoke(options);
    });

    private static async Task OpenAsync(Browser browser, Local local, int width)
    {
        await browser.OpenAsync(local.Emulator.PageAddress!.ToString(), width, 1100);
        await browser.WaitAsync("document.querySelector('#live').textContent === 'live'");
    }

    private static async Task SearchAsync(Browser browser, string model, string text)
    {
        await browser.EvaluateAsync($"document.querySelector('#model').value = '{model}'");
        await browser.EvaluateAsync($"document.querySelector('#query').value = '{text}'");
        await browser.EvaluateAsync("document.querySelector('#search').requestSubmit()");
        await browser.WaitAsync("!document.querySelector('#records').hidden");
    }

    private static async Task ShowItemsAsync(Browser browser, int batch)
    {
        await browser.WaitAsync($"document.querySelector('[aria-label=\"Items of batch {batch}\"]')");
        await browser.EvaluateAsync($"document.querySelector('[aria-label=\"Items of batch {batch}\"]').click()");
        await browser.WaitAsync($"document.querySelector('#items-title').textContent === 'Items of batch {batch}'");
        await browser.WaitAsync("document.querySelector('#items-reasons li')");
    }
}
