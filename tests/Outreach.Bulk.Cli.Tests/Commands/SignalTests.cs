using System.Diagnostics;
using System.Globalization;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>A terminal that closes and a system that shuts down let go of what runs, and leave it alone.</summary>
public sealed class SignalTests : SlowTests
{
    [Theory]
    [InlineData("HUP")]
    [InlineData("TERM")]
    public async Task A_signal_to_end_detaches_and_the_last_line_is_the_command_that_watches_again(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        await ExpectAsync(ExitCode.Done, "plan", "accountAddTags", "--where", "id<=80", "--set", "tags=vip");
        using Process apply = Tool.Start("apply", "plan.json", "--yes");
        while (await apply.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("batch 1 ", StringComparison.Ordinal))
                break;
        }

        using (Process kill = Process.Start("kill", [$"-{signal}", apply.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        string output = await apply.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await apply.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Detached, apply.ExitCode);
        Assert.Equal("Detached. Batch 1 goes on. Watch it again: outreach-bulk watch 1\n", output);
        Assert.NotEqual("canceled", Assert.Single(Emulator.PostedActions).State);
    }

    [Fact]
    public async Task The_second_interrupt_ends_the_tool_where_nobody_reads_what_it_writes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        string[] names = [.. Enumerable.Repeat("name", 50).SelectMany(name => (string[])["--show", name])];
        using Process sample = Tool.Start(["sample", "accountAddTags", "--everything", "--size", "200", "--json", .. names]);
        await sample.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        while (!sample.WaitForExit(TimeSpan.FromMilliseconds(100)))
        {
            using Process kill = Process.Start("kill", ["-INT", sample.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(ExitCode.Error, sample.ExitCode);
    }
}
