using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Outreach.Bulk.Generator.Usage;

/// <summary>Calls that start a batch or an import.</summary>
internal static class Starts
{
    public static bool IsStart(IInvocationOperation call, UsageTypes types) =>
        IsHandle(types.ResultOf(call.TargetMethod.ReturnType), types) && IsStarter(call.TargetMethod.ContainingType, types);

    /// <summary>Whether a call gives what was started, so that it starts something itself or by way of others.</summary>
    public static bool MayStart(IInvocationOperation call, UsageTypes types) =>
        IsHandle(types.ResultOf(call.TargetMethod.ReturnType) ?? call.TargetMethod.ReturnType, types)
        && (IsStart(call, types) || (!types.IsOurs(call.TargetMethod) && !call.TargetMethod.ContainingNamespace.IsFramework()));

    /// <summary>Finds the call that started what a value is a handle of.</summary>
    public static IInvocationOperation? OfHandle(IOperation handle, UsageTypes types)
    {
        handle = handle.Unwrapped();
        if (handle is ILocalReferenceOperation local && local.OnlyValue() is { } only)
            handle = only.Unwrapped();
        return TaskBehind(handle, types) is { } task ? Find(task, types) : null;
    }

    // What a value was awaited from, or waited for in a thread.
    private static IOperation? TaskBehind(IOperation value, UsageTypes types) => value switch
    {
        IAwaitOperation waiting => waiting.Operation,
        IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task } when types.IsTask(task.Type) => task,
        IInvocationOperation
        {
            TargetMethod.Name: "GetResult",
            Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task }
        } => task,
        _ => null,
    };

    // Behind ConfigureAwait and ?. too.
    private static IInvocationOperation? Find(IOperation task, UsageTypes types) => task.Unwrapped() switch
    {
        IConditionalAccessOperation access => Find(access.WhenNotNull, types),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } => Find(configured, types),
        IInvocationOperation call when IsStart(call, types) => call,
        _ => null,
    };

    private static bool IsStarter(ITypeSymbol type, UsageTypes types) =>
        type.Is(types.ActionGroup) || type.Is(types.BatchCollection) || type.Is(types.ImportCollection);

    // Upserts give a list of operations, one per call.
    private static bool IsHandle(ITypeSymbol? type, UsageTypes types) =>
        type.Is(types.BatchOperation)
        || type.Is(types.ImportOperation)
        || (type is INamedTypeSymbol { TypeArguments: [{ } item] } && item.Is(types.ImportOperation));
}
