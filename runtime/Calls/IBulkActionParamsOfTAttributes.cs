using System.Diagnostics.CodeAnalysis;

namespace Outreach.Bulk;

/// <summary>The params of a bulk action that takes attributes. Generated records implement it.</summary>
/// <typeparam name="TAttributes">The action's attributes: with others, a call does not compile.</typeparam>
[SuppressMessage(
    "Design", "CA1000:Do not declare static members on generic types",
    Justification = "It is implemented, and called by nobody else.")]
public interface IBulkActionParams<TAttributes>
    where TAttributes : AttributeSet
{
    /// <summary>The action they are the params of.</summary>
    static abstract BulkAction Action { get; }
}
