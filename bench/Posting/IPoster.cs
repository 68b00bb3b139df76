namespace Outreach.Bulk.Benchmarks.Posting;

/// <summary>A client that posts <see cref="Edit"/> and reads the batch.</summary>
internal interface IPoster : IDisposable
{
    /// <summary>Posts once.</summary>
    /// <returns>The id of the batch.</returns>
    Task<long> PostAsync();
}

/// <summary>What every client posts: a selection by three ids and an owner, and three attributes, one of them cleared.</summary>
internal static class Edit
{
    /// <summary>The version of the packages, which stands in <c>User-Agent</c>.</summary>
    public static readonly string Version = typeof(OutreachBulkConnection).Assembly.GetName().Version!.ToString(3);

    public const string Token = "a-token-as-long-as-they-are-0123456789abcdef0123456789abcdef";
    public const long OwnerId = 123;
    public const string Custom1 = "edit from bulk";
    public const int NumberOfEmployees = 250;

    public static readonly long[] Ids = [1, 2, 3];
}
