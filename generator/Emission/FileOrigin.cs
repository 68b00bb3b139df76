using Outreach.Bulk.Generator.Description;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>What an emitted file was made of, and what to change for another one.</summary>
/// <param name="Source">What it was made of.</param>
/// <param name="Remedy">What to change, and what names it in the project file.</param>
internal sealed record FileOrigin(string Source, string Remedy)
{
    public static FileOrigin Of(DescriptionStamp stamp) =>
        new($"the OpenAPI description \"{stamp.Title}\" {stamp.Version}", "the description (OutreachBulkSpec in the project file)");

    public static FileOrigin OfCsv(string file) =>
        new($"the header of the CSV file \"{file}\"", "the file (OutreachCsv in the project file)");

    public static FileOrigin OfTypes { get; } = new("the saved answer of GET /types", "the file (OutreachTypes in the project file)");
}
