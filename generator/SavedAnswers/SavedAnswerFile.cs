using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.SavedAnswers;

/// <summary>What a file says of an organisation's custom fields.</summary>
internal enum SavedAnswerKind
{
    /// <summary>The saved answer of <c>GET /types</c>.</summary>
    Types,

    /// <summary>The same, as it was when the code was written.</summary>
    TypesLock,

    /// <summary>The saved answer of <c>GET /schema</c>.</summary>
    Schema,
}

/// <summary>
/// An additional file that <c>OutreachTypes</c>, <c>OutreachTypesLock</c> or <c>OutreachSchema</c> names. It holds text, so no
/// step of the pipeline
/// keeps one.
/// </summary>
/// <param name="Path">Its path.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Text">Its text; null when it cannot be read.</param>
internal sealed record SavedAnswerFile(string Path, SavedAnswerKind Kind, SourceText? Text)
{
    private static readonly char[] s_separators = [';', ','];

    /// <summary>The metadata that marks the file, with the word of its kind.</summary>
    public const string MarkKey = "build_metadata.AdditionalFiles.OutreachCustomFields";

    /// <summary>The metadata that names custom objects, with semicolons between them.</summary>
    public const string ObjectsKey = "build_metadata.AdditionalFiles.OutreachSchemaObjects";

    /// <summary>The custom objects that the project file names.</summary>
    public EquatableArray<string> Objects { get; init; } = [];

    public static SavedAnswerFile? TryCreate(
        AdditionalText file, AnalyzerConfigOptionsProvider provider, CancellationToken cancellationToken)
    {
        AnalyzerConfigOptions options = provider.GetOptions(file);
        if (!options.TryGetValue(MarkKey, out string? mark) || KindOf(mark) is not { } kind)
            return null;
        string objects = options.TryGetValue(ObjectsKey, out string? named) ? named : "";
        return new(file.Path, kind, file.GetText(cancellationToken))
        {
            Objects = objects.Split(s_separators).Select(each => each.Trim()).Where(each => each.Length > 0).Distinct().ToEquatableArray(),
        };
    }

    /// <summary>A place in it; its beginning when it cannot be read.</summary>
    public FilePlace PlaceOf(TextSpan span) => Text is null ? FilePlace.StartOf(Path) : FilePlace.Of(Path, Text, span);

    /// <summary>The item of the project file that names files of a kind.</summary>
    public static string ItemOf(SavedAnswerKind kind) => kind switch
    {
        SavedAnswerKind.TypesLock => "OutreachTypesLock",
        SavedAnswerKind.Schema => "OutreachSchema",
        _ => "OutreachTypes",
    };

    private static SavedAnswerKind? KindOf(string mark) => mark.ToUpperInvariant() switch
    {
        "TYPES" => SavedAnswerKind.Types,
        "SCHEMA" => SavedAnswerKind.Schema,
        "TYPES-LOCK" => SavedAnswerKind.TypesLock,
        _ => null,
    };
}
