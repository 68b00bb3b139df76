using System.Data;
using System.Data.Common;
using DbUp;
using DbUp.Postgresql;
using Npgsql;
using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.PostgreSql;

/// <summary>A store in a schema of a PostgreSQL database. Its clock is the database's.</summary>
internal sealed class PostgreSqlDatabase : SqlDatabase
{
    private const string VersionTable = "schema_version";

    private readonly string _schema;
    private readonly NpgsqlDataSource _connections;

    public PostgreSqlDatabase(string connectionString, string schema)
    {
        _schema = schema;
        NpgsqlConnectionStringBuilder settings = Read(connectionString);
        Name = $"{settings.Database ?? settings.Username} on {settings.Host}:{settings.Port}, schema {schema},";
        settings.SearchPath = $"\"{schema}\"";

        // What must be committed before a request leaves must not wait for a transaction of the caller's.
        settings.Enlist = false;
        settings.ApplicationName ??= "Outreach.Bulk.Jobs";

        // Of Npgsql only what the store needs: all of its types would make a native program larger, and its start longer.
        NpgsqlSlimDataSourceBuilder connections = new(settings.ConnectionString);
        connections.EnableTransportSecurity();
        connections.EnableIntegratedSecurity();
        _connections = connections.Build();
    }

    public override string Name { get; }

    public override string SkippingLocked => "FOR UPDATE OF c SKIP LOCKED";

    // Statements that are sent together are one transaction.
    public override bool IsCommandAtomic => true;

    public override async Task UpgradeAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await _connections.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            // One process at a time; whoever dies gives its turn back.
            NpgsqlTransaction turn = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (turn.ConfigureAwait(false))
            {
                NpgsqlCommand command = new("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", connection, turn)
                {
                    Parameters = { new() { Value = $"Outreach.Bulk.Jobs {_schema}" } },
                };
                await using (command.ConfigureAwait(false))
                    await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                await MakeSchemaAsync(cancellationToken).ConfigureAwait(false);
                SchemaScripts.Run(
                    DeployChanges.To.PostgresqlDatabase(new PostgresqlConnectionManager(_connections))
                        .JournalToPostgresqlTable(_schema, VersionTable),
                    "PostgreSql.",
                    typeof(PostgreSqlDatabase).Assembly,
                    this);
            }
        }
    }

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) =>
        await _connections.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

    public override async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);

    // Classes 08, 53 and 57 are of connections, of resources and of operators; 55P03 is a lock that was waited for too long.
    public override bool MayPass(DbException exception) =>
        exception.IsTransient || IsConflict(exception) || exception.SqlState is ['0', '8', ..] or ['5', '3' or '7', ..] or "55P03";

    public override bool IsConflict(DbException exception) =>
        exception.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    public override string? Explain(DbException exception) => exception.SqlState switch
    {
        null when exception.IsTransient => $"it cannot be reached, or did not answer in time. {exception.Message}.",
        ['2', '8', ..] => $"the server does not let this user in. {exception.Message}. Check name, password and pg_hba.conf.",
        "3D000" => "there is no such database. Create it; the schema in it is made here.",
        "3F000" or "42P01" or "42883" =>
            $"its schema was removed or is not complete. {exception.Message}. If it was removed, restart this process to make it again.",
        "42501" => $"this user may not do that. {exception.Message}. Let it create the schema, or own it.",
        "25006" => "this server only reads. Name the primary, or add \"Target Session Attributes=primary\" to the connection string.",
        "53100" => "the server's disk is full. Make room; nothing was lost, and the jobs go on where they were.",
        ['5', '7', 'P', ..] => "the server is restarting.",
        _ => null,
    };

    public override void Dispose() => _connections.Dispose();

    private static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        try
        {
            NpgsqlConnectionStringBuilder settings = new(connectionString);
            if (!string.IsNullOrWhiteSpace(settings.Host))
                return settings;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException or OverflowException)
        {
            // Its text may show a part of the password: whatever stands after a semicolon in it.
        }

        throw new ArgumentException(
            "The connection string cannot be read, or names no host. It looks like Host=…;Database=…;Username=…;Password=…; put a password "
                + "that has a semicolon in double quotes.",
            nameof(connectionString));
    }

    // Whoever may not create schemas can use one that exists.
    private async Task MakeSchemaAsync(CancellationToken cancellationToken)
    {
        NpgsqlCommand find = _connections.CreateCommand("SELECT 1 FROM pg_namespace WHERE nspname = $1");
        await using (find.ConfigureAwait(false))
        {
            find.Parameters.Add(new() { Value = _schema });
            if (await find.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not null)
                return;
        }

#pragma warning disable CA2100 // The name has letters, digits and underscores.
        NpgsqlCommand make = _connections.CreateCommand($"CREATE SCHEMA \"{_schema}\"");
#pragma warning restore CA2100
        await using (make.ConfigureAwait(false))
            await make.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
