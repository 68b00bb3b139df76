namespace Outreach.Bulk.Attributes;

internal enum AttributeAssignment
{
    Unassigned = 0,
    Value = 1,
    Cleared = 2,
}

internal static class AttributeAssignments
{
    public static string Describe(AttributeAssignment assignment) => assignment switch
    {
        AttributeAssignment.Value => "(value)",
        AttributeAssignment.Cleared => "(clear)",
        _ => "(unassigned)",
    };
}
