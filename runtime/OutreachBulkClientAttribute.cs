namespace Outreach.Bulk;

/// <summary>
/// Marks a partial class that the generator fills with typed bulk actions, one group per model, read from the
/// OpenAPI description given as <c>OutreachBulkSpec</c> (or from the package's own when none is given).
/// </summary>
/// <remarks>
/// The class must be partial, not generic, and not nested in another type. Everything that is generated lands in its
/// namespace, with its accessibility: some sixty types, so give it a namespace of its own.
/// </remarks>
/// <example>
/// <code>
/// namespace Acme.OutreachApi;
///
/// [OutreachBulkClient]
/// public sealed partial class OutreachClient;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OutreachBulkClientAttribute : Attribute;
