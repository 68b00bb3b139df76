using System.Globalization;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Http;

public sealed class FaultRuleTests
{
    [Fact]
    public async Task Without_restrictions_every_request_is_struck()
    {
        Assert.Equal("XXXXXXXXXX", await PatternAsync(new()));
    }

    [Fact]
    public async Task Every_third_is_struck()
    {
        Assert.Equal("..X..X..X.", await PatternAsync(new() { Every = 3 }));
    }

    [Fact]
    public async Task Some_pass_first_and_then_every_second_is_struck_until_the_rule_is_used_up()
    {
        Assert.Equal(".....X.X..", await PatternAsync(new() { Skip = 4, Every = 2, Times = 2 }));
    }

    [Fact]
    public async Task The_third_alone_is_struck()
    {
        Assert.Equal("..X.......", await PatternAsync(new() { Skip = 2, Times = 1 }));
    }

    [Fact]
    public async Task Only_requests_with_its_method_and_path_are_counted()
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults.Add(
            new() { Method = HttpMethod.Get, Path = path => path == "/accounts/2", Skip = 1 }, EmulatorFault.Respond(418, body: "{}"));
        List<int> statuses = [];
        foreach (int id in (int[])[1, 2, 1, 2, 1])
            statuses.Add((await local.GetAsync($"accounts/{id.ToString(CultureInfo.InvariantCulture)}")).Status);
        Assert.Equal([200, 200, 200, 418, 200], statuses);
    }

    [Fact]
    public async Task The_same_seed_strikes_the_same_requests_and_about_as_many_as_the_probability_says()
    {
        string pattern = await PatternAsync(new() { Probability = 0.3, Seed = 7 }, 200);
        Assert.Equal(pattern, await PatternAsync(new() { Probability = 0.3, Seed = 7 }, 200));
        Assert.NotEqual(pattern, await PatternAsync(new() { Probability = 0.3, Seed = 8 }, 200));
        Assert.InRange(pattern.Count(c => c == 'X'), 40, 80);
    }

    [Fact]
    public async Task A_probability_of_0_strikes_nothing()
    {
        Assert.Equal("..........", await PatternAsync(new() { Probability = 0 }));
    }

    [Fact]
    public async Task Of_several_faults_the_dice_choose()
    {
        Assert.Equal(await DrawAsync(), await DrawAsync());

        static async Task<string> DrawAsync()
        {
            await using Local local = await Local.StartAsync();
            local.Emulator.Faults.Add(new() { Seed = 3 }, EmulatorFault.Respond(418, body: "{}"), EmulatorFault.Respond(419, body: "{}"));
            List<int> statuses = [];
            for (int i = 0; i < 20; i++)
                statuses.Add((await local.GetAsync("accounts/1")).Status);
            Assert.Equal(statuses.Count(status => status == 418), local.Emulator.Faults.Injected["Respond 418"]);
            Assert.Equal(statuses.Count(status => status == 419), local.Emulator.Faults.Injected["Respond 419"]);
            Assert.All([418, 419], status => Assert.Contains(status, statuses));
            return string.Join(' ', statuses);
        }
    }

    [Fact]
    public async Task What_one_rule_strikes_does_not_shift_the_dice_of_another()
    {
        FaultRule rule = new() { Probability = 0.3, Seed = 7 };
        string alone = await PatternAsync(rule, 100);
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults
            .Add(new() { Every = 5 }, EmulatorFault.Respond(500, body: "{}"))
            .Add(rule, EmulatorFault.Respond(418, body: "{}"));
        string both = await ReadAsync(local, 100);
        Assert.Equal(alone, string.Concat(both.Select((c, i) => (i + 1) % 5 == 0 ? alone[i] : c)));
    }

    [Theory]
    [InlineData(-1, 1, 1, 1)]
    [InlineData(0, 0, 1, 1)]
    [InlineData(0, 1, 1.1, 1)]
    [InlineData(0, 1, double.NaN, 1)]
    [InlineData(0, 1, 1, 0)]
    public async Task Impossible_rules_are_refused(int skip, int every, double probability, int times)
    {
        await using Local local = await Local.StartAsync();
        FaultRule rule = new() { Skip = skip, Every = every, Probability = probability, Times = times };
        Assert.Throws<ArgumentOutOfRangeException>(() => local.Emulator.Faults.Add(rule, EmulatorFault.Reset));
    }

    private static async Task<string> PatternAsync(FaultRule rule, int requests = 10)
    {
        await using Local local = await Local.StartAsync();
        local.Emulator.Faults.Add(rule, EmulatorFault.Respond(418, body: "{}"));
        return await ReadAsync(local, requests);
    }

    private static async Task<string> ReadAsync(Local local, int requests)
    {
        List<char> pattern = [];
        for (int i = 0; i < requests; i++)
            pattern.Add((await local.GetAsync("accounts/1")).Status == 418 ? 'X' : '.');
        return string.Concat(pattern);
    }
}
