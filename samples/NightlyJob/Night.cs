using System.Globalization;

namespace NightlyJob;

/// <summary>One run: its date in the schedule's time zone, and what it is about, from the run before until this one.</summary>
internal sealed record Night(DateOnly Date, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>The job's key: the same night is the same job, whoever runs it and however often.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"nightly-{Date:yyyy-MM-dd}");
}
