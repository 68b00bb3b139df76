namespace Outreach.Bulk.Emulator.Records;

/// <summary>
/// The neighbours of accounts and prospects, present only as ids from 1 up: enough for an action to point at them,
/// or to fail on one that isn't there.
/// </summary>
internal static class ReferenceData
{
    public const long Users = 200;
    public const long Mailboxes = 200;
    public const long Sequences = 50;
    public const long Opportunities = 1_000;
    public const long Personas = 10;

    public static readonly string[] Stages =
        ["Cold", "Contacted", "Replied", "Interested", "Meeting Set", "Won", "Not Interested", "Do Not Contact"];

    public static bool Has(long id, long last) => id >= 1 && id <= last;
}
