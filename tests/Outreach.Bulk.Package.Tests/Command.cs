using System.Diagnostics;

namespace Outreach.Bulk.Package.Tests;

/// <summary>A program that was run to its end.</summary>
internal sealed record Command(int ExitCode, string Output)
{
    public static async Task<Command> RunAsync(
        string program, string directory, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the test host's own build and the SDK set for their children must not reach a user's build.
        foreach (string name in start.Environment.Keys.Where(IsOfTheHost).ToArray())
            start.Environment.Remove(name);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output + await errors);
    }

    private static bool IsOfTheHost(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase)
        || name is "CI";
}
