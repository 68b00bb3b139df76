using System.Text.RegularExpressions;

namespace Outreach.Bulk.Jobs.PostgreSql;

/// <summary>Makes stores of jobs in PostgreSQL, for workers on any number of machines.</summary>
public static partial class PostgreSqlJobStore
{
    /// <summary>A store in a schema of a PostgreSQL database.</summary>
    /// <param name="connectionString">
    /// The database, as Npgsql takes it. Its user must be allowed to create the schema, or own it where it exists. Messages never show the
    /// password. The search path is set here.
    /// </param>
    /// <param name="schema">
    /// The schema, which is the store's alone: 1 to 63 lower-case letters of ASCII, digits and <c>_</c>, beginning with neither a digit nor
    /// <c>pg_</c>. Default <c>outreach_jobs</c>.
    /// </param>
    /// <returns>The store. The first connection is opened at its first use, and makes or upgrades the schema.</returns>
    /// <exception cref="ArgumentException">
    /// The connection string cannot be read or names no host, or the schema's name cannot be used.
    /// </exception>
    public static JobStore Create(string connectionString, string schema = "outreach_jobs")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        ArgumentNullException.ThrowIfNull(schema);
        if (!SchemaName().IsMatch(schema))
        {
            throw new ArgumentException(
                "A schema's name has 1 to 63 lower-case letters, digits and underscores, and begins with neither a digit nor pg_.",
                nameof(schema));
        }

        return new(new PostgreSqlDatabase(connectionString, schema));
    }

    [GeneratedRegex(@"\A(?!pg_)[a-z_][a-z0-9_]{0,62}\z")]
    private static partial Regex SchemaName();
}
