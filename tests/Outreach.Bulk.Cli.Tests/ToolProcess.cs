using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>The tool as its users run it: a process, redirected, with a home of its own.</summary>
internal sealed class ToolProcess(OutreachEmulator emulator, string home)
{
    public static string Repository { get; } = Metadata("Repository");

    /// <summary>What the tests run: the tool as it was built for them, or natively compiled where OUTREACH_BULK_TOOL says "native".</summary>
    public static string Program => NativeTool.IsWanted ? NativeTool.Published.Result.Path : Built;

    public static string Built { get; } = Path.Combine(
        Metadata("ToolFolder"), OperatingSystem.IsWindows() ? "outreach-bulk.exe" : "outreach-bulk");

    public string Home => home;

    /// <summary>Whether this machine has a program.</summary>
    public static bool HasProgram(string name) => !OperatingSystem.IsWindows()
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, name)));

    /// <summary>What is run.</summary>
    public string Executable { get; init; } = Program;

    public Dictionary<string, string?> Variables { get; } = new()
    {
        ["OUTREACH_TOKEN"] = emulator.AccessToken,
        ["OUTREACH_BASE_ADDRESS"] = emulator.BaseAddress.AbsoluteUri,
        ["XDG_STATE_HOME"] = Path.Combine(home, "state"),
        ["XDG_CONFIG_HOME"] = Path.Combine(home, "config"),
    };

    private static string Metadata(string key) =>
        typeof(ToolProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == key).Value!;

    /// <summary>Runs a command to its end.</summary>
    public Task<ToolRun> RunAsync(params string[] arguments) => RunWithInputAsync(ReadOnlyMemory<byte>.Empty, arguments);

    /// <summary>Runs a command to its end, with something on its standard input.</summary>
    public async Task<ToolRun> RunWithInputAsync(ReadOnlyMemory<byte> input, params string[] arguments)
    {
        using Process process = Start(arguments);
        await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();

        // A process that was ended in the middle of a step is followed when its lease has passed.
        using CancellationTokenSource tooLong = new(TimeSpan.FromMinutes(5));
        await process.WaitForExitAsync(tooLong.Token);
        return new(process.ExitCode, await output, await errors);
    }

    public Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new(Executable, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = home,
        };
        foreach ((string name, string? value) in Variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}

/// <summary>What a run of the tool left.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Errors)
{
    /// <summary>The events of <c>--json</c>: each line one, and nothing else.</summary>
    public JsonElement[] Events => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";
}
