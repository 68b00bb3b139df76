using System.ComponentModel;
using Outreach.Bulk.Mappings;
using Outreach.Bulk.Previews;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>What generated code calls. It is not meant to be called by hand, and may change with the generator.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GeneratedCalls
{
    /// <summary>Starts a bulk action that takes no attributes: sends it once, then applies the call's policy to the answer.</summary>
    /// <typeparam name="TParams">The action's params, which name the action.</typeparam>
    /// <param name="connection">The connection.</param>
    /// <param name="actionParams">The params.</param>
    /// <param name="cancellationToken">
    /// Gives up. Once the request is on its way that ends in <see cref="BatchOutcomeUnknownException"/>.
    /// </param>
    /// <returns>The batch that was created.</returns>
    /// <exception cref="ArgumentException">The call cannot be sent as it is; nothing was sent.</exception>
    /// <exception cref="DailyAllowanceException">The call needs more records than the daily allowance has left.</exception>
    /// <exception cref="OutreachApiException">The server refused the call.</exception>
    /// <exception cref="BatchOutcomeUnknownException">The answer was lost; the batch may exist.</exception>
    /// <exception cref="BatchOutOfBoundsException">The count was outside what the call allows; the batch was cancelled.</exception>
    /// <exception cref="ConfirmationRequiredException">
    /// The count is within bounds, and confirming the batch did not succeed; most likely it waits.
    /// </exception>
    /// <exception cref="OutreachConnectionException">
    /// The request could not be sent, or the answer is a redirect, which is not followed; nothing was done.
    /// </exception>
    /// <exception cref="OutreachBulkException">A handler rebuilt the request; it was not sent.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled before the request was on its way; nothing was sent.
    /// </exception>
    public static Task<BatchOperation> StartAsync<TParams>(
        OutreachBulkConnection connection, TParams actionParams, CancellationToken cancellationToken)
        where TParams : BulkActionParams, IBulkActionParams
    {
        ArgumentNullException.ThrowIfNull(connection);
        try
        {
            return connection.StartAsync(BulkCall.Of(actionParams), key: null, cancellationToken);
        }
        catch (Exception refusal) when (refusal is ArgumentException or InvalidOperationException)
        {
            // Thrown at once, it would lose the handles of calls started beside this one.
            return Task.FromException<BatchOperation>(refusal);
        }
    }

    /// <summary>Starts a bulk action that takes attributes: sends it once, then applies the call's policy to the answer.</summary>
    /// <typeparam name="TParams">The action's params, which name the action.</typeparam>
    /// <typeparam name="TAttributes">The action's attributes.</typeparam>
    /// <param name="connection">The connection.</param>
    /// <param name="actionParams">The params.</param>
    /// <param name="attributes">The attributes.</param>
    /// <param name="cancellationToken">
    /// Gives up. Once the request is on its way that ends in <see cref="BatchOutcomeUnknownException"/>.
    /// </param>
    /// <returns>The batch that was created.</returns>
    /// <inheritdoc cref="StartAsync{TParams}(OutreachBulkConnection, TParams, CancellationToken)" path="/exception"/>
    public static Task<BatchOperation> StartAsync<TParams, TAttributes>(
        OutreachBulkConnection connection, TParams actionParams, TAttributes attributes, CancellationToken cancellationToken)
        where TParams : BulkActionParams, IBulkActionParams<TAttributes>
        where TAttributes : AttributeSet
    {
        ArgumentNullException.ThrowIfNull(connection);
        try
        {
            return connection.StartAsync(BulkCall.Of(actionParams, attributes), key: null, cancellationToken);
        }
        catch (Exception refusal) when (refusal is ArgumentException or InvalidOperationException)
        {
            return Task.FromException<BatchOperation>(refusal);
        }
    }

    /// <summary>Imports a CSV file: checks its header, uploads and validates it, and starts the import.</summary>
    /// <typeparam name="TField">The model's field enum.</typeparam>
    /// <param name="connection">The connection.</param>
    /// <param name="action">The action that starts the import.</param>
    /// <param name="file">The file.</param>
    /// <param name="mapping">Which column goes into which field.</param>
    /// <param name="options">How it is imported.</param>
    /// <param name="progress">Receives each phase but the import itself, in bytes and records.</param>
    /// <param name="cancellationToken">
    /// Gives up. Once the start is on its way that ends in <see cref="ImportOutcomeUnknownException"/>.
    /// </param>
    /// <returns>The import that was started.</returns>
    /// <exception cref="ArgumentException">An option is out of its range; nothing was sent.</exception>
    /// <exception cref="CsvException">
    /// The file cannot be read, changed or is faulty, or mapping and header do not fit; no import was started.
    /// </exception>
    /// <exception cref="UploadException">
    /// The storage did not take the file, or the server found something else in it; no import was started.
    /// </exception>
    /// <exception cref="DailyAllowanceException">
    /// The file has more rows than the daily allowance has left; no import was started.
    /// </exception>
    /// <exception cref="ImportOutcomeUnknownException">The answer to the start was lost; the import may exist.</exception>
    /// <exception cref="OutreachApiException">The server refused a step; no import was started.</exception>
    /// <exception cref="OutreachConnectionException">A step got no answer, or one that makes no sense; no import was started.</exception>
    /// <exception cref="OutreachBulkException">A handler rebuilt the request that starts the import; it was not sent.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled before the start was on its way; no import was started.
    /// </exception>
    public static Task<ImportOperation> ImportAsync<TField>(
        OutreachBulkConnection connection,
        BulkAction action,
        CsvFile file,
        ImportMapping<TField> mapping,
        ImportOptions options,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellationToken)
        where TField : struct, Enum
    {
        ThrowIfNull(connection, action);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(options);
        return connection.Imports.RunAsync(action, file, mapping, options, progress, cancellationToken);
    }

    /// <summary>Imports rows: writes them to a temporary file, and goes on as with any file.</summary>
    /// <typeparam name="TRow">The type of the rows.</typeparam>
    /// <typeparam name="TField">The model's field enum.</typeparam>
    /// <param name="connection">The connection.</param>
    /// <param name="action">The action that starts the import.</param>
    /// <param name="rows">The rows. They are read once, one at a time; what reading them throws ends the import before it starts.</param>
    /// <param name="options">How they are imported.</param>
    /// <param name="progress">Receives each phase but the import itself, in bytes and records.</param>
    /// <param name="cancellationToken">
    /// Gives up. Once the start is on its way that ends in <see cref="ImportOutcomeUnknownException"/>.
    /// </param>
    /// <returns>The import that was started.</returns>
    /// <inheritdoc cref="ImportAsync{TField}(OutreachBulkConnection, BulkAction, CsvFile, ImportMapping{TField}, ImportOptions,
    /// IProgress{ImportProgress}?, CancellationToken)" path="/exception"/>
    public static Task<ImportOperation> ImportAsync<TRow, TField>(
        OutreachBulkConnection connection,
        BulkAction action,
        IAsyncEnumerable<TRow> rows,
        ImportOptions options,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellationToken)
        where TRow : ICsvRow<TRow, TField>
        where TField : struct, Enum
    {
        ThrowIfNull(connection, action);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        return connection.Imports.RunAsync(action, rows, options, progress, cancellationToken);
    }

    /// <inheritdoc cref="ImportAsync{TRow, TField}(OutreachBulkConnection, BulkAction, IAsyncEnumerable{TRow}, ImportOptions,
    /// IProgress{ImportProgress}?, CancellationToken)"/>
    public static Task<ImportOperation> ImportAsync<TRow, TField>(
        OutreachBulkConnection connection,
        BulkAction action,
        IEnumerable<TRow> rows,
        ImportOptions options,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellationToken)
        where TRow : ICsvRow<TRow, TField>
        where TField : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(rows);
        return ImportAsync<TRow, TField>(connection, action, rows.ToAsyncEnumerable(), options, progress, cancellationToken);
    }

    /// <summary>Starts the import of a file that was uploaded and validated: sends it once.</summary>
    /// <remarks>The steps before are <see cref="ImportCollection"/>'s.</remarks>
    /// <typeparam name="TField">The model's field enum.</typeparam>
    /// <param name="connection">The connection.</param>
    /// <param name="action">The action that starts the import.</param>
    /// <param name="upload">The file. Starting it twice makes two imports.</param>
    /// <param name="mapping">Which column goes into which field.</param>
    /// <param name="options">How it is imported; of these, what is about the file's rows has had its effect by now.</param>
    /// <param name="cancellationToken">
    /// Gives up. Once the request is on its way that ends in <see cref="ImportOutcomeUnknownException"/>.
    /// </param>
    /// <returns>The import that was started.</returns>
    /// <exception cref="ArgumentException">An option is out of its range; nothing was sent.</exception>
    /// <exception cref="CsvException">Mapping and header do not fit; nothing was sent.</exception>
    /// <exception cref="DailyAllowanceException">The file has more rows than the daily allowance has left; nothing was sent.</exception>
    /// <exception cref="ImportOutcomeUnknownException">The answer was lost; the import may exist.</exception>
    /// <exception cref="OutreachApiException">The server refused; no import was started.</exception>
    /// <exception cref="OutreachConnectionException">
    /// The request could not be sent, or the answer is a redirect, which is not followed; no import was started.
    /// </exception>
    /// <exception cref="OutreachBulkException">A handler rebuilt the request; it was not sent.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled before the request was on its way; nothing was sent.
    /// </exception>
    public static Task<ImportOperation> ImportAsync<TField>(
        OutreachBulkConnection connection,
        BulkAction action,
        ValidatedUpload upload,
        ImportMapping<TField> mapping,
        ImportOptions options,
        CancellationToken cancellationToken)
        where TField : struct, Enum
    {
        ThrowIfNull(connection, action);
        ArgumentNullException.ThrowIfNull(upload);
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(options);
        return connection.Imports.StartAsync(action, upload.File, mapping, options, cancellationToken);
    }

    /// <summary>
    /// Upserts records: looks at all of them, then sends them in calls of <see cref="UpsertOptions.RecordsPerCall"/>, one after
    /// another and each once. Each call starts an import of its own.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="action">The action that takes the records.</param>
    /// <param name="records">The records; at least one. They are held in memory.</param>
    /// <param name="options">How they are upserted.</param>
    /// <param name="cancellationToken">
    /// Gives up. Once a call is on its way that ends in <see cref="ImportOutcomeUnknownException"/>.
    /// </param>
    /// <returns>The imports that were started, in the order of the records.</returns>
    /// <exception cref="ArgumentException">
    /// An option is out of its range, or a record is null, empty or given twice; nothing was sent.
    /// </exception>
    /// <exception cref="UpsertInterruptedException">
    /// A later call did not succeed, or the answer to the first of several was lost; it carries what was started.
    /// </exception>
    /// <exception cref="DailyAllowanceException">
    /// The first call has more records than the daily allowance has left; nothing was sent.
    /// </exception>
    /// <exception cref="ImportOutcomeUnknownException">The answer to the only call was lost; the import may exist.</exception>
    /// <exception cref="OutreachApiException">The server refused the first call; nothing was started.</exception>
    /// <exception cref="OutreachConnectionException">
    /// The first call could not be sent, or its answer is a redirect, which is not followed; nothing was started.
    /// </exception>
    /// <exception cref="OutreachBulkException">A handler rebuilt the request; it was not sent.</exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled before the first call was on its way; nothing was sent.
    /// </exception>
    public static Task<IReadOnlyList<ImportOperation>> UpsertAsync(
        OutreachBulkConnection connection,
        BulkAction action,
        IEnumerable<UpsertRecord> records,
        UpsertOptions options,
        CancellationToken cancellationToken)
    {
        ThrowIfNull(connection, action);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(options);
        return connection.Upserts.RunAsync(action, records, options, cancellationToken);
    }

    /// <summary>Upserts records of one custom object, as the overload for records of any type does.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="action">The action that takes the records.</param>
    /// <param name="records">The records; at least one. They are held in memory.</param>
    /// <param name="options">How they are upserted.</param>
    /// <param name="cancellationToken">
    /// Gives up. Once a call is on its way that ends in <see cref="ImportOutcomeUnknownException"/>.
    /// </param>
    /// <returns>The imports that were started, in the order of the records.</returns>
    /// <inheritdoc cref="UpsertAsync(OutreachBulkConnection, BulkAction, IEnumerable{UpsertRecord}, UpsertOptions,
    /// CancellationToken)" path="/exception"/>
    public static Task<IReadOnlyList<ImportOperation>> UpsertAsync(
        OutreachBulkConnection connection,
        BulkAction action,
        IEnumerable<CustomObjectRecord> records,
        UpsertOptions options,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        return UpsertAsync(connection, action, records.Select(record => record?.ToUpsertRecord()!), options, cancellationToken);
    }

    /// <summary>Counts the records that a filter selects, by the GET that selects what a bulk action would. Nothing is changed.</summary>
    /// <remarks>
    /// One request, for a page of one record; ids that do not fit one request line take several, and are counted part by part. Each is
    /// repeated after a failure that may pass, within <see cref="OutreachBulkOptions.Retries"/>.
    /// </remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="collection">The collection's path, relative to <see cref="OutreachBulkOptions.BaseAddress"/>.</param>
    /// <param name="filter">The filter; it has at least one clause, or is the model's <c>Everything</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The count, or that there is none.</returns>
    /// <exception cref="ArgumentException">
    /// The filter has no clause, or makes a request line longer than <see cref="OutreachBulkOptions.MaximumRequestLine"/> also without
    /// its ids; nothing was sent.
    /// </exception>
    /// <exception cref="OutreachApiException">The server refused.</exception>
    /// <exception cref="OutreachConnectionException">No answer came, or one that makes no sense or lacks the count.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<RecordCount> CountAsync(
        OutreachBulkConnection connection, string collection, RecordFilter filter, CancellationToken cancellationToken) =>
        Records(connection, collection, null).CountAsync(filter, cancellationToken);

    /// <summary>Counts the custom objects of one type that a filter selects, as the overload without a type does.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="collection">The path that the types are below, relative to <see cref="OutreachBulkOptions.BaseAddress"/>.</param>
    /// <param name="objectName">The internal name of the type: letters, digits and underscores.</param>
    /// <param name="filter">The filter; it has at least one clause, or is the model's <c>Everything</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The count, or that there is none.</returns>
    /// <inheritdoc cref="CountAsync(OutreachBulkConnection, string, RecordFilter, CancellationToken)" path="/exception"/>
    public static Task<RecordCount> CountAsync(
        OutreachBulkConnection connection, string collection, string objectName, RecordFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(objectName);
        return Records(connection, collection, objectName).CountAsync(filter, cancellationToken);
    }

    /// <summary>Reads some of the records that a filter selects, in the server's own order. Nothing is changed.</summary>
    /// <remarks>Whether records can be sorted by id is not published, so no order is asked for.</remarks>
    /// <param name="connection">The connection.</param>
    /// <param name="collection">The collection's path, relative to <see cref="OutreachBulkOptions.BaseAddress"/>.</param>
    /// <param name="filter">The filter; it has at least one clause, or is the model's <c>Everything</c>.</param>
    /// <param name="size">How many records, 1 to 1 000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The first records of the collection; fewer than <paramref name="size"/> where fewer are selected.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="size"/> is out of its range, the filter has no clause, or it makes a request line longer than
    /// <see cref="OutreachBulkOptions.MaximumRequestLine"/> also without its ids; nothing was sent.
    /// </exception>
    /// <exception cref="OutreachApiException">The server refused.</exception>
    /// <exception cref="OutreachConnectionException">No answer came, or one that makes no sense.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<IReadOnlyList<SampledRecord>> SampleAsync(
        OutreachBulkConnection connection, string collection, RecordFilter filter, int size, CancellationToken cancellationToken) =>
        Records(connection, collection, null).SampleAsync(filter, size, cancellationToken);

    /// <summary>Reads some of the custom objects of one type that a filter selects, as the overload without a type does.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="collection">The path that the types are below, relative to <see cref="OutreachBulkOptions.BaseAddress"/>.</param>
    /// <param name="objectName">The internal name of the type: letters, digits and underscores.</param>
    /// <param name="filter">The filter; it has at least one clause, or is the model's <c>Everything</c>.</param>
    /// <param name="size">How many records, 1 to 1 000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The first records of the collection; fewer than <paramref name="size"/> where fewer are selected.</returns>
    /// <inheritdoc cref="SampleAsync(OutreachBulkConnection, string, RecordFilter, int, CancellationToken)" path="/exception"/>
    public static Task<IReadOnlyList<SampledRecord>> SampleAsync(
        OutreachBulkConnection connection,
        string collection,
        string objectName,
        RecordFilter filter,
        int size,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(objectName);
        return Records(connection, collection, objectName).SampleAsync(filter, size, cancellationToken);
    }

    /// <summary>The name in the API of a model's field.</summary>
    /// <typeparam name="TField">The enum of the model's fields.</typeparam>
    /// <param name="field">The field.</param>
    /// <param name="names">The names of all fields of the model.</param>
    /// <returns>The name that the field's number is made of.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is made of none of <paramref name="names"/>.</exception>
    public static string FieldName<TField>(TField field, string[] names)
        where TField : struct, Enum =>
        FieldNumber.FindName(field, names)
            ?? throw new ArgumentOutOfRangeException(nameof(field), field, "This is no field of the model.");

    /// <summary>Whether a field is one of those named.</summary>
    /// <typeparam name="TField">The enum of the model's fields.</typeparam>
    /// <param name="field">The field.</param>
    /// <param name="names">Names in the API.</param>
    /// <returns><see langword="true"/> when the field's number is made of one of them.</returns>
    public static bool IsField<TField>(TField field, string[] names)
        where TField : struct, Enum => FieldNumber.FindName(field, names) is not null;

    private static RecordCollection Records(OutreachBulkConnection connection, string collection, string? objectName)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(collection);
        return connection.Records(collection, objectName);
    }

    private static void ThrowIfNull(OutreachBulkConnection connection, BulkAction action)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(action);
    }
}
