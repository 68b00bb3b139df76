using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator;

/// <summary>
/// An additional file marked as a description. It is equal to another by path and checksum: Roslyn compares additional
/// files by reference, and hosts make new ones whenever they like. The only model that holds text.
/// </summary>
internal sealed class DescriptionFile : IEquatable<DescriptionFile>
{
    /// <summary>The metadata that marks a description: <c>true</c> for a user's, <c>default</c> for the packed one.</summary>
    public const string MetadataKey = "build_metadata.AdditionalFiles.OutreachBulkSpec";

    private readonly ImmutableArray<byte> _checksum;

    private DescriptionFile(string path, SourceText text, bool isDefault)
    {
        Path = path;
        Text = text;
        IsDefault = isDefault;
        _checksum = text.GetChecksum();
    }

    public string Path { get; }

    public SourceText Text { get; }

    public bool IsDefault { get; }

    public static DescriptionFile? TryCreate(
        AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellationToken)
    {
        if (!options.GetOptions(file).TryGetValue(MetadataKey, out string? mark))
            return null;
        bool isDefault = string.Equals(mark, "default", StringComparison.OrdinalIgnoreCase);
        if (!isDefault && !string.Equals(mark, "true", StringComparison.OrdinalIgnoreCase))
            return null;

        // A file that cannot be read is an empty one: the reader has a diagnostic for that.
        SourceText text = file.GetText(cancellationToken) ?? SourceText.From("");
        return new(file.Path, text, isDefault);
    }

    public bool Equals(DescriptionFile? other) =>
        other is not null
        && Path == other.Path
        && IsDefault == other.IsDefault
        && _checksum.AsSpan().SequenceEqual(other._checksum.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as DescriptionFile);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Path);
}
