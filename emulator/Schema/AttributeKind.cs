namespace Outreach.Bulk.Emulator.Schema;

internal enum AttributeKind
{
    Text,
    Integer,
    Number,
    Boolean,
    Time,
    Date,
    List,

    /// <summary>A custom field: text, numbers as text, or what its administrators made it take.</summary>
    Custom,

    /// <summary>An attribute of a custom object, whose type nobody published.</summary>
    Any,
}
