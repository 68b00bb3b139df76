using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Places;
using Outreach.Bulk.Jobs;

namespace Outreach.Bulk.Cli.Access;

/// <summary>What a command works with: where it reports, whom it talks to, and what it keeps.</summary>
internal sealed class CliSession : IDisposable
{
    private readonly AccessOptions _options;
    private readonly Func<string, string?> _variable;
    private readonly Lazy<StoreChoice> _choice;
    private readonly Lazy<JobStore> _store;
    private readonly Lazy<AccountJournal> _journal;
    private readonly Lazy<OutreachBulkConnection> _connection;
    private readonly Lazy<OutreachBulkConnection> _plain;
    private readonly Lazy<ActionCatalog> _catalog;
    private readonly Lazy<ProfileFile?> _login;
    private readonly Lazy<OutreachTokens?> _tokens;
    private string? _inputReader;

    public CliSession(
        AccessOptions options, Report report, Terminal terminal, Interrupts interrupts, Func<string, string?> variable, Folders folders)
    {
        _options = options;
        _variable = variable;
        Report = report;
        Terminal = terminal;
        Interrupts = interrupts;
        Folders = folders;
        _choice = new(() => StoreChoice.Of(options.Store, Variable("OUTREACH_STORE"), folders, Account));
        _store = new(() => _choice.Value.Open());
        _journal = new(() => new AccountJournal(Store.CreateJournal(), Account));
        _login = new(() => options.Profile is { } name ? ProfileFile.Read(folders, name) : null);
        _tokens = new(() => _login.Value?.Tokens(folders, options.Profile!, Variable));
        _catalog = new(() => (options.Types ?? Variable("OUTREACH_TYPES")) is { } types
            ? OrgFiles.Extend(ActionCatalog.Own, types)
            : ActionCatalog.Own);
        _plain = new(() => Connect(_ => { }));
        _connection = new(() => Connect(own =>
        {
            own.Journal = Journal;
            own.RecordLedger = Store.CreateLedger(Account, own.RecordsPerDay, own.ReservedRecords);
        }));
    }

    public Report Report { get; }

    public Terminal Terminal { get; }

    public Interrupts Interrupts { get; }

    public Folders Folders { get; }

    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>The profile in use; null for a token from elsewhere.</summary>
    public string? Profile => _options.Profile;

    /// <summary>The API's address: <c>--base-address</c>, <c>OUTREACH_BASE_ADDRESS</c>, that of the profile, or the public one.</summary>
    public Uri BaseAddress => _options.BaseAddress
        ?? (Profile is null ? GivenAddress : _login.Value?.BaseAddress)
        ?? OutreachBulkOptions.DefaultBaseAddress;

    /// <summary>The address that was given; null for none.</summary>
    public Uri? GivenAddress => _options.BaseAddress ?? Variable("OUTREACH_BASE_ADDRESS") switch
    {
        null => (Uri?)null,
        var text when Addresses.Read(text) is { } address => Addresses.AsBase(address),
        var text => throw CliException.Usage($"OUTREACH_BASE_ADDRESS is \"{text}\", which is no address."),
    };

    /// <summary>Whose records, requests and batches they are, for what is kept.</summary>
    public string Account => _options.Profile is { } profile ? $"{BaseAddress.Authority}/{profile}" : BaseAddress.Authority;

    /// <summary>
    /// What there is to do: by the description, and by the organisation's saved answers where <c>--types</c> or <c>OUTREACH_TYPES</c>
    /// names them.
    /// </summary>
    public ActionCatalog Catalog => _catalog.Value;

    public OutreachBulkConnection Connection => _connection.Value;

    /// <summary>A connection that needs no place to keep anything, for what is done about a batch or import by its id.</summary>
    public OutreachBulkConnection PlainConnection => _plain.Value;

    public BatchCollection Batches => new(Connection);

    public ImportCollection Imports => new(Connection);

    /// <summary>
    /// The store of jobs, journal and daily ledger: <c>--store</c>, <c>OUTREACH_STORE</c>, or a file of the user's state, one for each
    /// account.
    /// </summary>
    public JobStore Store => _store.Value;

    /// <summary>The account's operations in the store, which several accounts may share.</summary>
    public AccountJournal Journal => _journal.Value;

    /// <summary>What the store is called in messages.</summary>
    public string StoreName => _choice.Value.Shown;

    /// <summary>The jobs of the account. Whoever asks disposes of them; the store goes with them.</summary>
    public OutreachJobs Jobs() => new(Connection, _choice.Value.Open(), new() { Account = Account });

    /// <summary>A line that somebody types; null at the end of the input.</summary>
    /// <param name="ifInterrupted">What it means to end meanwhile; null for what it means anyway.</param>
    public string? ReadLine(Interrupts.Stage? ifInterrupted = null)
    {
        using (Interrupts.Read(ifInterrupted))
            return Terminal.ReadLine()?.Trim();
    }

    /// <summary>Reads what a file or a pipe delivers. The first interrupt ends the tool meanwhile.</summary>
    /// <param name="reader">Which option or argument reads it.</param>
    /// <param name="read">Reads it. It is given what opens standard input, which is there once.</param>
    public async Task<T> ReadAsync<T>(string reader, Func<Func<Stream>, Task<T>> read)
    {
        using (Interrupts.Read())
            return await read(() => InputFor(reader)).ConfigureAwait(false);
    }

    public string? Variable(string name) => _variable(name) is { Length: > 0 } value ? value : null;

    public void Dispose()
    {
        if (_connection.IsValueCreated)
            _connection.Value.Dispose();
        if (_plain.IsValueCreated)
            _plain.Value.Dispose();
        if (_store.IsValueCreated)
            _store.Value.Dispose();
        if (_tokens.IsValueCreated)
            _tokens.Value?.Dispose();
    }

    /// <summary>The source of tokens.</summary>
    public Func<AccessTokenContext, CancellationToken, ValueTask<string>> AccessToken =>
        TokenChoice.Of(_options, Variable, () => _tokens.Value);

    /// <summary>A connection of its own, with other options. Whoever asks disposes of it.</summary>
    public OutreachBulkConnection Connect(Action<OutreachBulkOptions> configure)
    {
        if (BaseAddress is { Scheme: "http", IsLoopback: false })
        {
            throw CliException.Usage(
                $"{BaseAddress.AbsoluteUri} would get the token unencrypted. Use https://; http:// is for this machine only.");
        }

        OutreachBulkOptions options = new() { BaseAddress = BaseAddress, AccessToken = AccessToken, ApplicationId = "outreach-bulk" };
        configure(options);
        try
        {
            return OutreachBulkConnection.Create(options);
        }
        catch (ArgumentException exception)
        {
            throw CliException.Usage(exception.Message);
        }
    }

    private Stream InputFor(string reader)
    {
        if (_inputReader is { } other)
            throw CliException.Usage($"{other} and {reader} both read standard input, which is there once. Name a file for one of them.");
        _inputReader = reader;
        return Terminal.Input;
    }
}
