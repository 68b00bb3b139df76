using System.Diagnostics;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>The tool in a pseudo-terminal, as tmux gives one: what is on the screen, and keys.</summary>
internal sealed class TerminalScreen : IAsyncDisposable
{
    private readonly string _socket = $"outreach-{Guid.NewGuid():N}";

    private TerminalScreen()
    {
    }

    public static bool IsAvailable { get; } = !OperatingSystem.IsWindows()
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "tmux")));

    /// <summary>Starts a command line of the tool on a screen of a size.</summary>
    public static async Task<TerminalScreen> StartAsync(ToolProcess tool, int width, string arguments)
    {
        TerminalScreen screen = new();
        string variables = string.Join(" ", tool.Variables.Where(each => each.Value is not null).Select(each => $"{each.Key}='{each.Value}'"));
        await screen.TmuxAsync(
            "-f", "/dev/null", "new-session", "-d", "-x", $"{width}", "-y", "30", "-c", tool.Home,
            $"{variables} '{ToolProcess.Program}' {arguments}; echo \"[exit code $?]\"; exec sleep 600");
        return screen;
    }

    /// <summary>What the screen shows, once it shows a text.</summary>
    public async Task<string> UntilAsync(string text)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            string shown = await TmuxAsync("capture-pane", "-p");
            if (shown.Contains(text, StringComparison.Ordinal))
                return shown;
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(1), $"\"{text}\" never came. The screen:\n{shown}");
            await Task.Delay(50);
        }
    }

    public Task PressAsync(params string[] keys) => TmuxAsync(["send-keys", .. keys]);

    public async ValueTask DisposeAsync() => await TmuxAsync("kill-server");

    private async Task<string> TmuxAsync(params string[] arguments)
    {
        ProcessStartInfo start = new("tmux", ["-L", _socket, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return output;
    }
}
