using System.Data.Common;

namespace Outreach.Bulk.Jobs.Stores;

/// <summary>Columns, and rows as values.</summary>
internal static class Rows
{
    public const string JobColumns =
        "key, account, plan, kind, content, options, records, concurrency, in_order, failed_share_limit, failed_limit, planned_at, expires_at, "
            + "started_at, ended_at, wish, wished_at, stopped, waits_until, outreach_now()";

    public const string ChunkColumns =
        "job, number, content, records, at_least, at_most, canary, state, fence, attempt, operation, operation_id, sent_at, looks, matched, "
            + "processed, failed, outcome, reason, misses";

    public static StoredJob Job(DbDataReader row) => new()
    {
        Key = row.GetString(0),
        Account = row.GetString(1),
        PlanId = row.GetString(2),
        Kind = (JobKind)row.GetInt32(3),
        Content = row.GetString(4),
        Options = row.GetString(5),
        Records = row.GetInt64(6),
        Concurrency = row.GetInt32(7),
        InOrder = row.GetInt32(8) != 0,
        FailedShareLimit = row.IsDBNull(9) ? null : row.GetDouble(9),
        FailedLimit = Number(row, 10),
        PlannedAt = row.GetInt64(11),
        ExpiresAt = row.GetInt64(12),
        StartedAt = Number(row, 13),
        EndedAt = Number(row, 14),
        Wish = (JobWish)row.GetInt32(15),
        WishedAt = row.GetInt64(16),
        Stopped = Text(row, 17),
        WaitsUntil = Number(row, 18),
        ReadAt = row.GetInt64(19),
    };

    public static StoredChunk Chunk(DbDataReader row) => new()
    {
        Job = row.GetString(0),
        Number = row.GetInt32(1),
        Content = row.GetString(2),
        Records = row.GetInt64(3),
        AtLeast = row.GetInt64(4),
        AtMost = row.GetInt64(5),
        IsCanary = row.GetInt32(6) != 0,
        State = (ChunkState)row.GetInt32(7),
        Fence = row.GetInt64(8),
        Attempt = row.GetInt32(9),
        Operation = Text(row, 10),
        OperationId = Number(row, 11),
        SentAt = Number(row, 12),
        Looks = row.GetInt32(13),
        Matched = row.GetInt64(14),
        Processed = row.GetInt64(15),
        Failed = row.GetInt64(16),
        Outcome = row.IsDBNull(17) ? null : (ChunkOutcome)row.GetInt32(17),
        Reason = Text(row, 18),
        Misses = row.GetInt32(19),
    };

    public static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
