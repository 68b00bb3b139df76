using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Naming;

/// <summary>A description and what came of naming all that is in it.</summary>
/// <param name="Description">The description.</param>
/// <param name="Model">What is emitted of it.</param>
/// <param name="Problems">What got no name, or none of its own.</param>
internal sealed record NamedDescription(ApiDescription Description, ApiModel Model, EquatableArray<NamingProblem> Problems)
{
    /// <summary>Whether the project leaves out custom fields that have no label.</summary>
    public bool HasOnlyLabelled { get; init; }
}
