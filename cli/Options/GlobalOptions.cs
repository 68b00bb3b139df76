using System.CommandLine;
using System.CommandLine.Invocation;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Options;

/// <summary>The options that every command takes.</summary>
internal sealed class GlobalOptions
{
    public Option<bool> Json { get; } = Recursive<bool>("--json", null, "Print events, one JSON object a line. It changes the output and "
        + "nothing else.");

    public Option<Uri?> BaseAddress { get; } = new("--base-address")
    {
        Description = "The API's address. Default: OUTREACH_BASE_ADDRESS, or the public API.",
        HelpName = "address",
        Recursive = true,
        CustomParser = Addresses.ParseBase,
    };

    public Option<string?> TokenFile { get; } = Recursive<string?>("--token-file", "file", "A file with the access token. Default: "
        + "OUTREACH_TOKEN.");

    public Option<string?> Profile { get; } = Recursive<string?>("--profile", "name", "A profile that token login made. Default: "
        + "OUTREACH_PROFILE.");

    public Option<string?> Store { get; } = Recursive<string?>("--store", "file", "The store of jobs, journal and budget: a file, or "
        + "\"Host=…;Database=…;Username=…\" for PostgreSQL. Default: OUTREACH_STORE, or a file of your own.");

    public Option<string?> Types { get; } = Recursive<string?>(
        "--types", "file", "The organisation's saved types and schema, or a folder of them: outreach-bulk types. Default: OUTREACH_TYPES.");

    public void AddTo(Command root, CommandLineAction help)
    {
        root.Options.Add(Json);
        root.Options.Add(BaseAddress);
        root.Options.Add(TokenFile);
        root.Options.Add(Profile);
        root.Options.Add(Store);
        root.Options.Add(Types);
        root.Options.Add(new Option<bool>("--help", "-h")
        {
            Description = "Show help and usage information.",
            Recursive = true,
            Arity = ArgumentArity.Zero,
            Action = help,
        });
        root.Options.Add(new Option<bool>("--version")
        {
            Description = "Show version information.",
            Arity = ArgumentArity.Zero,
            Action = new VersionAction(),
        });
    }

    public AccessOptions Read(ParseResult given) => new()
    {
        BaseAddress = given.GetValue(BaseAddress),
        TokenFile = given.GetValue(TokenFile),
        Profile = given.GetValue(Profile)
            ?? (Environment.GetEnvironmentVariable("OUTREACH_PROFILE") is { Length: > 0 } profile ? profile : null),
        Store = given.GetValue(Store),
        Types = given.GetValue(Types),
    };

    private static Option<T> Recursive<T>(string name, string? value, string description) =>
        new(name) { Description = description, HelpName = value, Recursive = true };

    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(ToolVersion.Text);
            return ExitCode.Done;
        }
    }
}
