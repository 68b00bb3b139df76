namespace Outreach.Bulk.Jobs.Planning;

/// <summary>A closed range of record ids.</summary>
/// <param name="AtLeast">The lowest; at least 1.</param>
/// <param name="AtMost">The highest; at least <paramref name="AtLeast"/>.</param>
internal readonly record struct IdRange(long AtLeast, long AtMost);
