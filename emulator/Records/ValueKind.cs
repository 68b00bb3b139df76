namespace Outreach.Bulk.Emulator.Records;

internal enum ValueKind
{
    Text,
    Integer,
    Number,
    Boolean,
    Time,
    Date,
    List,

    /// <summary>An attribute of a custom object, whose type nobody published.</summary>
    Any,
}
