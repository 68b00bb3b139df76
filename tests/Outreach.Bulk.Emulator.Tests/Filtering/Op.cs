namespace Outreach.Bulk.Emulator.Tests.Filtering;

internal enum Op
{
    EqualTo,
    AnyOf,
    AtLeast,
    AtMost,
    Between,
    Null,
    NotNull,
}
