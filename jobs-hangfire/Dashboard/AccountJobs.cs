using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Hangfire.Dashboard;

/// <summary>The jobs of an account, the latest first, and its day.</summary>
internal sealed record AccountJobs(string Account, IReadOnlyList<JobStatus> Jobs, DayBudget Budget);
