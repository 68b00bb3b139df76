using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>An additional file in memory. A copy with the same content is another object, as in a real host.</summary>
internal sealed class MemoryFile(
    string path, string content, string? mark =
        "true", string? csvModel = null, string? overlayMark = null, string? answerKind = null, string answerObjects = "") : AdditionalText
{
    public override string Path => path;

    public string Content => content;

    /// <summary>The value of its OutreachBulkSpec metadata; null for a file that is not marked.</summary>
    public string? Mark => mark;

    /// <summary>The value of its CustomFields metadata.</summary>
    public string CustomFields { get; init; } = "";

    /// <summary>The value of its OutreachBulkOverlay metadata; null for a file that is no overlay.</summary>
    public string? OverlayMark => overlayMark;

    /// <summary>The value of its OutreachCsvModel metadata; null for a file that is no OutreachCsv.</summary>
    public string? CsvModel => csvModel;

    /// <summary>The value of its OutreachCustomFields metadata; null for a file that has none.</summary>
    public string? AnswerKind => answerKind;

    /// <summary>The value of its OutreachSchemaObjects metadata.</summary>
    public string AnswerObjects => answerObjects;

    /// <summary>A file that OutreachSchema names.</summary>
    public static MemoryFile Schema(string content, string objects = "") =>
        new("outreach.schema.json", content, mark: null, answerKind: "schema", answerObjects: objects);

    /// <summary>A file that OutreachTypes names.</summary>
    public static MemoryFile Types(string content, string path = "outreach.types.json") =>
        new(path, content, mark: null, answerKind: "types");

    /// <summary>A file that OutreachTypesLock names.</summary>
    public static MemoryFile TypesLock(string content) => new("outreach.types.lock.json", content, mark: null, answerKind: "types-lock");

    /// <summary>A file that OutreachCsv names.</summary>
    public static MemoryFile Csv(string path, string content, string model = "Account") => new(path, content, mark: null, csvModel: model);

    /// <summary>A file that OutreachBulkOverlay names.</summary>
    public static MemoryFile Overlay(string path, string content) => new(path, content, mark: null, overlayMark: "true");

    /// <summary>The overlay that comes with the package.</summary>
    public static MemoryFile PackedOverlay(string content) => new("packed-overlay.yml", content, mark: null, overlayMark: "default");

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content, Encoding.UTF8);

    public MemoryFile Copy() => new(path, content, mark, csvModel, overlayMark, answerKind, answerObjects) { CustomFields = CustomFields };
}
