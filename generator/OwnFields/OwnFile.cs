using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator;

/// <summary>What a file says of an organisation's own fields.</summary>
internal enum OwnFileKind
{
    /// <summary>The saved answer of <c>GET /types</c>.</summary>
    Types,

    /// <summary>The same, as it was when the code was written.</summary>
    TypesLock,
}

/// <summary>
/// An additional file that <c>OutreachTypes</c> or <c>OutreachTypesLock</c> names. It holds text, so no step of the pipeline
/// keeps one.
/// </summary>
/// <param name="Path">Its path.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Text">Its text; null when it cannot be read.</param>
internal sealed record OwnFile(string Path, OwnFileKind Kind, SourceText? Text)
{
    /// <summary>The metadata that marks the file, with the word of its kind.</summary>
    public const string MarkKey = "build_metadata.AdditionalFiles.OutreachOwnFields";

    public static OwnFile? TryCreate(AdditionalText file, AnalyzerConfigOptionsProvider provider, CancellationToken cancellationToken)
    {
        if (!provider.GetOptions(file).TryGetValue(MarkKey, out string? mark) || KindOf(mark) is not { } kind)
            return null;
        return new(file.Path, kind, file.GetText(cancellationToken));
    }

    /// <summary>The item of the project file that names files of a kind.</summary>
    public static string ItemOf(OwnFileKind kind) => kind switch
    {
        OwnFileKind.TypesLock => "OutreachTypesLock",
        _ => "OutreachTypes",
    };

    private static OwnFileKind? KindOf(string mark) => mark.ToUpperInvariant() switch
    {
        "TYPES" => OwnFileKind.Types,
        "TYPES-LOCK" => OwnFileKind.TypesLock,
        _ => null,
    };
}
