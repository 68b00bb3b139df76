namespace Outreach.Bulk.Generator;

/// <summary>
/// The ids of all rules. 1xx: the description. 2xx: the client class. 3xx: calls. 4xx: CSV files and their mappings.
/// An id is never given to another rule.
/// </summary>
internal static class DiagnosticIds
{
    public const string UnreadableDescription = "OB101";
    public const string EmptyDescription = "OB102";
    public const string NoBulkActions = "OB103";
    public const string SeveralDescriptions = "OB104";
    public const string MissingDescription = "OB105";
    public const string UnknownPrefix = "OB106";
    public const string NameCollision = "OB107";
    public const string NoIdentifier = "OB108";
    public const string UnknownModel = "OB109";
    public const string NumberCollision = "OB110";
    public const string UnsupportedVersion = "OB111";
    public const string BrokenReference = "OB112";
    public const string ExternalReference = "OB113";
    public const string CyclicReference = "OB114";
    public const string UnsupportedShape = "OB115";
    public const string LimitExceeded = "OB116";
    public const string NothingGenerated = "OB117";
    public const string ImportWithoutModel = "OB118";

    public const string ClientNotPartial = "OB201";
    public const string ClientNested = "OB202";
    public const string ClientGeneric = "OB203";
    public const string ClientNotOrdinary = "OB204";
    public const string ClientNameTaken = "OB205";
    public const string ClientNamespaceShared = "OB206";

    public const string EmptyFilter = "OB301";
    public const string MaybeEmptyClause = "OB302";
    public const string DestroysEverything = "OB303";
    public const string DestroysUnconfirmed = "OB304";
    public const string SendsUnconfirmed = "OB305";
    public const string StartNotAwaited = "OB306";
    public const string OperationDropped = "OB307";
    public const string OutcomeUnseen = "OB308";
    public const string WaitWithoutPolicy = "OB309";
    public const string TooManyIds = "OB310";
    public const string ShiftingSet = "OB311";
    public const string ConsentIsNoCount = "OB312";

    public const string ReadOnlyFieldMapped = "OB421";
    public const string FieldMappedTwice = "OB422";
    public const string HeaderMappedTwice = "OB423";
    public const string OverwriteWithoutKey = "OB424";
    public const string UncheckedFieldKnown = "OB425";
}
