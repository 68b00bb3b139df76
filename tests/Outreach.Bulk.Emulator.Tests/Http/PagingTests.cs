using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Http;

public sealed class PagingTests
{
    [Theory]
    [InlineData("accounts?page[size]=7")]
    [InlineData("accounts?page[size]=7&sort=-named,buyerIntentScore")]
    [InlineData("accounts?page[size]=4&sort=touchedAt&filter[id]=3..25")]
    [InlineData("prospects?page[size]=7&sort=title,-engagedAt&newFilterSyntax=true&filter[id][lte]=22")]
    [InlineData("prospects?page[limit]=7&sort=-externalSource")]
    [InlineData("batches?page[size]=2&sort=-createdAt")]
    [InlineData("batchItems?page[size]=2&sort=-state")]
    [InlineData("customObjects/vehicle?page[size]=7&newFilterSyntax=true&filter[active]=true")]
    [InlineData("customObjects/vehicle?page[size]=20&sort=-id")]
    public async Task Following_next_meets_every_row_once_in_order_and_prev_leads_back(string path)
    {
        await using Local local = await Local.StartAsync();
        for (int i = 1; i < 6; i++)
            await local.ActAsync("accountAddTags", Local.Ids(i, i + 1), "\"tags\":[\"x\"]");
        string whole = System.Text.RegularExpressions.Regex.Replace(path, @"page\[(size|limit)\]=\d+", "page[size]=1000");
        string expected = (await local.GetAsync(whole)).IdText;

        List<long> forward = [];
        string? next = local.Emulator.BaseAddress + path;
        List<string> pages = [];
        string last = next;
        while (next is not null)
        {
            last = next;
            Reply page = await GetAbsoluteAsync(local, next);
            pages.Add(page.IdText);
            forward.AddRange(page.Ids);
            next = (string?)page.Body!["links"]!["next"];
        }

        Assert.Equal(expected, string.Join(',', forward));
        for (int i = pages.Count - 2; i >= 0; i--)
        {
            last = (string)(await GetAbsoluteAsync(local, last)).Body!["links"]!["prev"]!;
            Assert.Equal(pages[i], (await GetAbsoluteAsync(local, last)).IdText);
        }

        Assert.Null((await GetAbsoluteAsync(local, last)).Body!["links"]!["prev"]);
    }

    [Fact]
    public async Task A_cursor_holds_while_rows_before_it_vanish()
    {
        await using Local local = await Local.StartAsync();
        Reply first = await local.GetAsync("accounts?page[size]=10");
        await local.ActAsync("accountsDestroyAll", "actionParams[filter][id][lte]=10");
        Reply second = await GetAbsoluteAsync(local, (string)first.Body!["links"]!["next"]!);
        Assert.Equal(11, second.Ids[0]);
    }

    [Fact]
    public async Task Fifty_come_on_a_page_and_nobody_counts_unasked()
    {
        await using Local local = await Local.StartAsync(options => options.Accounts = 60);
        Reply page = await local.GetAsync("accounts");
        Assert.Equal((50, true), (page.List.Count, page.Body!["meta"] is null));
        Reply counted = await local.GetAsync("accounts?count=true&filter[id]=1..55&page[size]=1");
        Assert.Equal("""{"count":55,"count_truncated":false}""", counted.Body!["meta"]!.ToJsonString());
    }

    [Theory]
    [InlineData("accounts?filter[id]=1..5", 5, false)]
    [InlineData("accounts?filter[id]=1..20", 20, false)]
    [InlineData("accounts?filter[id]=1..21", 20, true)]
    [InlineData("customObjects/vehicle?newFilterSyntax=true&filter[id][lte]=21", 20, true)]
    [InlineData("batches?filter[state]=finished", 0, false)]
    public async Task A_count_above_the_cap_is_cut_off_and_says_so(string path, int count, bool truncated)
    {
        await using Local local = await Local.StartAsync(options => options.CountCap = 20);
        Reply page = await local.GetAsync(path + (path.Contains('?') ? "&" : "?") + "count=true&page[size]=1");
        Assert.Equal((count, truncated), ((int)page.Body!["meta"]!["count"]!, (bool)page.Body!["meta"]!["count_truncated"]!));
    }

    [Fact]
    public async Task Under_load_a_count_is_shed_and_the_page_comes_all_the_same()
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults.Add(new() { Times = 2 }, EmulatorFault.ShedCount);
        Reply shed = await local.GetAsync("accounts?count=true&page[size]=2");
        Assert.Equal("""{"count":0,"count_truncated":true}""", shed.Body!["meta"]!.ToJsonString());
        Assert.Equal(2, shed.List.Count);
        Assert.Null((await local.GetAsync("accounts?count=false")).Body!["meta"]);
        Assert.Equal(30, (int)(await local.GetAsync("accounts?count=true")).Body!["meta"]!["count"]!);
    }

    [Theory]
    [InlineData("page[size]=0")]
    [InlineData("page[size]=1001")]
    [InlineData("page[size]=x")]
    [InlineData("page[number]=1")]
    [InlineData("page=1")]
    [InlineData("page[after]=nonsense")]
    [InlineData("page[after]=WzEsMl0")]
    [InlineData("page[offset]=10001")]
    [InlineData("sort=industry")]
    [InlineData("count=1")]
    public async Task Impossible_pages_are_refused(string query)
    {
        await using Local local = await Local.StartAsync();
        Assert.Equal(400, (await local.GetAsync($"accounts?{query}")).Status);
    }

    private static Task<Reply> GetAbsoluteAsync(Local local, string address) =>
        local.GetAsync(address[local.Emulator.BaseAddress.ToString().Length..]);
}
