using System.Globalization;
using System.Text;
using System.Text.Json;
using Outreach.Bulk.Jobs.Files;
using Outreach.Bulk.Jobs.Stores;
using Outreach.Bulk.Mappings;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>A job that imports a file in parts.</summary>
internal sealed record PlannedImport(string Key, ImportContent Content, JobOptions Options) : PlannedJob(Key, Options)
{
    public BulkAction Action => Content.Action;

    public override string ActionName => Content.Action.Name;

    public ImportMapping Mapping { get; } = new WrittenMapping(Content.Mapping);

    /// <summary>The whole file.</summary>
    public CsvFile Source => Content.IsOfRows ? RowFile.At(Content.Path)
        : Content is { Separator: ',', CodePage: null } ? CsvFile.At(Content.Path)
        : CsvFile.At(Content.Path).ReadAs(Content.Separator, EncodingOf(Content.CodePage));

    public static PlannedImport Of(string key, string json, JobOptions options)
    {
        // A newer version may have other members, so that its number is read first.
        using (JsonDocument text = JsonDocument.Parse(json))
        {
            if (text.RootElement.TryGetProperty("version", out JsonElement number) && number.GetInt32() is > ImportContent.CurrentVersion and var newer)
            {
                throw new FormatException(string.Create(
                    CultureInfo.InvariantCulture, $"it is of version {newer}, and this library reads {ImportContent.CurrentVersion}"));
            }
        }

        return new(key, JsonSerializer.Deserialize(json, JobJsonContext.Default.ImportContent) ?? throw new JsonException("no content"), options);
    }

    /// <summary>The part of a chunk as a file, and how it is imported.</summary>
    public (CsvFile Part, ImportOptions Options) PartOf(StoredChunk chunk)
    {
        FileParts cut = Content.Cut;
        FilePart part = PartAt(chunk);
        return (cut.Open(Source, part), cut.OptionsOf(Source, part, Content.Options));
    }

    public override ChunkStep StepOf(StepContext context, StoredChunk chunk) => new ImportStep(context, this, chunk);

    public override PlannedChunk PlanOf(StoredChunk chunk) =>
        PlannedChunk.Of(chunk) with { FirstLine = PartAt(chunk).FirstLine };

    // The file of typed rows. Any other is its user's.
    public override void RemoveLeftovers()
    {
        try
        {
            if (Content.IsOfRows)
                RowFile.Delete(Content.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // On this machine it cannot be removed, or is not there; the job is done all the same.
        }
    }

    private FilePart PartAt(StoredChunk chunk) => chunk.Number <= Content.Parts.Length
        ? Content.Parts[chunk.Number - 1]
        : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"it has no part {chunk.Number}"));

    private static Encoding? EncodingOf(int? codePage)
    {
        if (codePage is not { } page)
            return null;
        return CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page);
    }
}
