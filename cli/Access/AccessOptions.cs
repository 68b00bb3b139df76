namespace Outreach.Bulk.Cli.Access;

/// <summary>What the command line says about whom to talk to.</summary>
internal sealed record AccessOptions
{
    public Uri? BaseAddress { get; init; }

    public string? TokenFile { get; init; }

    public string? Profile { get; init; }

    public string? Store { get; init; }
}
