using System.Diagnostics;
using System.Text.RegularExpressions;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>What the pages say to type is typed, in a shell, and does what they say.</summary>
public sealed partial class DocumentedCommandTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("outreach-documented-").FullName;

    public DocumentedCommandTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");

    public static TheoryData<string> Cases =>
    [
        .. Sections("docs/at-3-am.md").Select(section => section.Title).Where(title => title.Length > 0),
    ];

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task The_transcript_of_a_bulk_change_can_be_repeated()
    {
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(new() { FailIds = { [43] = "locked", [70] = "locked" } });
        string[] commands = [.. Commands(Sections("docs/command-line.md").Single(section => section.Title.StartsWith("A bulk change", StringComparison.Ordinal)).Text)
            .Where(command => command.StartsWith("outreach-bulk", StringComparison.Ordinal))];
        Assert.True(commands.Length >= 7);
        List<string> said = [];
        foreach (string command in commands)
        {
            // Where the page has a person answer, --yes does.
            (int exitCode, string output) = await ShellAsync(emulator, command.Contains(" apply ", StringComparison.Ordinal) ? $"{command} --yes" : command);
            Assert.True(exitCode is 0 or 3, $"{command}\n{output}");
            said.Add(output);
        }

        Assert.Contains(said, output => output.Contains("467 records match.", StringComparison.Ordinal));
        Assert.Contains(said, output => output.Contains("Batch 1 completed with failures: 467 of 467 records tried, 2 failed.", StringComparison.Ordinal));
        Assert.Contains("43,locked", File.ReadAllText(Path.Combine(_home, "failed.csv")));
        Assert.Contains("Batch 2", said[^1]);
        Assert.Contains("2 of 2 records tried", said[^1]);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_to_type_at_three_in_the_morning_works(string title)
    {
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(
            new() { Accounts = 6_000, ItemsPerSecond = 20_000, FailIds = { [43] = "locked" } });
        await ShellAsync(emulator, "outreach-bulk plan accountAddTags --where owner.id=3 --set tags=vip -o plan.json");
        await ShellAsync(emulator, "outreach-bulk apply plan.json --yes");
        string section = Sections("docs/at-3-am.md").Single(section => section.Title == title).Text;
        int ran = 0;
        foreach (string command in Commands(section))
        {
            long batch = await WaitingAsync(emulator);
            string typed = Regex.Replace(command, @"\b1234\b", command.Contains("failures", StringComparison.Ordinal) ? "1" : $"{batch}")
                .Replace("5000", "5990", StringComparison.Ordinal);
            if (command.Contains('…', StringComparison.Ordinal))
                continue;
            ran++;
            string timed = typed.StartsWith("outreach-bulk watch", StringComparison.Ordinal) ? $"{typed} --timeout 00:00:01" : typed;
            (int exitCode, string output) = await ShellAsync(emulator, timed);
            Assert.True(exitCode is 0 or 3 or 75, $"{timed} ended with {exitCode}:\n{output}");
            Assert.DoesNotContain("\"errors\"", output);
        }

        Assert.True(ran > 0, title);
    }

    // A batch of 5,990 accounts that waits for its confirmation.
    private static async Task<long> WaitingAsync(OutreachEmulator emulator)
    {
        using OutreachBulkConnection connection = OutreachBulkConnection.Create(
            new() { BaseAddress = emulator.BaseAddress, AccessToken = (_, _) => new(emulator.AccessToken) });
        BatchOperation batch = await new BatchCollection(connection).StartAsync(BulkCall.FromJson(
            """
            {"bulkCall": 1, "action": {"name": "accountAddTags", "path": "batches/actions/accountAddTags", "effect": "Edit"},
             "filter": {"id": {"atLeast": 11}}, "attributes": {"tags": ["a"]}}
            """));
        return batch.Id;
    }

    private async Task<(int ExitCode, string Output)> ShellAsync(OutreachEmulator emulator, string command)
    {
        ToolProcess tool = new(emulator, _home);
        ProcessStartInfo start = new("bash", ["-c", $"{Prelude}\n{command}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = _home,
        };
        foreach ((string name, string? value) in tool.Variables)
            start.Environment[name] = value;
        start.Environment["PATH"] = $"{Path.GetDirectoryName(ToolProcess.Program)}:{Environment.GetEnvironmentVariable("PATH")}";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    // What the page for the morning defines for curl.
    private static string Prelude => Sections("docs/at-3-am.md")[0].Text.Split('\n').Single(line => line.StartsWith("api()", StringComparison.Ordinal));

    private static IEnumerable<string> Commands(string text) => CodeBlocks().Matches(text)
        .SelectMany(block => block.Groups[1].Value.Split('\n'))
        .Where(line => line.StartsWith("outreach-bulk", StringComparison.Ordinal) || line.StartsWith("api ", StringComparison.Ordinal))
        .Select(line => Regex.Replace(line, " +# .*$", ""));

    private static (string Title, string Text)[] Sections(string page)
    {
        string text = File.ReadAllText(Path.Combine(ToolProcess.Repository, page));
        string[] parts = Regex.Split(text, "^## ", RegexOptions.Multiline);
        return [("", parts[0]), .. parts.Skip(1).Select(part => (part.Split('\n')[0], part))];
    }

    [GeneratedRegex("^```\\w*\\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlocks();
}
