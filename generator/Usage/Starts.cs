using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>Calls that start a batch or an import.</summary>
internal static class Starts
{
    /// <summary>Finds the call behind a task, <c>ConfigureAwait</c> and <c>?.</c> aside.</summary>
    public static IInvocationOperation? Find(IOperation task, UsageTypes types) => task.Unwrapped() switch
    {
        IConditionalAccessOperation access => Find(access.WhenNotNull, types),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } => Find(configured, types),
        IInvocationOperation call when IsStarter(call.TargetMethod.ContainingType, types)
            && IsHandle(types.ResultOf(call.TargetMethod.ReturnType), types) => call,
        _ => null,
    };

    /// <summary>Finds the call that started what a value is a handle of.</summary>
    public static IInvocationOperation? OfHandle(IOperation handle, UsageTypes types)
    {
        handle = handle.Unwrapped();
        if (handle is ILocalReferenceOperation local && local.OnlyValue() is { } only)
            handle = only.Unwrapped();
        return handle is IAwaitOperation waiting ? Find(waiting.Operation, types) : null;
    }

    private static bool IsStarter(ITypeSymbol type, UsageTypes types) =>
        type.Is(types.ActionGroup) || type.Is(types.BatchCollection) || type.Is(types.ImportCollection);

    // Upserts give a list of operations, one per call.
    private static bool IsHandle(ITypeSymbol? type, UsageTypes types) =>
        type.Is(types.BatchOperation)
        || type.Is(types.ImportOperation)
        || (type is INamedTypeSymbol { TypeArguments: [{ } item] } && item.Is(types.ImportOperation));
}
