using System.Diagnostics.CodeAnalysis;

namespace Outreach.Bulk.Tests.Support;

// What the generator emits for a model, cut to what these tests need and written by hand, so that a fault of the runtime
// is found here and a fault of the generator there.

internal sealed record AccountFilter : RecordFilter
{
    public static AccountFilter Everything { get; } = new() { SelectsEverything = true };

    public FilterValue<long> Id { get => GetClause<long>("id"); init => SetClause("id", value); }

    public FilterValue<string> Name { get => GetClause<string>("name"); init => SetClause("name", value); }

    public FilterValue<bool> Named { get => GetClause<bool>("named"); init => SetClause("named", value); }

    public FilterValue<double> Score { get => GetClause<double>("buyerIntentScore"); init => SetClause("buyerIntentScore", value); }

    public FilterValue<DateTimeOffset> UpdatedAt { get => GetClause<DateTimeOffset>("updatedAt"); init => SetClause("updatedAt", value); }

    [DisallowNull]
    public OwnerFilter? Owner { get => GetRelated<OwnerFilter>("owner"); init => SetRelated("owner", value); }
}

internal sealed record OwnerFilter : RecordFilter
{
    public FilterValue<long> Id { get => GetClause<long>("id"); init => SetClause("id", value); }
}

internal sealed record ModifyParams : BulkActionParams, IBulkActionParams<AccountModify>
{
    static BulkAction IBulkActionParams<AccountModify>.Action { get; } =
        new("accountsBulkModify", "batches/actions/accountsBulkModify");

    public required AccountFilter Filter { get => GetFilter<AccountFilter>(); init => SetFilter(value); }
}

internal sealed record DestroyParams : DestroyingActionParams, IBulkActionParams
{
    static BulkAction IBulkActionParams.Action { get; } =
        new("accountsDestroyAll", "batches/actions/accountsDestroyAll");

    public required AccountFilter Filter { get => GetFilter<AccountFilter>(); init => SetFilter(value); }
}

internal sealed record CustomObjectFilter : OpenRecordFilter
{
    public FilterValue<long> Id { get => GetClause<long>("id"); init => SetClause("id", value); }
}

internal sealed record CustomObjectParams : BulkActionParams
{
    public required CustomObjectFilter Filter { get => GetFilter<CustomObjectFilter>(); init => SetFilter(value); }

    public required string ObjectName { get => GetParameter<string>("objectName")!; init => SetParameter("objectName", value); }
}

internal sealed record AccountModify : ModifyAttributes
{
    public AttributeValue<string> Industry { get => GetField<string>("industry"); init => SetField("industry", value); }

    public AttributeValue<string> Custom1 { get => GetField<string>("custom1"); init => SetField("custom1", value); }

    public AttributeValue<bool> Named { get => GetField<bool>("named"); init => SetField("named", value); }

    public AttributeValue<long> NumberOfEmployees
    {
        get => GetField<long>("numberOfEmployees");
        init => SetField("numberOfEmployees", value);
    }

    public AttributeValue<double> Score { get => GetField<double>("buyerIntentScore"); init => SetField("buyerIntentScore", value); }

    public AttributeValue<DateTimeOffset> FoundedAt { get => GetField<DateTimeOffset>("foundedAt"); init => SetField("foundedAt", value); }

    public AttributeList<string> Tags { get => GetListField<string>("tags"); init => SetListField("tags", value); }
}

internal sealed record CustomObjectModify : OpenModifyAttributes;

internal sealed record AddAssignments : AttributeSet
{
    public required IReadOnlyList<string> UserIds { get => GetList<string>("userIds")!; init => SetList("userIds", value); }
}

internal sealed record AssignOwner : AttributeSet
{
    public required long OwnerId { get => Get<long>("ownerId"); init => Set("ownerId", value); }
}

/// <summary>Actions over a connection to a test's server.</summary>
internal sealed class Accounts : BulkActionGroup, IDisposable
{
    public const string Token = "secret-token-7f3a";

    private readonly OutreachBulkConnection _connection;

    public Accounts(Uri baseAddress, TimeProvider? time = null, Action<OutreachBulkOptions>? configure = null)
        : this(Connect(baseAddress, time, configure))
    {
    }

    public Accounts(OutreachBulkConnection connection)
        : base(connection)
    {
        _connection = connection;
        Batches = new(connection);
    }

    public BatchCollection Batches { get; }

    public RequestBudget RequestBudget => Connection.RequestBudget;

    public static OutreachBulkOptions Options(Uri baseAddress, TimeProvider? time = null, Action<OutreachBulkOptions>? configure = null)
    {
        OutreachBulkOptions options = new()
        {
            AccessToken = (_, _) => new(Token),
            BaseAddress = baseAddress,
            TimeProvider = time ?? TimeProvider.System,
            LoggerFactory = Telemetry.TelemetryWatch.LoggerFactory,
        };
        options.PollJitter = 0;
        configure?.Invoke(options);
        return options;
    }

    public Task<BatchOperation> ModifyAsync(
        ModifyParams actionParams, AccountModify attributes, CancellationToken cancellationToken = default) =>
        GeneratedCalls.StartAsync(Connection, actionParams, attributes, cancellationToken);

    public Task<BatchOperation> DestroyAsync(DestroyParams actionParams, CancellationToken cancellationToken = default) =>
        GeneratedCalls.StartAsync(Connection, actionParams, cancellationToken);

    public Task<BatchOperation> RunAsync(string name, BulkActionParams actionParams, AttributeSet? attributes) =>
        Batches.StartAsync(new(new(name, $"batches/actions/{name}"), actionParams, attributes));

    public Task<RecordCount> CountAsync(AccountFilter filter, CancellationToken cancellationToken = default) =>
        GeneratedCalls.CountAsync(Connection, "accounts", filter, cancellationToken);

    public Task<IReadOnlyList<SampledRecord>> SampleAsync(
        AccountFilter filter, int size = 10, CancellationToken cancellationToken = default) =>
        GeneratedCalls.SampleAsync(Connection, "accounts", filter, size, cancellationToken);

    public Task<RecordCount> CountAsync(string objectName, CustomObjectFilter filter) =>
        GeneratedCalls.CountAsync(Connection, "customObjects", objectName, filter, default);

    public Task<IReadOnlyList<SampledRecord>> SampleAsync(string objectName, CustomObjectFilter filter) =>
        GeneratedCalls.SampleAsync(Connection, "customObjects", objectName, filter, 10, default);

    public Task<RecordCount> CountBelowAsync(string path) => GeneratedCalls.CountAsync(Connection, path, AccountFilter.Everything, default);

    public void Dispose() => _connection.Dispose();

    private static OutreachBulkConnection Connect(Uri baseAddress, TimeProvider? time, Action<OutreachBulkOptions>? configure) =>
        OutreachBulkConnection.Create(Options(baseAddress, time, configure));
}
