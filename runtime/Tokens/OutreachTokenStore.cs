using Outreach.Bulk.Tokens;

namespace Outreach.Bulk;

/// <summary>
/// Where <see cref="OutreachTokens"/> keeps its tokens: one text, replaced as a whole, under a lock that all processes share. Derive from
/// it for a database or a vault; <see cref="File"/> keeps them in a file.
/// </summary>
/// <remarks>
/// The text holds secrets; a store may encrypt it. Reading and writing happen only while the lock is held, and one at a time. What a store
/// throws ends in an <see cref="OutreachTokenException"/>, which is transient where the cause is an <see cref="IOException"/> or a
/// <see cref="TimeoutException"/>. <see cref="object.ToString"/> names the store in messages.
/// </remarks>
public abstract class OutreachTokenStore
{
    /// <summary>Makes a store.</summary>
    protected OutreachTokenStore()
    {
    }

    /// <summary>A store in a file, for one process or several on one machine.</summary>
    /// <param name="path">
    /// The file. Its folder must exist, on a disk that locks files, and take two more: <c>.lock</c>, which stays, and <c>.new</c>, which
    /// takes the file's place once it is on the disk.
    /// </param>
    /// <returns>
    /// The store. On Unix its files belong to their owner alone (mode 600) from the moment they are made, and a file that others may read
    /// is refused. On Windows they have the permissions of their folder. The lock is freed by the system when its process ends, however
    /// that happens.
    /// </returns>
    public static OutreachTokenStore File(string path) => new TokenFile(path, TimeProvider.System);

    /// <summary>Waits for the lock, which one holder at a time has, among all processes that use the store.</summary>
    /// <param name="cancellationToken">Gives up: two minutes after the longest that a token request may take.</param>
    /// <returns>Frees the lock when it is disposed. It must be freed, too, when its process dies.</returns>
    public abstract ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken);

    /// <summary>Reads the text that was written last.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The text; <see langword="null"/> when none was written yet.</returns>
    public abstract ValueTask<string?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the text. After a crash the store has the old one or the new one, whole.</summary>
    /// <param name="text">The text: one line of up to a few kilobytes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that completes when the text would survive a crash.</returns>
    public abstract ValueTask WriteAsync(string text, CancellationToken cancellationToken);
}
