using System.Data.Common;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Places;
using Outreach.Bulk.Jobs;
using Outreach.Bulk.Jobs.PostgreSql;

namespace Outreach.Bulk.Cli.Access;

/// <summary>The store of jobs, journal and daily ledger: a file, or a PostgreSQL database that several machines share.</summary>
internal sealed class StoreChoice
{
    private readonly Func<JobStore> _open;

    private StoreChoice(string shown, Func<JobStore> open) => (Shown, _open) = (shown, open);

    /// <summary>What it is called in messages: the file, or the database without user and password.</summary>
    public string Shown { get; }

    /// <param name="option">What <c>--store</c> says, which others on the machine can see; null for nothing.</param>
    /// <param name="variable">What OUTREACH_STORE says; null for nothing.</param>
    /// <param name="folders">Where the file is otherwise.</param>
    /// <param name="account">Whose it is otherwise.</param>
    /// <exception cref="CliException">It names a database in a way that cannot be read, or shows its password.</exception>
    public static StoreChoice Of(string? option, string? variable, Folders folders, string account)
    {
        if ((option ?? variable) is not { } text)
        {
            string path = Path.Combine(folders.State, $"{FileName(account)}.db");
            return new(path, () =>
            {
                folders.StateForUse();
                return JobStore.Sqlite(path);
            });
        }

        if (!text.Contains('=', StringComparison.Ordinal))
        {
            return text.Contains("://", StringComparison.Ordinal)
                ? throw CliException.Usage("A store is a file, or a PostgreSQL database as \"Host=…;Database=…;Username=…\".")
                : OfFile(text);
        }

        DbConnectionStringBuilder parts = new();
        try
        {
            parts.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            return OfFile(text);
        }

        if (!parts.TryGetValue("Host", out object? host))
            return OfFile(text);
        if (option is not null && (parts.ContainsKey("Password") || parts.ContainsKey("Pwd")))
        {
            throw CliException.Usage(
                "--store holds a password, which others on this machine can see. Set OUTREACH_STORE instead, or PGPASSWORD beside it.");
        }

        return new(
            $"PostgreSQL "
                + $"{host}/{(parts.TryGetValue("Database", out object? database) ? database : "")}", () => PostgreSqlJobStore.Create(text));
    }

    /// <exception cref="CliException">It cannot be named so.</exception>
    public JobStore Open()
    {
        try
        {
            return _open();
        }
        catch (ArgumentException exception)
        {
            throw CliException.Usage($"The store {Shown} cannot be used: {exception.Message}");
        }
    }

    private static StoreChoice OfFile(string path) => new(path, () => JobStore.Sqlite(path));

    private static string FileName(string account) => string.Concat(
        account.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_'));
}
