using System.Text;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>An emulator and a home of its own for each test, and the tool between them.</summary>
public abstract class ToolTests : IAsyncLifetime
{
    private readonly string _home = Directory.CreateTempSubdirectory("outreach-tool-").FullName;

    protected virtual EmulatorOptions Options => new() { Accounts = 200, Prospects = 10 };

    internal OutreachEmulator Emulator { get; private set; } = null!;

    internal ToolProcess Tool { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Emulator = await OutreachEmulator.StartAsync(Options);
        Tool = new(Emulator, _home);
    }

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        Directory.Delete(_home, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs the tool. No message of it names a member of the library, which nobody can call from a prompt.</summary>
    internal async Task<ToolRun> RunAsync(params string[] arguments) => Checked(await Tool.RunAsync(arguments));

    internal async Task<ToolRun> RunWithInputAsync(string input, params string[] arguments) =>
        Checked(await Tool.RunWithInputAsync(Encoding.UTF8.GetBytes(input), arguments));

    /// <summary>Runs the tool, which must end with an exit code.</summary>
    internal async Task<ToolRun> ExpectAsync(int exitCode, params string[] arguments)
    {
        ToolRun run = await RunAsync(arguments);
        Assert.True(run.ExitCode == exitCode, $"Not {exitCode}, but {run}");
        return run;
    }

    internal string At(string name) => Path.Combine(_home, name);

    internal string Read(string name) => File.ReadAllText(At(name)).ReplaceLineEndings("\n");

    internal void Write(string name, params string[] lines) =>
        File.WriteAllText(At(name), string.Concat(lines.Select(line => line + "\n")));

    internal static ToolRun Checked(ToolRun run)
    {
        string said = run.Output + run.Errors;
        Assert.DoesNotMatch(@"\b[A-Z]\w+Async\b", NotTheCatalog(said));
        Assert.DoesNotMatch(@"\b\w+Options\.\w+", said);
        return run;
    }

    // An action's page says which method it is in C#.
    private static string NotTheCatalog(string said) =>
        string.Join('\n', said.Split('\n').Where(line => !line.StartsWith("In C#", StringComparison.Ordinal)));
}
