namespace Outreach.Bulk.Package.Tests;

/// <summary>A folder where users' projects are, with a folder of restored packages of its own.</summary>
internal sealed class UsersFolder(string version)
{
    public static Dictionary<string, string> Quiet => new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
    };

    public string Root { get; } = Path.Combine(Path.GetTempPath(), $"outreach-bulk-{Guid.NewGuid():n}");

    public string At(string path) => Path.Combine(Root, path);

    public async Task<string> WriteAsync(string path, string text)
    {
        string file = At(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, text.Replace("$VERSION$", version, StringComparison.Ordinal));
        return file;
    }

    public async Task WriteAsync(string name, IReadOnlyDictionary<string, string> files)
    {
        foreach ((string path, string text) in files)
            await WriteAsync(Path.Combine(name, path), text);
    }

    /// <summary>What <c>dotnet</c> gets here: our packages come anew, all others from the machine's folder.</summary>
    public Dictionary<string, string> Variables => new(Quiet)
    {
        ["NUGET_PACKAGES"] = At("restored"),
        ["NUGET_FALLBACK_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
    };

    public Task<Command> DotnetAsync(string folder, params string[] arguments) =>
        Command.RunAsync("dotnet", At(folder), Variables, arguments);
}
