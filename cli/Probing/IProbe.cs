namespace Outreach.Bulk.Cli.Probing;

/// <summary>Something that settles a question which nobody published the answer to.</summary>
internal interface IProbe
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it settles.</summary>
    string Settles { get; }

    /// <summary>What it touches, and how it cleans up; null for one that only reads.</summary>
    string? Touches { get; }

    Task RunAsync(ProbeContext context, CancellationToken cancellationToken);
}
