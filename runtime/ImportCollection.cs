using System.Diagnostics.CodeAnalysis;

namespace Outreach.Bulk;

/// <summary>
/// The imports of an account: attach to one by its id, or take an import's steps one by one. Each step gives a small record
/// that can be stored, and the next one can be taken from it in another process.
/// </summary>
[SuppressMessage(
    "Naming", "CA1711:Identifiers should not have incorrect suffix",
    Justification = "It is what JSON:API calls a collection.")]
public class ImportCollection
{
    private readonly OutreachBulkConnection? _connection;

    /// <summary>For test doubles: a collection without a connection.</summary>
    protected ImportCollection()
    {
    }

    /// <summary>Makes a collection over a connection.</summary>
    /// <param name="connection">The connection.</param>
    public ImportCollection(OutreachBulkConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _connection = connection;
    }

    /// <summary>The connection that imports are sent over.</summary>
    /// <exception cref="InvalidOperationException">It was made without one, or with <see cref="OutreachBulkConnection.None"/>.</exception>
    protected OutreachBulkConnection Connection => OutreachBulkConnection.Of(_connection, this);

    /// <summary>Makes the handle of an import that was started elsewhere. No request is sent until something is asked of it.</summary>
    /// <param name="id">The import's id; at least 1.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is less than 1.</exception>
    public virtual ImportOperation Attach(long id)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(id, 1);
        return Connection.Imports.Tracker.Attach(id);
    }

    /// <summary>Step 1: asks for a place to upload a file to. Asking again gives another place, and starts nothing.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The link, which the server does not show again.</returns>
    /// <exception cref="OutreachBulkException">There was no usable answer.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual Task<UploadLink> CreateUploadLinkAsync(CancellationToken cancellationToken = default) =>
        Connection.Imports.Tracker.Api.CreateLinkAsync(cancellationToken);

    /// <summary>
    /// Step 2: reads the file once, and counts, checks, hashes and sends it. A link that has expired is replaced before. May
    /// be repeated.
    /// </summary>
    /// <param name="link">The link.</param>
    /// <param name="file">The file.</param>
    /// <param name="options">How it is imported; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Receives the numbers of bytes and records.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is in the storage.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="CsvException">
    /// The file cannot be read, changed, is faulty, or lacks a column of <see cref="ImportOptions.UniqueColumns"/>.
    /// </exception>
    /// <exception cref="UploadException">The storage did not take the file.</exception>
    /// <exception cref="OutreachConnectionException">The upload broke off, or the link cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual Task<UploadedFile> UploadAsync(
        UploadLink link,
        CsvFile file,
        ImportOptions? options = null,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(file);
        return Connection.Imports.UploadAsync(link, file, options ?? new(), progress, cancellationToken);
    }

    /// <summary>Step 3: lets the server compare hash, count and header with what is in the storage. May be repeated.</summary>
    /// <param name="upload">The uploaded file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The validated file, ready to be started by the model's own method.</returns>
    /// <exception cref="UploadException">The server found another count or header.</exception>
    /// <exception cref="OutreachApiException">The server refused the file; the error says how its hash was made.</exception>
    /// <exception cref="OutreachBulkException">There was no usable answer.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual Task<ValidatedUpload> ValidateAsync(UploadedFile upload, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return Connection.Imports.Tracker.Api.ValidateAsync(upload, cancellationToken);
    }

    /// <summary>Looks for the import of a file whose start was not answered, or whose process ended before it was.</summary>
    /// <param name="upload">The file; its <see cref="UploadedFile.FileName"/> is unique.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>The import; <see langword="null"/> when none was seen, which proves nothing: its batches may still appear.</returns>
    /// <exception cref="OutreachBulkException">The batches or an import could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual Task<ImportOperation?> FindAsync(UploadedFile upload, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return Connection.Imports.Search.FindAsync(upload.FileName, upload.UploadedAt, cancellationToken);
    }
}
