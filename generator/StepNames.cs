namespace Outreach.Bulk.Generator;

/// <summary>The names of the pipeline's steps, for the tests that prove what was not done again.</summary>
internal static class StepNames
{
    public const string Clients = nameof(Clients);
    public const string Scopes = nameof(Scopes);
    public const string Files = nameof(Files);
    public const string Choice = nameof(Choice);
    public const string Description = nameof(Description);
    public const string Model = nameof(Model);
    public const string Diagnostics = nameof(Diagnostics);
    public const string ActionUnits = nameof(ActionUnits);
    public const string ImportUnits = nameof(ImportUnits);
    public const string UpsertUnits = nameof(UpsertUnits);
    public const string FilterUnits = nameof(FilterUnits);
    public const string FieldUnits = nameof(FieldUnits);
    public const string GroupUnits = nameof(GroupUnits);
    public const string ClientUnits = nameof(ClientUnits);
    public const string ChoiceUnits = nameof(ChoiceUnits);
    public const string OwnFiles = nameof(OwnFiles);
    public const string OwnSamples = nameof(OwnSamples);
    public const string OwnDescription = nameof(OwnDescription);
    public const string OwnModel = nameof(OwnModel);
    public const string HeaderFiles = nameof(HeaderFiles);
    public const string Headers = nameof(Headers);
    public const string HeaderModels = nameof(HeaderModels);
    public const string HeaderDiagnostics = nameof(HeaderDiagnostics);
    public const string HeaderUnits = nameof(HeaderUnits);
    public const string Rows = nameof(Rows);
    public const string RowDiagnostics = nameof(RowDiagnostics);
    public const string RowUnits = nameof(RowUnits);

    /// <summary>Every step, in the order of the pipeline.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Clients, Scopes, Files, Choice, Description, Model, Diagnostics,
        ActionUnits, ImportUnits, UpsertUnits, FilterUnits, FieldUnits, GroupUnits, ClientUnits,
        OwnFiles, OwnSamples, OwnDescription, OwnModel, ChoiceUnits,
        HeaderFiles, Headers, HeaderModels, HeaderDiagnostics, HeaderUnits,
        Rows, RowDiagnostics, RowUnits,
    ];
}
