using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Generator.Common;

internal static class PipelineExtensions
{
    /// <summary>Drops what a step could make nothing of.</summary>
    public static IncrementalValuesProvider<T> WhereNotNull<T>(this IncrementalValuesProvider<T?> items)
        where T : class =>
        items.SelectMany(static (item, _) => item is null ? Array.Empty<T>() : [item]);
}
