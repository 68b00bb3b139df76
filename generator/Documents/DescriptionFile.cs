using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator.Documents;

/// <summary>
/// An additional file marked as a description, or as an overlay of one. It is equal to another by path and content: Roslyn compares
/// additional files by reference, and hosts make new ones whenever they like. The only model that holds text.
/// </summary>
internal sealed class DescriptionFile : IEquatable<DescriptionFile>
{
    /// <summary>The metadata that marks a description: <c>true</c> for a user's, <c>default</c> for the packed one.</summary>
    public const string MetadataKey = "build_metadata.AdditionalFiles.OutreachBulkSpec";

    /// <summary>The metadata that marks an overlay, with the same words.</summary>
    public const string OverlayKey = "build_metadata.AdditionalFiles.OutreachBulkOverlay";

    /// <summary>The metadata that says which custom fields a description gives.</summary>
    public const string CustomFieldsKey = "build_metadata.AdditionalFiles.CustomFields";

    private DescriptionFile(string path, SourceText text, bool isOverlay, bool isDefault)
    {
        Path = path;
        Text = text;
        IsOverlay = isOverlay;
        IsDefault = isDefault;
    }

    public string Path { get; }

    public SourceText Text { get; }

    public bool IsOverlay { get; }

    public bool IsDefault { get; }

    /// <summary>Whether its name says that it is JSON, which YAML with braces is not.</summary>
    public bool IsJson => Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Which custom fields the project wants, as it says it; empty for all.</summary>
    public string CustomFields { get; private set; } = "";

    /// <summary>Whether it wants those alone that have a label.</summary>
    public bool HasOnlyLabelled => CustomFields.Equals("Labelled", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether what it says about them is no choice.</summary>
    public bool HasUnknownChoice =>
        CustomFields.Length > 0 && !HasOnlyLabelled && !CustomFields.Equals("All", StringComparison.OrdinalIgnoreCase);

    /// <summary>A packed file, for those who have its text and no compiler.</summary>
    public static DescriptionFile Packed(string path, SourceText text, bool isOverlay) => new(path, text, isOverlay, isDefault: true);

    public static DescriptionFile? TryCreate(
        AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellationToken)
    {
        AnalyzerConfigOptions marks = options.GetOptions(file);
        bool? isDefault = IsDefaultBy(MetadataKey);
        bool isOverlay = isDefault is null;
        isDefault ??= IsDefaultBy(OverlayKey);
        if (isDefault is null)
            return null;

        // A file that cannot be read is an empty one: the reader has a diagnostic for that.
        SourceText text = file.GetText(cancellationToken) ?? SourceText.From("");
        DescriptionFile marked = new(file.Path, text, isOverlay, isDefault.Value);
        if (!isOverlay && marks.TryGetValue(CustomFieldsKey, out string? choice))
            marked.CustomFields = choice.Trim();
        return marked;

        bool? IsDefaultBy(string key) => marks.TryGetValue(key, out string? mark)
            ? mark.ToUpperInvariant() switch { "DEFAULT" => true, "TRUE" => false, _ => null }
            : null;
    }

    public bool Equals(DescriptionFile? other) =>
        other is not null
        && Path == other.Path
        && IsOverlay == other.IsOverlay
        && IsDefault == other.IsDefault
        && CustomFields == other.CustomFields
        && Text.ContentEquals(other.Text);

    public override bool Equals(object? obj) => Equals(obj as DescriptionFile);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Path);
}
