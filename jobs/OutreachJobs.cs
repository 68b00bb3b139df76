using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Outreach.Bulk.Jobs.Files;
using Outreach.Bulk.Jobs.Running;
using Outreach.Bulk.Jobs.Stores;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Jobs;

/// <summary>
/// Jobs of an account: planned once, written down in a store, and driven to their end by whichever processes work on them.
/// </summary>
/// <remarks>Safe to use from several threads. Any number of processes may have the same store.</remarks>
public sealed class OutreachJobs : IDisposable
{
    // A chunk's operation adds its number and attempt.
    private const int LongestKey = 150;

    private readonly OutreachJobsOptions _options;
    private readonly string _account;
    private readonly StoreLedger _ledger;
    private readonly JobLog _log;
    private readonly JobPurge _purge;
    private readonly JobWorker _worker;

    /// <summary>Makes the jobs of a connection's account.</summary>
    /// <param name="connection">The connection; it is not disposed.</param>
    /// <param name="store">The store. It is disposed with this.</param>
    /// <param name="options">How this process works; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public OutreachJobs(OutreachBulkConnection connection, JobStore store, OutreachJobsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(store);
        Connection = connection;
        Store = store;
        _options = options ?? new();
        _options.ThrowIfNotUsable();
        _account = _options.Account ?? connection.Options.BaseAddress.Host;
        LedgerTables tables = new(_account, connection.Options.RecordsPerDay, connection.Options.ReservedRecords);
        _ledger = store.CreateLedger(tables);
        _log = new((connection.Options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Outreach.Bulk.Jobs"));
        _purge = new(store, _account, _options.KeepFor, connection.Options.TimeProvider);
        _worker = new(new(store, connection, new(tables, _ledger), _log), _purge, _account, _options);
    }

    internal OutreachBulkConnection Connection { get; }

    internal JobStore Store { get; }

    internal string Account => _account;

    private long UsableRecordsPerDay => Connection.Options.RecordsPerDay - Connection.Options.ReservedRecords;

    /// <summary>
    /// Plans a job: counts, and cuts the call into chunks that each fit into one request. Nothing acts yet. Where the store has a job of
    /// that key, its plan is returned.
    /// </summary>
    /// <param name="key">The job's key, of your own: up to 150 characters, not blank, such as <c>nightly-2026-11-29</c>.</param>
    /// <param name="call">The call. Its policy and its consent hold for the sum of all chunks.</param>
    /// <param name="options">How it is planned and driven; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The plan, which is in the store until it expires.</returns>
    /// <exception cref="ArgumentException">The key, the call or an option cannot be used.</exception>
    /// <exception cref="JobException">
    /// The store has another job of that key, the records cannot be planned, or the call does not allow as many as were counted.
    /// </exception>
    /// <exception cref="JobStoreException">The store cannot be used.</exception>
    /// <exception cref="OutreachBulkException">The records could not be counted.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<JobPlan> PlanAsync(
        string key, BulkCall call, JobOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfNotUsable(key);
        ArgumentNullException.ThrowIfNull(call);
        options ??= new();
        options.ThrowIfNotUsable(Connection.Options);
        StoredJob? job = await Store.Jobs.FindAsync(key, cancellationToken).ConfigureAwait(false);
        if (job is null or { IsExpired: true })
        {
            (job, IReadOnlyList<StoredChunk> chunks) = await PlanWriter.PlanAsync(Connection, _account, key, call, options, cancellationToken)
                .ConfigureAwait(false);
            job = await AddAsync(job, chunks, options, cancellationToken).ConfigureAwait(false);
        }

        ThrowIfAnother(job, planned => planned is PlannedAction { Call: var other } && other.Equals(BulkCall.FromJson(call.ToJson())), options);
        return await PlanOfAsync(job, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Plans the import of a file of any size: looks through all of it, and cuts it into parts at records. Nothing is sent. Where the store
    /// has a job of that key, its plan is returned.
    /// </summary>
    /// <typeparam name="TField">The model's field enum.</typeparam>
    /// <param name="key">The job's key, of your own: up to 150 characters, not blank.</param>
    /// <param name="file">The file, on a disk that all workers reach by the same path. It must not change until the job has ended.</param>
    /// <param name="mapping">Which column goes into which field.</param>
    /// <param name="importOptions">How each part is imported; <see langword="null"/> for the defaults. Key, label and row format are not used.</param>
    /// <param name="options">
    /// How it is planned and driven; <see langword="null"/> for the defaults. <see cref="JobOptions.RecordsPerChunk"/> is the most rows of a part;
    /// a canary, drift and resending are refused or not used.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The plan, which is in the store until it expires.</returns>
    /// <exception cref="ArgumentException">The key, the file or an option cannot be used.</exception>
    /// <exception cref="CsvException">Mapping and header do not fit, or the file cannot be read or is not sound.</exception>
    /// <exception cref="JobException">The store has another job of that key.</exception>
    /// <exception cref="JobStoreException">The store cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<JobPlan> PlanImportAsync<TField>(
        string key,
        CsvFile file,
        ImportMapping<TField> mapping,
        ImportOptions? importOptions = null,
        JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where TField : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return await PlanImportAsync(key, mapping.ImportAction, file, mapping, importOptions ?? new(), options ?? new(), null, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Plans the import of any number of typed rows: writes them to a file that belongs to the job, and goes on as with any file. Nothing is
    /// sent. Where the store has a job of that key, its plan is returned, and the rows are not read.
    /// </summary>
    /// <typeparam name="TRow">The rows' type, with <see cref="OutreachCsvRowAttribute"/>.</typeparam>
    /// <typeparam name="TField">The model's field enum.</typeparam>
    /// <param name="key">The job's key, of your own: up to 150 characters, not blank.</param>
    /// <param name="rows">The rows, which are read once.</param>
    /// <param name="importOptions">How each part is imported; <see langword="null"/> for the defaults. Key and label are not used.</param>
    /// <param name="options">How it is planned and driven; <see langword="null"/> for the defaults. A canary and resending are refused.</param>
    /// <param name="cancellationToken">Gives up; no file is left.</param>
    /// <returns>The plan, which is in the store until it expires.</returns>
    /// <remarks>
    /// The file is in <see cref="OutreachJobsOptions.RowFolder"/>. It is removed when all of its rows were imported, and otherwise with the
    /// job: <see cref="PurgeAsync"/>.
    /// </remarks>
    /// <exception cref="InvalidOperationException">There is no folder for the file.</exception>
    /// <inheritdoc cref="PlanImportAsync{TField}" path="/exception"/>
    public async Task<JobPlan> PlanRowsAsync<TRow, TField>(
        string key,
        IAsyncEnumerable<TRow> rows,
        ImportOptions? importOptions = null,
        JobOptions? options = null,
        CancellationToken cancellationToken = default)
        where TRow : ICsvRow<TRow, TField>
        where TField : struct, Enum
    {
        ThrowIfNotUsable(key);
        ArgumentNullException.ThrowIfNull(rows);
        importOptions ??= new();
        options ??= new();
        options.ThrowIfNotUsable(Connection.Options);
        ImportMapping<TField> mapping = (ImportMapping<TField>)TRow.CreateMapping();
        StoredJob? job = await Store.Jobs.FindAsync(key, cancellationToken).ConfigureAwait(false);
        if (job is null or { IsExpired: true })
        {
            string path = Path.Combine(RowFolder(), $"{Guid.NewGuid():N}.rows.csv");
            CsvFile file = await RowFile.WriteAsync(rows, path, importOptions.RowFormat, null, cancellationToken).ConfigureAwait(false);
            StoredJob? planned = null;
            try
            {
                (planned, IReadOnlyList<StoredChunk> chunks) = await ImportPlanWriter
                    .PlanAsync(_account, key, mapping.ImportAction, file, mapping, importOptions, options, cut: null, cancellationToken)
                    .ConfigureAwait(false);
                job = await AddAsync(planned, chunks, options, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                if (job is null || job.PlanId != planned?.PlanId)
                    RowFile.Delete(path);
            }
        }

        ThrowIfAnother(
            job, other => other is PlannedImport { Content.IsOfRows: true } import && import.Action == mapping.ImportAction, options);
        return await PlanOfAsync(job, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts a job. One that was started already, here or elsewhere, is returned as it is.</summary>
    /// <param name="plan">Its plan.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The job. Something must work on it: a wait for its completion, or <see cref="RunAsync"/> in any process.</returns>
    /// <exception cref="JobException">The plan expired, or the store has another one under its key.</exception>
    /// <exception cref="JobStoreException">The store cannot be used.</exception>
    public async Task<Job> StartAsync(JobPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (await Store.Jobs.FindAsync(plan.Key, cancellationToken).ConfigureAwait(false) is { } found)
            ThrowIfOfOtherAccount(found);
        StoredJob job = await Store.Jobs.StartAsync(plan.Key, plan.Id, cancellationToken).ConfigureAwait(false)
            ?? throw new JobException($"The store has no plan of {plan.Key}: it was removed, or another store is meant. Plan it again.");
        if (job.PlanId != plan.Id)
            throw new JobException($"{plan.Key} was planned again since, so this plan is not started. Look at the new one, and start that.");
        return job.Wish != JobWish.None
            ? new(this, plan.Key)
            : throw new JobException($"The plan of {plan.Key} expired at {plan.ExpiresAt:u}, and records may have changed since. Plan it again.");
    }

    /// <summary>Finds a job by its key.</summary>
    /// <param name="key">The job's key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The job; <see langword="null"/> when the store has none of that key.</returns>
    /// <exception cref="JobException">It is another account's.</exception>
    /// <exception cref="JobStoreException">The store cannot be used.</exception>
    public async Task<Job?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        ThrowIfNotUsable(key);
        if (await Store.Jobs.FindAsync(key, cancellationToken).ConfigureAwait(false) is not { } job)
            return null;
        ThrowIfOfOtherAccount(job);
        return new(this, key);
    }

    /// <summary>
    /// Lists the account's jobs, the latest first. One whose plan this version of the library cannot read has a
    /// <see cref="JobStatus.PlanError"/>.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The jobs.</returns>
    /// <exception cref="JobStoreException">The store cannot be used.</exception>
    public async Task<IReadOnlyList<JobStatus>> ListAsync(CancellationToken cancellationToken = default)
    {
        List<JobStatus> jobs = [];
        foreach (StoredJob job in await Store.Jobs.ListAsync(_account, cancellationToken).ConfigureAwait(false))
            jobs.Add(await StatusAsync(job, cancellationToken).ConfigureAwait(false));
        return jobs;
    }

    /// <summary>
    /// Does at most one step of one of the account's jobs. It may be called at any time, by any number of processes at once, or never: an
    /// engine that wakes workers calls it.
    /// </summary>
    /// <param name="cancellationToken">Asks to come to an end. A request on its way gets five seconds to be answered.</param>
    /// <returns>How long until there may be something to do: zero for at once, <see langword="null"/> for never by itself.</returns>
    /// <exception cref="JobStoreException">The store cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<TimeSpan?> AdvanceAsync(CancellationToken cancellationToken = default) => _worker.AdvanceAsync(null, cancellationToken);

    /// <summary>Works on all of the account's jobs, those that others plan and start too, until it is stopped.</summary>
    /// <param name="cancellationToken">
    /// Stops working within ten seconds: nothing is sent any more, what is on its way gets five seconds, and no batch is cancelled.
    /// </param>
    /// <returns>A task that ends when it was stopped, without an error.</returns>
    /// <exception cref="JobStoreException">The store cannot be used, and trying again will not help.</exception>
    public Task RunAsync(CancellationToken cancellationToken) => new WorkLoop(_worker, _options, Connection.Options.TimeProvider, _log).RunAsync(null, cancellationToken);

    /// <summary>
    /// Removes jobs that ended longer ago than <see cref="OutreachJobsOptions.KeepFor"/>, with all values in their plans. A worker that has
    /// nothing else to do does so once an hour.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were removed.</returns>
    /// <exception cref="JobStoreException">The store cannot be used.</exception>
    public Task<int> PurgeAsync(CancellationToken cancellationToken = default) => _purge.RunAsync(cancellationToken);

    /// <summary>Disposes the store. Jobs stay in it.</summary>
    public void Dispose() => Store.Dispose();

    /// <summary>Does at most one step of one job. Where it is another account's, there is nothing to do.</summary>
    /// <inheritdoc cref="AdvanceAsync(CancellationToken)" path="/*[not(self::summary)]"/>
    internal Task<TimeSpan?> AdvanceAsync(string key, CancellationToken cancellationToken) => _worker.AdvanceAsync(key, cancellationToken);

    /// <summary>Plans the import of a file by an action that is known at run time, whose parts may be known from an earlier pass.</summary>
    internal async Task<JobPlan> PlanImportAsync(
        string key,
        BulkAction action,
        CsvFile file,
        ImportMapping mapping,
        ImportOptions importOptions,
        JobOptions options,
        FileParts? cut,
        CancellationToken cancellationToken)
    {
        ThrowIfNotUsable(key);
        ArgumentNullException.ThrowIfNull(file);
        options.ThrowIfNotUsable(Connection.Options);
        (StoredJob planned, IReadOnlyList<StoredChunk> chunks) = await ImportPlanWriter
            .PlanAsync(_account, key, action, file, mapping, importOptions, options, cut, cancellationToken)
            .ConfigureAwait(false);
        StoredJob job = await AddAsync(planned, chunks, options, cancellationToken).ConfigureAwait(false);
        ThrowIfAnother(job, _ => job.Content == planned.Content, options);
        return await PlanOfAsync(job, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The account's jobs that have something to do at once.</summary>
    internal async Task<List<DueJob>> DueAsync(CancellationToken cancellationToken)
    {
        await _purge.RunNowAndThenAsync(cancellationToken).ConfigureAwait(false);
        return await Store.Chunks.DueAsync(_account, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is left of the account's day.</summary>
    internal Task<DayBudget> BudgetAsync(CancellationToken cancellationToken) => _ledger.LookAsync(cancellationToken);

    internal async Task<JobStatus?> StatusAsync(string key, CancellationToken cancellationToken) =>
        await Store.Jobs.FindAsync(key, cancellationToken).ConfigureAwait(false) is { } job
            ? await StatusAsync(job, cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>Works on one job until it has ended, somebody must decide, or the deadline passed.</summary>
    /// <returns>The job as it is then.</returns>
    internal async Task<JobStatus> WorkAsync(
        Job job, IProgress<JobStatus>? progress, TimeSpan? deadline, CancellationToken cancellationToken)
    {
        TimeProvider time = Connection.Options.TimeProvider;
        long start = time.GetTimestamp();
        JobStatus? reported = null;
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        WorkLoop loop = new(_worker, _options, time, _log);
        Task working = Task.CompletedTask;
        try
        {
            while (true)
            {
                Task changed = loop.Changed;
                JobStatus status = await job.GetStatusAsync(cancellationToken).ConfigureAwait(false);
                if (reported?.ToString() != status.ToString())
                    progress?.Report(status);
                reported = status;

                // Somebody else can go on with it, and a wait here would have no end of its own.
                if (status.PlanError is { } unreadable)
                    throw new JobException(unreadable);
                TimeSpan? left = deadline - time.GetElapsedTime(start);
                if (status.State is JobState.Ended or JobState.Planned or JobState.Paused or JobState.Stopped or JobState.Canceled || left <= TimeSpan.Zero)
                    return status;
                if (working.IsCompletedSuccessfully)
                    working = loop.RunAsync(job.Key, done.Token);
                TimeSpan wait = left < _options.MaximumIdle ? left.Value : _options.MaximumIdle;
                await Task.WhenAny(changed, working, Task.Delay(Timers.Round(wait), time, done.Token)).ConfigureAwait(false);
                if (working.IsFaulted)
                    await working.ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            await done.CancelAsync().ConfigureAwait(false);
            await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What of a job stays as it was planned; null when the store has none of that key.</summary>
    internal async Task<PlannedJob?> PlanOfAsync(string key, CancellationToken cancellationToken) =>
        await Store.Jobs.FindAsync(key, cancellationToken).ConfigureAwait(false) is { } job ? PlannedJob.Of(job) : null;

    private async Task<JobPlan> PlanOfAsync(StoredJob job, CancellationToken cancellationToken) =>
        new(job, await Store.Jobs.ChunksAsync(job.Key, cancellationToken).ConfigureAwait(false), UsableRecordsPerDay);

    private async Task<JobStatus> StatusAsync(StoredJob job, CancellationToken cancellationToken) => JobStatus.Of(
        job,
        await Store.Jobs.ChunksAsync(job.Key, cancellationToken).ConfigureAwait(false));

    private async Task<StoredJob> AddAsync(
        StoredJob planned, IReadOnlyList<StoredChunk> chunks, JobOptions options, CancellationToken cancellationToken)
    {
        StoredJob? before = await Store.Jobs.FindAsync(planned.Key, cancellationToken).ConfigureAwait(false);
        StoredJob job = await Store.Jobs.AddAsync(planned, chunks, options.PlanLifetime, cancellationToken).ConfigureAwait(false);

        // What a plan that expired has left, nobody would find any more.
        if (before is not null && job.PlanId == planned.PlanId)
            JobPurge.RemoveLeftovers(before);
        return job;
    }

    private string RowFolder() => _options.RowFolder ?? Store.Folder ?? throw new InvalidOperationException(
        $"Typed rows of a job are written to a file, and the store has no folder for it. Set {nameof(OutreachJobsOptions)}."
            + $"{nameof(OutreachJobsOptions.RowFolder)} to one that all workers reach.");

    private static void ThrowIfNotUsable(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        RunName.ThrowIfNotUsable(key, "key", nameof(key));
        if (key.Length > LongestKey)
            throw new ArgumentException($"A job's key has at most {LongestKey} characters.", nameof(key));
    }

    private void ThrowIfOfOtherAccount(StoredJob job)
    {
        if (job.Account != _account)
        {
            throw new JobException(
                $"Job {job.Key} is of the account {job.Account}; these are the jobs of {_account}. Use the connection of {job.Account}, or "
                    + $"set {nameof(OutreachJobsOptions)}.{nameof(OutreachJobsOptions.Account)}.");
        }
    }

    private void ThrowIfAnother(StoredJob job, Func<PlannedJob, bool> isSame, JobOptions options)
    {
        ThrowIfOfOtherAccount(job);
        PlannedJob planned = PlannedJob.Of(job);
        if (!isSame(planned))
        {
            throw new JobException(
                $"The store has a job {job.Key} with another call or file ({planned.ActionName}). Give this one a key of its own; the same key "
                    + "attaches to the job that exists.");
        }

        if (planned.Options != options)
        {
            throw new JobException(
                $"The store has a job {job.Key} with the same call and other options ({planned.Options}). Give this one a key of its own, or the same options.");
        }
    }
}
