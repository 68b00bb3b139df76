namespace Outreach.Bulk.Cli.Output;

/// <summary>What the exit code says. Each has one meaning, and none is one that shells and runtimes use themselves.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>An error; nothing was sent that acts.</summary>
    public const int Error = 1;

    /// <summary>The command line is wrong; nothing was sent.</summary>
    public const int Usage = 2;

    /// <summary>Done, but some records failed.</summary>
    public const int PartlyFailed = 3;

    /// <summary>No record matched, so nothing was done.</summary>
    public const int NothingMatched = 4;

    /// <summary>Refused before anything acted: a bound, a budget, a missing consent, a plan that cannot be used.</summary>
    public const int Refused = 5;

    /// <summary>The batch, import or job failed.</summary>
    public const int Failed = 6;

    /// <summary>Cancelled; what was done by then stays done.</summary>
    public const int Canceled = 7;

    /// <summary>Not known whether it acted. Do not run it again before you know.</summary>
    public const int Unknown = 8;

    /// <summary>The tool stopped watching; what runs goes on, or waits for its confirmation.</summary>
    public const int Detached = 75;

    /// <summary>The token is missing, refused, or may not do this.</summary>
    public const int NotAllowed = 77;

    /// <summary>Each code with its meaning, for help and documentation.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Done, "Done."),
        (Error, "An error. Nothing that changes data was sent."),
        (Usage, "The command line is wrong. Nothing was sent."),
        (PartlyFailed, "Done, but some records failed: outreach-bulk failures lists them."),
        (NothingMatched, "No record matched. Nothing was done."),
        (Refused, "Refused before anything acted: a bound, a budget, a missing consent, or a plan that cannot be used."),
        (Failed, "The batch, import or job failed."),
        (Canceled, "Cancelled. What was done by then stays done."),
        (Unknown, "It is not known whether it acted. Do not run it again before you know: docs/at-3-am.md."),
        (Detached, "The tool stopped watching. The operation continues, or waits for its confirmation: the last line says what to type."),
        (NotAllowed, "The token is missing, refused, or may not do this."),
    ];
}
