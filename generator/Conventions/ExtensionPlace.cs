namespace Outreach.Bulk.Generator.Conventions;

/// <summary>Where extensions stand, as <c>spec/README.md</c> has it. A part may be several at once, by references to it.</summary>
[Flags]
internal enum ExtensionPlace
{
    /// <summary>A part that is not read, of which it is not known what it would be.</summary>
    Unknown = 0,

    Document = 1,
    Operation = 1 << 1,
    BulkAction = 1 << 2,
    Parameter = 1 << 3,
    BodyAttributes = 1 << 4,
    Attribute = 1 << 5,
    Items = 1 << 6,
    Relationship = 1 << 7,
    Model = 1 << 8,

    /// <summary>A part that no extension says anything about.</summary>
    Other = 1 << 9,

    Anywhere = (1 << 10) - 1,
}
