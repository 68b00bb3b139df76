using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>Calls that wait for the end of a batch or an import.</summary>
internal static class Waits
{
    /// <summary>Finds the call behind a task, <c>ConfigureAwait</c> aside.</summary>
    public static IInvocationOperation? Find(IOperation task, UsageTypes types) => task.Unwrapped() switch
    {
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } => Find(configured, types),
        IInvocationOperation call when IsWait(call, types) => call,
        _ => null,
    };

    public static bool IsWait(IInvocationOperation call, UsageTypes types) => call.TargetMethod.Name == "WaitForCompletionAsync"
        && (call.TargetMethod.ContainingType.Is(types.BatchOperation) || call.TargetMethod.ContainingType.Is(types.ImportOperation));
}
