namespace Outreach.Bulk.Generator;

/// <summary>The names of the pipeline's steps, for the tests that prove what was not done again.</summary>
internal static class PipelineSteps
{
    public const string ClientDeclarations = nameof(ClientDeclarations);
    public const string Clients = nameof(Clients);
    public const string ClientNames = nameof(ClientNames);
    public const string Scopes = nameof(Scopes);
    public const string Files = nameof(Files);
    public const string Choice = nameof(Choice);
    public const string Description = nameof(Description);
    public const string SavedAnswerFiles = nameof(SavedAnswerFiles);
    public const string SavedAnswers = nameof(SavedAnswers);
    public const string CustomObjects = nameof(CustomObjects);
    public const string CustomFields = nameof(CustomFields);
    public const string Input = nameof(Input);
    public const string Diagnostics = nameof(Diagnostics);
    public const string ClientDiagnostics = nameof(ClientDiagnostics);
    public const string ActionUnits = nameof(ActionUnits);
    public const string ImportUnits = nameof(ImportUnits);
    public const string UpsertUnits = nameof(UpsertUnits);
    public const string FilterUnits = nameof(FilterUnits);
    public const string FieldUnits = nameof(FieldUnits);
    public const string GroupUnits = nameof(GroupUnits);
    public const string ChoiceUnits = nameof(ChoiceUnits);
    public const string CatalogOption = nameof(CatalogOption);
    public const string CatalogUnits = nameof(CatalogUnits);
    public const string ClientUnits = nameof(ClientUnits);
    public const string CsvHeaderFiles = nameof(CsvHeaderFiles);
    public const string CsvHeaders = nameof(CsvHeaders);
    public const string CsvHeaderModels = nameof(CsvHeaderModels);
    public const string CsvHeaderDiagnostics = nameof(CsvHeaderDiagnostics);
    public const string CsvHeaderUnits = nameof(CsvHeaderUnits);
    public const string CsvRows = nameof(CsvRows);
    public const string CsvRowDiagnostics = nameof(CsvRowDiagnostics);
    public const string CsvRowUnits = nameof(CsvRowUnits);

    /// <summary>Every step, in the order of the pipeline.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        ClientDeclarations, Clients, ClientNames, Scopes, Files, Choice, Description, SavedAnswerFiles, SavedAnswers, CustomObjects,
        CustomFields, Input, Diagnostics, ClientDiagnostics,
        ActionUnits, ImportUnits, UpsertUnits, FilterUnits, FieldUnits, GroupUnits, ChoiceUnits, ClientUnits,
        CsvHeaderFiles, CsvHeaders, CsvHeaderModels, CsvHeaderDiagnostics, CsvHeaderUnits,
        CsvRows, CsvRowDiagnostics, CsvRowUnits,
    ];
}
