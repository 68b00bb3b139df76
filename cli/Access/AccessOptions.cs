namespace Outreach.Bulk.Cli.Access;

/// <summary>What the command line says about whom to talk to.</summary>
internal sealed record AccessOptions
{
    public Uri? BaseAddress { get; init; }

    public string? TokenFile { get; init; }

    public string? Profile { get; init; }

    public string? Store { get; init; }

    /// <summary>The organisation's saved answers: a file, or a folder.</summary>
    public string? Types { get; init; }
}
