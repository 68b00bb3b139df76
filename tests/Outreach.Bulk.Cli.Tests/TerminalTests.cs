using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>What a person sees: bars, prompts, Ctrl-C once and twice, and a narrow window.</summary>
public sealed class TerminalTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("outreach-terminal-").FullName;

    public TerminalTests() => Assert.SkipUnless(TerminalScreen.IsAvailable, "tmux is not installed");

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task A_plan_is_asked_for_shown_with_a_bar_and_let_go_by_the_first_interrupt()
    {
        await using OutreachEmulator emulator = await StartAsync();
        ToolProcess tool = await PlannedAsync(emulator, "accountAddTags", "--set", "tags=vip");
        await using TerminalScreen screen = await TerminalScreen.StartAsync(tool, 110, "apply plan.json");
        string asked = await screen.UntilAsync("Go on? [y/N]");
        Assert.Contains("accountAddTags: 500 records", asked);
        Assert.Contains(emulator.BaseAddress.AbsoluteUri, asked);
        Assert.Empty(emulator.PostedActions);

        await screen.PressAsync("y", "Enter");
        string bar = await screen.UntilAsync("━");
        Assert.Contains("of 500", bar);
        await screen.UntilAsync("left");
        await screen.PressAsync("C-c");
        string detached = await screen.UntilAsync("[exit code 75]");
        Assert.Contains("Detached. Batch 1 goes on. Watch it again: outreach-bulk watch 1", detached);
        Assert.NotEqual("canceled", Assert.Single(emulator.PostedActions).State);
    }

    [Fact]
    public async Task Who_does_not_agree_sends_nothing()
    {
        await using OutreachEmulator emulator = await StartAsync();
        ToolProcess tool = await PlannedAsync(emulator, "accountAddTags", "--set", "tags=vip");
        await using TerminalScreen screen = await TerminalScreen.StartAsync(tool, 110, "apply plan.json");
        await screen.UntilAsync("Go on? [y/N]");
        await screen.PressAsync("Enter");
        await screen.UntilAsync("[exit code 5]");
        Assert.Empty(emulator.PostedActions);
    }

    [Theory]
    [InlineData("accountAddTags", "--set tags=vip", "Go on? [y/N]")]
    [InlineData("accountsDestroyAll", "", "Type the number to go on:")]
    public async Task Who_is_asked_and_interrupts_sends_nothing(string action, string more, string asked)
    {
        await using OutreachEmulator emulator = await StartAsync();
        ToolProcess tool = await PlannedAsync(emulator, action, more.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        await using TerminalScreen screen = await TerminalScreen.StartAsync(tool, 110, "apply plan.json");
        await screen.UntilAsync(asked);
        await screen.PressAsync("C-c");
        string ended = await screen.UntilAsync("[exit code 5]");
        Assert.Contains("Interrupted. Nobody agreed, and nothing was sent.", ended);
        Assert.Empty(emulator.PostedActions);
    }

    [Fact]
    public async Task Who_interrupts_at_the_question_of_a_script_gets_the_event_that_ends_every_run()
    {
        await using OutreachEmulator emulator = await StartAsync();
        ToolProcess tool = await PlannedAsync(emulator, "accountAddTags", "--set", "tags=vip");
        await using TerminalScreen screen = await TerminalScreen.StartAsync(tool, 110, "apply plan.json --json > events");
        await screen.UntilAsync("Go on? [y/N]");
        await screen.PressAsync("C-c");
        await screen.UntilAsync("[exit code 5]");
        Assert.Equal(
            """{"event":"result","exitCode":5,"message":"Interrupted. Nobody agreed, and nothing was sent."}""", LastLine("events"));
    }

    [Theory]
    [InlineData("500", "[exit code 75]")]
    [InlineData("5000", "[exit code 5]")]
    [InlineData("y", "[exit code 5]")]
    public async Task An_action_that_destroys_wants_the_count_typed(string typed, string end)
    {
        await using OutreachEmulator emulator = await StartAsync();
        ToolProcess tool = await PlannedAsync(emulator, "accountsDestroyAll");
        await using TerminalScreen screen = await TerminalScreen.StartAsync(tool, 110, "apply plan.json --yes --timeout 00:00:02");
        await screen.UntilAsync("Type the number to go on:");
        await screen.PressAsync(typed, "Enter");
        await screen.UntilAsync(end);
        Assert.Equal(typed == "500" ? 1 : 0, emulator.PostedActions.Count);
    }

    [Fact]
    public async Task The_second_interrupt_ends_the_tool_at_once_and_says_what_goes_on()
    {
        await using OutreachEmulator emulator = await StartAsync();
        ToolProcess tool = await PlannedAsync(emulator, "accountAddTags", "--set", "tags=vip");
        using TaskCompletionSourceHold hold = new();
        emulator.Faults.Add(new() { Method = HttpMethod.Post, Path = path => path.Contains("/actions/accountAddTags", StringComparison.Ordinal) }, EmulatorFault.Hold(hold.Task));
        await using TerminalScreen screen = await TerminalScreen.StartAsync(tool, 110, "apply plan.json --yes --json > events");
        await screen.UntilAsync("accountAddTags: 500 records");
        while (!emulator.Requests.Any(request => request.PathAndQuery.Contains("/actions/accountAddTags", StringComparison.Ordinal)))
            await Task.Delay(50, TestContext.Current.CancellationToken);
        await screen.PressAsync("C-c");
        await screen.UntilAsync("Ctrl-C again ends the tool at once");
        await screen.PressAsync("C-c");
        string ended = await screen.UntilAsync("[exit code 8]");
        Assert.Contains("Ended at once. The request was on its way", ended.ReplaceLineEndings(""));
        Assert.StartsWith(
            """{"event":"result","exitCode":8,"message":"Ended at once. The request was on its way""", LastLine("events"));
    }

    [Fact]
    public async Task Forty_columns_are_enough()
    {
        await using OutreachEmulator emulator = await StartAsync();
        ToolProcess tool = await PlannedAsync(emulator, "accountAddTags", "--set", "tags=vip");
        await using TerminalScreen screen = await TerminalScreen.StartAsync(tool, 40, "apply plan.json --yes");
        string shown = await screen.UntilAsync("running");
        Assert.Contains(shown.Split('\n'), line => line.Contains("running", StringComparison.Ordinal) && line.TrimEnd().EndsWith('%'));
        await screen.PressAsync("C-c");
        await screen.UntilAsync("[exit code 75]");
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public async Task Where_nothing_may_move_there_is_one_line_per_change(string variable, string value)
    {
        await using OutreachEmulator emulator = await StartAsync();
        ToolProcess tool = await PlannedAsync(emulator, "accountAddTags", "--set", "tags=vip");
        tool.Variables[variable] = value;
        await using TerminalScreen screen = await TerminalScreen.StartAsync(tool, 110, "apply plan.json --yes");
        string shown = await screen.UntilAsync("batch 1 running");
        Assert.DoesNotContain("━", shown);
        await screen.PressAsync("C-c");
        await screen.UntilAsync("[exit code 75]");
    }

    private string LastLine(string file) => File.ReadLines(Path.Combine(_home, file)).LastOrDefault("");

    private static Task<OutreachEmulator> StartAsync() =>
        OutreachEmulator.StartAsync(new() { Accounts = 500, Prospects = 10, ItemsPerSecond = 20 });

    private async Task<ToolProcess> PlannedAsync(OutreachEmulator emulator, string action, params string[] more)
    {
        ToolProcess tool = new(emulator, _home);
        ToolRun run = await tool.RunAsync(["plan", action, "--everything", .. more]);
        Assert.True(run.ExitCode == 0, run.ToString());
        return tool;
    }

    private sealed class TaskCompletionSourceHold : IDisposable
    {
        private readonly TaskCompletionSource _source = new();

        public Task Task => _source.Task;

        public void Dispose() => _source.TrySetResult();
    }
}
