namespace Outreach.Bulk.Tests.Support;

internal enum AccountField
{
    Name = 1,
    CustomId = 2,
    Industry = 3,
    CreatedAt = 4,
}

internal sealed class AccountMapping : ImportMapping<AccountField>
{
    public static string ApiName(AccountField field) => field switch
    {
        AccountField.Name => "name",
        AccountField.CustomId => "customId",
        AccountField.Industry => "industry",
        AccountField.CreatedAt => "createdAt",
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    protected override BulkAction Action => new("accountsImport", "imports/actions/accountsImport");

    protected override string ApiNameOf(AccountField field) => ApiName(field);

    protected override bool IsReadOnly(AccountField field) => field == AccountField.CreatedAt;
}

internal enum AccountsCsvHeader
{
    CompanyName = 1,
    CrmId = 2,
}

/// <summary>What the generator emits for a CSV file.</summary>
internal sealed class AccountsCsvMapping : CsvHeaderMapping<AccountsCsvHeader, AccountField>
{
    protected override IReadOnlyList<string> SampleColumns => ["companyName", "crm id", ""];

    public static implicit operator AccountMapping(AccountsCsvMapping mapping) => mapping.CopyTo(new AccountMapping());

    protected override string HeaderOf(AccountsCsvHeader header) => header switch
    {
        AccountsCsvHeader.CompanyName => "companyName",
        AccountsCsvHeader.CrmId => "crm id",
        _ => throw new ArgumentOutOfRangeException(nameof(header)),
    };

    protected override string ApiNameOf(AccountField field) => AccountMapping.ApiName(field);

    protected override bool IsReadOnly(AccountField field) => field == AccountField.CreatedAt;
}

/// <summary>What the generator emits for a model's import, over a connection to a test's server.</summary>
internal sealed class ImportingAccounts : BulkActionGroup, IDisposable
{
    private static readonly BulkAction s_action = new("accountsImport", "imports/actions/accountsImport");

    private readonly OutreachBulkConnection _connection;

    public ImportingAccounts(Uri baseAddress, TimeProvider? time = null, Action<OutreachBulkOptions>? configure = null)
        : this(OutreachBulkConnection.Create(Accounts.Options(baseAddress, time, configure)))
    {
    }

    public ImportingAccounts(OutreachBulkConnection connection)
        : base(connection)
    {
        _connection = connection;
        Imports = new(connection);
    }

    public ImportCollection Imports { get; }

    public Task<ImportOperation> ImportAsync(
        CsvFile file,
        AccountMapping mapping,
        ImportOptions? options = null,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        GeneratedCalls.ImportAsync(Connection, s_action, file, mapping, options ?? new(), progress, cancellationToken);

    public Task<ImportOperation> ImportRowsAsync<TRow>(
        IAsyncEnumerable<TRow> rows,
        ImportOptions? options = null,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where TRow : ICsvRow<TRow, AccountField> =>
        GeneratedCalls.ImportAsync<TRow, AccountField>(Connection, s_action, rows, options ?? new(), progress, cancellationToken);

    public Task<ImportOperation> ImportRowsAsync<TRow>(IEnumerable<TRow> rows, ImportOptions? options = null)
        where TRow : ICsvRow<TRow, AccountField> =>
        GeneratedCalls.ImportAsync<TRow, AccountField>(Connection, s_action, rows, options ?? new(), null, default);

    public Task<ImportOperation> StartAsync(ValidatedUpload upload, AccountMapping mapping, ImportOptions? options = null) =>
        GeneratedCalls.ImportAsync(Connection, s_action, upload, mapping, options ?? new(), default);

    public void Dispose() => _connection.Dispose();
}
