using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>Streams that cannot be written, text that would write lines of ours, and folders that cannot be made.</summary>
public sealed class StreamTests : ToolTests
{
    [Fact]
    public async Task That_nobody_can_read_what_happens_is_no_reason_to_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /dev/full.");
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--where", "id=1", "--set", "tags=a");
        Assert.Equal(ExitCode.Done, await ShellAsync("apply plan.json --yes 2>/dev/full"));
        Assert.Equal(ExitCode.Usage, await ShellAsync("apply 2>/dev/full"));
        Assert.Single(Emulator.PostedActions);
    }

    [Theory]
    [InlineData("2>&-")]
    [InlineData("0<&- 2>&-")]
    [InlineData("--json 2>&-")]
    public async Task A_standard_error_that_is_closed_is_no_reason_to_end_either(string closed)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--where", "id=1", "--set", "tags=a");
        Assert.Equal(ExitCode.Usage, await ShellAsync($"apply {closed}"));
        Assert.Equal(ExitCode.Refused, await ShellAsync($"apply plan.json {closed}"));
        Assert.Equal(ExitCode.Done, await ShellAsync($"apply plan.json --yes {closed}"));
        Assert.Single(Emulator.PostedActions);
    }

    [Fact]
    public async Task A_standard_output_that_is_closed_is_an_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        Assert.Equal(ExitCode.Error, await ShellAsync("actions 1>&-"));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("plan --help")]
    [InlineData("--version")]
    [InlineData("complete 14 'outreach-bulk '")]
    public async Task Help_that_nobody_can_read_is_an_error(string help)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /dev/full.");
        Assert.Equal(ExitCode.Error, await ShellAsync($"{help} >/dev/full"));
    }

    [Theory]
    [InlineData("actions", "accountAddTags")]
    [InlineData("help", "exit-codes")]
    [InlineData("completion", "bash")]
    public async Task The_last_event_is_the_result(params string[] arguments) =>
        Assert.Equal("result", (await ExpectAsync(ExitCode.Done, [.. arguments, "--json"])).Events[^1].GetProperty("event").GetString());

    [Fact]
    public async Task A_command_line_that_is_wrong_is_an_event_too()
    {
        ToolRun run = await ExpectAsync(ExitCode.Usage, "aply", "--json");
        Assert.Equal("error", Assert.Single(run.Events).GetProperty("event").GetString());
        Assert.Equal(ExitCode.Usage, run.Events[0].GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public void A_line_end_of_others_writes_no_line_of_ours()
    {
        using StringWriter output = new();
        new TextReport(output, output).Result(ExitCode.Failed, "Batch 1 failed: x\nBatch 1 completed\u001b[0m");
        Assert.Equal("Batch 1 failed: x\\u{a}Batch 1 completed\\u{1b}[0m\n", output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_batch_is_cancelled_and_watched_where_nothing_can_be_kept()
    {
        long id = await WaitingBatch.StartAsync(Emulator);
        Write("file");
        Tool.Variables["XDG_STATE_HOME"] = At("file/state");
        await ExpectAsync(ExitCode.Done, "cancel", $"{id}");
        await ExpectAsync(ExitCode.Canceled, "watch", $"{id}");
        await ExpectAsync(ExitCode.Done, "batches");
    }

    private async Task<int> ShellAsync(string arguments)
    {
        ToolProcess shell = new(Emulator, Tool.Home) { Executable = "/bin/sh" };
        return (await shell.RunAsync("-c", $"exec '{ToolProcess.Program}' {arguments}")).ExitCode;
    }
}
