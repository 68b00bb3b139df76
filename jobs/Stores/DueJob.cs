namespace Outreach.Bulk.Jobs.Stores;

/// <summary>A job that has something to do at once.</summary>
/// <param name="Key">The job's key.</param>
/// <param name="Chunks">How many of its chunks workers could take up at the same time; at least 1.</param>
internal readonly record struct DueJob(string Key, int Chunks);
