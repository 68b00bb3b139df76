namespace Outreach.Bulk.Jobs.Stores;

/// <summary>Where a chunk is in its life, as the store has it.</summary>
internal enum ChunkState
{
    /// <summary>Nothing was sent for it, or what was sent did not act.</summary>
    Waiting = 0,

    /// <summary>Its request may be on its way. Once the lease is over, somebody must look for what it started.</summary>
    Sending = 1,

    /// <summary>Its batch or import is known.</summary>
    Running = 2,

    /// <summary>The answer to its request was lost, and what it started is searched for.</summary>
    Searching = 3,

    /// <summary>Nothing more is done about it.</summary>
    Ended = 4,
}
