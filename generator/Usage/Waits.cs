using Microsoft.CodeAnalysis.Operations;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>Calls that wait for the end of a batch or an import.</summary>
internal static class Waits
{
    public static bool IsWait(IInvocationOperation call, UsageTypes types) => call.TargetMethod.Name == "WaitForCompletionAsync"
        && (call.TargetMethod.ContainingType.Is(types.BatchOperation) || call.TargetMethod.ContainingType.Is(types.ImportOperation));
}
