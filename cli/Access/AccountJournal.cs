using System.Runtime.CompilerServices;

namespace Outreach.Bulk.Cli.Access;

/// <summary>
/// The entries of one account in a journal that several share. An id of a batch means another batch in another account, so that entries
/// of others are not seen. Those of programs that use the store do not say whose they are, and are seen by all.
/// </summary>
internal sealed class AccountJournal(IOperationJournal all, string account) : IOperationJournal
{
    // No key that somebody types has it.
    private const char Separator = '\u001f';

    private readonly string _prefix = account + Separator;

    // An entry without an account stays so, whoever continues it.
    private readonly HashSet<string> _keysWithoutAccount = [];
    private readonly Lock _gate = new();

    /// <summary>What was written, for whoever waits for it.</summary>
    public event Action<JournalEntry>? Written;

    public async ValueTask WriteAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        bool hasNoAccount;
        lock (_gate)
            hasNoAccount = _keysWithoutAccount.Contains(entry.Key);
        await all.WriteAsync(hasNoAccount ? entry : entry with { Key = _prefix + entry.Key }, cancellationToken).ConfigureAwait(false);
        Written?.Invoke(entry);
    }

    public async IAsyncEnumerable<JournalEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (JournalEntry entry in all.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Key.StartsWith(_prefix, StringComparison.Ordinal))
            {
                yield return entry with { Key = entry.Key[_prefix.Length..] };
            }
            else if (!entry.Key.Contains(Separator, StringComparison.Ordinal))
            {
                lock (_gate)
                    _keysWithoutAccount.Add(entry.Key);
                yield return entry;
            }
        }
    }
}
