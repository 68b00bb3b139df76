using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Description;

namespace Outreach.Bulk.Generator.SavedAnswers;

/// <summary>A type of custom objects, as an organisation's schema tells it.</summary>
/// <param name="Name">Its internal name.</param>
/// <param name="Attributes">Its attributes, in ordinal order.</param>
/// <param name="TellsFilters">Whether the schema says of any attribute that it can be filtered; otherwise it may not say so at all.</param>
internal sealed record CustomObject(string Name, EquatableArray<AttributeDescription> Attributes, bool TellsFilters);
