namespace Outreach.Bulk.Primitives;

/// <summary>Work that goes on when nobody waits for it any more.</summary>
internal static class Abandoned
{
    /// <summary>Observes the exception, so that an abandoned task raises no <see cref="TaskScheduler.UnobservedTaskException"/>.</summary>
    public static void Observe(Task work) =>
        _ = work.ContinueWith(
            static late => _ = late.Exception,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
}
