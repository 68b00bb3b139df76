namespace Outreach.Bulk.Calls;

/// <summary>The words of a written call. What they mean never changes within a version.</summary>
internal static class BulkCallFormat
{
    public const int Version = 3;

    /// <summary>The version of calls that say nothing that came with a later one, so that an older reader takes them.</summary>
    public const int FirstVersion = 1;

    /// <summary>The first version of calls that may have a label.</summary>
    public const int LabelVersion = 2;

    /// <summary>The first version of calls that may name the collection of their records.</summary>
    public const int CollectionVersion = 3;

    /// <summary>How deep a call nests at most: as deep as a request can.</summary>
    public const int MaxDepth = 64;

    /// <summary>What the path of each bulk action begins with.</summary>
    public const string ActionsPath = "batches/actions/";

    public const string VersionMember = "bulkCall";
    public const string Action = "action";
    public const string Name = "name";
    public const string Path = "path";
    public const string Effect = "effect";
    public const string Collection = "collection";
    public const string Filter = "filter";
    public const string Everything = "everything";
    public const string Parameters = "parameters";
    public const string Confirm = "confirm";
    public const string Always = "always";
    public const string Consent = "consent";
    public const string AtLeast = "atLeast";
    public const string AtMost = "atMost";
    public const string SkipConfirmation = "skipConfirmation";
    public const string OnUnknownOutcome = "onUnknownOutcome";
    public const string SearchFor = "searchFor";
    public const string ResendAfter = "resendAfter";
    public const string Label = "label";
    public const string Attributes = "attributes";
    public const string Modify = "modify";

    // What the action does to records.
    public const string Edit = "Edit";
    public const string Destroy = "Destroy";
    public const string Outbound = "Outbound";

    // What a clause asks.
    public const string Is = "is";
    public const string AnyOf = "anyOf";
    public const string Null = "null";
    public const string NotNull = "notNull";
    public const string Related = "related";

    // Values that JSON has no type of its own for.
    public const string Clear = "clear";
    public const string Number = "number";
    public const string Decimal = "decimal";
    public const string Instant = "instant";
    public const string LocalTime = "localTime";
    public const string Date = "date";
    public const string Json = "json";
}
