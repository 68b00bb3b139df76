namespace Company.Nightly;

/// <summary>One run. It is about the day that ends when it begins, so nights have no gap between them.</summary>
public sealed record Night(DateTimeOffset Until)
{
    public DateTimeOffset From => Until.AddDays(-1);

    /// <summary>The key of the job: the same night is the same job, however often it is started.</summary>
    public string Key => $"nightly-{DateOnly.FromDateTime(Until.UtcDateTime):O}";

    public static Night LatestAt(DateTimeOffset now, TimeOnly at)
    {
        DateTimeOffset today = new(DateOnly.FromDateTime(now.UtcDateTime), at, TimeSpan.Zero);
        return new(today <= now ? today : today.AddDays(-1));
    }
}
