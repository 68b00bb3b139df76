using System.Text.Json.Serialization;
using Outreach.Bulk.Jobs.Files;
using Outreach.Bulk.Mappings;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>An import of a file in parts, as a store has it: where the file is, how it is read and imported, and what it was when it was cut.</summary>
internal sealed record ImportContent
{
    public const int CurrentVersion = 1;

    public required int Version { get; init; }

    public required BulkAction Action { get; init; }

    public required string Path { get; init; }

    public required string Name { get; init; }

    /// <summary>Whether it was written of typed rows, and belongs to the job.</summary>
    public bool IsOfRows { get; init; }

    public char Separator { get; init; } = ',';

    /// <summary>The encoding's code page; null for UTF-8.</summary>
    public int? CodePage { get; init; }

    public required ImportMappingEntry[] Mapping { get; init; }

    public required string DupeMethod { get; init; }

    public required long MaximumRows { get; init; }

    public required long MaximumCellBytes { get; init; }

    public bool AllowUnmappedHeaders { get; init; }

    public string[]? UniqueColumns { get; init; }

    public bool IgnoreKeyCase { get; init; }

    public bool IgnoreKeyForm { get; init; }

    public required long Length { get; init; }

    public required byte[] Header { get; init; }

    public required long HeaderLine { get; init; }

    public required long Rows { get; init; }

    public required FilePart[] Parts { get; init; }

    public required bool MustRunInOrder { get; init; }

    [JsonIgnore]
    public FileParts Cut => new()
    {
        Length = Length,
        Header = Header,
        HeaderLine = HeaderLine,
        Rows = Rows,
        Parts = Parts,
        MustRunInOrder = MustRunInOrder,
    };

    [JsonIgnore]
    public ImportOptions Options => new()
    {
        DupeMethod = new(DupeMethod),
        FileName = Name,
        MaximumRows = MaximumRows,
        MaximumCellBytes = MaximumCellBytes,
        AllowUnmappedHeaders = AllowUnmappedHeaders,
        UniqueColumns = UniqueColumns,
        IgnoreKeyCase = IgnoreKeyCase,
        IgnoreKeyForm = IgnoreKeyForm,
    };
}
