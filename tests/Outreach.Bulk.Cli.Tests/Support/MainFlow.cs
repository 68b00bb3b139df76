using System.Text;
using System.Text.RegularExpressions;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>The main flow, which every build of the tool goes through with the same words.</summary>
internal static class MainFlow
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

    public static EmulatorOptions Options => new() { Accounts = 200, Prospects = 10, FailIds = { [7] = "locked", [9] = "locked" } };

    /// <returns>What was typed and said, without times and hashes.</returns>
    public static async Task<string> RunAsync(OutreachEmulator emulator, Func<string[], Task<ToolRun>> runAsync, bool json)
    {
        StringBuilder text = new();
        foreach (string[] command in s_flow)
        {
            ToolRun run = await runAsync(json ? [.. command, "--json"] : command);
            text.Append("$ outreach-bulk ").AppendJoin(' ', command).Append('\n').Append(run.Output);
            if (json)
                Assert.All(run.Events, each => Assert.NotNull(each.GetProperty("event").GetString()));
            else
                text.Append(string.Concat(run.Errors.Split('\n').SkipLast(1).Select(line => $"! {line}\n")));
            text.Append("[exit code ").Append(run.ExitCode).Append("]\n\n");
            Assert.NotEqual(ExitCode.Usage, run.ExitCode);
        }

        string steady = text.ToString().Replace(emulator.BaseAddress.AbsoluteUri, "http://emulator/api/v2/", StringComparison.Ordinal);
        steady = Regex.Replace(steady, @"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?", "(time)");
        return Regex.Replace(steady, "[0-9a-f]{32,64}", "(hex)");
    }
}
