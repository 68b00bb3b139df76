namespace Outreach.Bulk.Cli.Applying;

/// <summary>What becomes of records that exist, in words.</summary>
internal static class DupeWords
{
    public static string Of(DupeMethod method) => method.Value switch
    {
        "skip" => "records that exist stay as they are",
        "missing" => "of records that exist only empty fields are filled",
        "overwrite" => "records that exist are overwritten",
        "overwriteNoCreate" => "records that exist are overwritten, and none are created",
        var other => $"of records that exist: {other}",
    };
}
