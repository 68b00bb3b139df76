namespace Outreach.Bulk.Generator.Reading;

/// <summary>Something was looked up that an outline left out. The whole text has it. Caught where a reading begins.</summary>
[
    System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Design", "CA1032:Implement standard exception constructors", Justification = "It never leaves the reading."),
]
internal sealed class SpecOmittedException : Exception;
