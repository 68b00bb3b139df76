namespace Outreach.Bulk.Generator.Identifiers;

/// <summary>
/// Names that generated members cannot have, because C# or the runtime's base types have them. Such a member is called
/// <c>…Value</c> in every type it appears in; such a group <c>…Group</c>; such a method <c>…ActionAsync</c>.
/// </summary>
internal static class ReservedNames
{
    private static readonly HashSet<string> s_members = new(StringComparer.Ordinal)
    {
        // object, and what every record has
        "Clone", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "PrintMembers",
        "ReferenceEquals", "ToString",

        // filters
        "Everything", "GetClause", "GetRelated", "Id", "Item", "SelectsEverything", "SetClause", "SetRelated",

        // actionParams
        "Confirm", "Consent", "Filter", "GetFilter", "GetParameter", "Label", "OnUnknownOutcome", "SetFilter", "SetParameter",
        "SkipConfirmation",

        // records of custom objects
        "RecordType", "ToUpsertRecord",

        // attributes
        "Get", "GetChoice", "GetField", "GetList", "GetListChoice", "GetListField", "ListOf", "Set", "SetChoice", "SetField", "SetList",
        "SetListChoice", "SetListField",
    };

    // What a client has beside its groups.
    private static readonly HashSet<string> s_groups = new(StringComparer.Ordinal)
    {
        "Batches", "Connection", "Create", "Equals", "Finalize", "GetHashCode", "GetType", "Imports", "MemberwiseClone",
        "ReferenceEquals", "ToString",
    };

    // What a group has beside its actions, without Async.
    private static readonly HashSet<string> s_methods = new(StringComparer.Ordinal) { "Count", "Sample" };

    public static bool IsMember(string name) => s_members.Contains(name);

    public static bool IsGroup(string name) => s_groups.Contains(name);

    /// <summary>The name of an action's method without <c>Async</c>, or what it is called where a group has it.</summary>
    public static string Method(string stem) => s_methods.Contains(stem) ? stem + "Action" : stem;
}
