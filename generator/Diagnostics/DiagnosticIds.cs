namespace Outreach.Bulk.Generator.Diagnostics;

/// <summary>
/// The ids of all rules. 1xx: the description and its overlays. 2xx: the client class. 3xx: calls. 40x and 43x: CSV files. 41x: row
/// types. 42x: mappings. 5xx: an organisation's custom fields. 9xx are those of the package's MSBuild files. An id is never given to
/// another rule: OB117, OB409 and OB510 were some.
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
    public const string ImportWithoutModel = "OB118";

    public const string DescribedPlace = "OB119";

    public const string NearMiss = "OB125";
    public const string NoBadges = "OB126";

    public const string UnreadableOverlay = "OB131";
    public const string UnmatchedOverlayEntry = "OB132";
    public const string OverlayEntryWithoutReason = "OB133";
    public const string UnsupportedOverlayEntry = "OB134";

    public const string ClientNotPartial = "OB201";
    public const string ClientNested = "OB202";
    public const string ClientGeneric = "OB203";
    public const string ClientNotOrdinary = "OB204";
    public const string ClientNameTaken = "OB205";
    public const string ClientNamespaceShared = "OB206";
    public const string ClientMemberTaken = "OB207";

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
    public const string TaskNotAwaited = "OB313";
    public const string StartDiscarded = "OB314";
    public const string EmptyAttribute = "OB315";
    public const string ExactInstant = "OB316";
    public const string OutboundOnEverything = "OB317";
    public const string StartedAgain = "OB318";

    public const string UnreadableCsvHeader = "OB401";
    public const string DuplicateCsvHeader = "OB402";
    public const string BlankCsvHeader = "OB403";
    public const string StrayBlanks = "OB404";
    public const string GluedMark = "OB405";
    public const string CsvHeaderLeftOut = "OB406";
    public const string CsvFileWithoutName = "OB407";
    public const string UnknownCsvModel = "OB408";

    public const string RowNotPartial = "OB411";
    public const string RowNotOrdinary = "OB412";
    public const string RowWithoutImport = "OB413";
    public const string RowPropertyWithoutField = "OB414";
    public const string RowFieldNotNamed = "OB415";
    public const string RowPropertyType = "OB416";
    public const string RowFieldReadOnly = "OB417";
    public const string RowFieldTwice = "OB418";
    public const string RowPropertyUnreadable = "OB419";

    public const string ReadOnlyFieldMapped = "OB421";
    public const string FieldMappedTwice = "OB422";
    public const string CsvHeaderMappedTwice = "OB423";
    public const string OverwriteWithoutKey = "OB424";
    public const string UncheckedFieldKnown = "OB425";
    public const string ColumnUnmapped = "OB426";

    public const string OtherCsvSeparator = "OB431";
    public const string CsvSeparatorLine = "OB432";
    public const string UnseenHeaderCharacters = "OB433";

    public const string UnreadableSavedAnswer = "OB501";
    public const string UnsupportedAnswerShape = "OB502";
    public const string UnknownFieldType = "OB503";
    public const string LabelTaken = "OB504";
    public const string LabelUnreadable = "OB505";
    public const string OptionLeftOut = "OB506";
    public const string UnknownCustomField = "OB507";
    public const string LabelChanged = "OB508";
    public const string SeveralSavedAnswers = "OB509";
    public const string NoCustomObjects = "OB511";
    public const string CustomObjectMissing = "OB512";
    public const string CustomObjectName = "OB513";
    public const string UnknownCustomFieldsChoice = "OB514";
}
