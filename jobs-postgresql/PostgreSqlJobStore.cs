using System.Text;

namespace Outreach.Bulk.Jobs.PostgreSql;

/// <summary>Makes stores of jobs in PostgreSQL, for workers on any number of machines.</summary>
public static class PostgreSqlJobStore
{
    // PostgreSQL cuts off what is longer.
    private const int LongestName = 63;

    /// <summary>A store in a schema of a PostgreSQL database.</summary>
    /// <param name="connectionString">
    /// The database, as Npgsql takes it. Its user must be allowed to create the schema, or own it where it exists. Messages never show the
    /// password. The search path is set here.
    /// </param>
    /// <param name="schema">
    /// The schema, which is the store's alone: 1 to 63 bytes of UTF-8, not beginning with <c>pg_</c>. Default <c>outreach_jobs</c>.
    /// </param>
    /// <returns>The store. The first connection is opened at its first use, and makes or upgrades the schema.</returns>
    /// <exception cref="ArgumentException">The connection string cannot be read or names no host, or the schema's name cannot be used.</exception>
    public static JobStore Create(string connectionString, string schema = "outreach_jobs")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        ArgumentException.ThrowIfNullOrWhiteSpace(schema);
        if (Encoding.UTF8.GetByteCount(schema) > LongestName || schema.StartsWith("pg_", StringComparison.Ordinal) || schema.Contains('\0'))
            throw new ArgumentException($"A schema's name has at most {LongestName} bytes, and does not begin with pg_.", nameof(schema));
        return new(new PostgreSqlDatabase(connectionString, schema));
    }
}
