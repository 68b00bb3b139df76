using System.Text;
using System.Text.RegularExpressions;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>From a plan to what failed, as words and as events.</summary>
public sealed class MainFlowTests : ToolTests
{
    private static readonly string[][] s_flow =
    [
        ["count", "accountAddTags", "--where", "id<=60"],
        ["plan", "accountAddTags", "--where", "id<=60", "--set", "tags=vip"],
        ["plan", "show", "plan.json"],
        ["apply", "plan.json"],
        ["apply", "plan.json", "--yes"],
        ["failures", "1"],
        ["items", "1", "--failed"],
        ["apply", "plan.json"],
    ];

    protected override EmulatorOptions Options => new() { Accounts = 200, Prospects = 10, FailIds = { [7] = "locked", [9] = "locked" } };

    [Fact]
    public async Task What_is_said_in_words() => TextVerifier.Verify(await RunAsync(json: false));

    [Fact]
    public async Task What_is_said_as_events()
    {
        string said = await RunAsync(json: true);
        TextVerifier.Verify(said);
    }

    private async Task<string> RunAsync(bool json)
    {
        StringBuilder text = new();
        foreach (string[] command in s_flow)
        {
            ToolRun run = await RunAsync(json ? [.. command, "--json"] : command);
            text.Append("$ outreach-bulk ").AppendJoin(' ', command).Append('\n').Append(run.Output);
            if (json)
                Assert.All(run.Events, each => Assert.NotNull(each.GetProperty("event").GetString()));
            else
                text.Append(string.Concat(run.Errors.Split('\n').SkipLast(1).Select(line => $"! {line}\n")));
            text.Append("[exit code ").Append(run.ExitCode).Append("]\n\n");
            Assert.NotEqual(ExitCode.Usage, run.ExitCode);
        }

        string steady = text.ToString().Replace(Emulator.BaseAddress.AbsoluteUri, "http://emulator/api/v2/", StringComparison.Ordinal);
        steady = Regex.Replace(steady, @"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?", "(time)");
        return Regex.Replace(steady, "[0-9a-f]{32,64}", "(hex)");
    }
}
