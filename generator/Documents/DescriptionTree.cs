using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Documents;

/// <summary>The nodes of a description's text, read once whatever overlays apply to them and whoever asks first.</summary>
internal sealed class DescriptionTree
{
    // Keyed by the text object, which a host hands to generator and analyzer alike, and gone with it.
    private static readonly ConditionalWeakTable<SourceText, DescriptionTree> s_trees = new(), s_jsonTrees = new();

    // A compiler server compiles project after project, and hands each a text of its own that says the same.
    private static DescriptionTree? s_last;

    private readonly object _gate = new();
    private readonly SourceText _text;
    private readonly bool _isJson;
    private SpecNode? _root;
    private (EquatableArray<DescriptionFile> Overlays, DescriptionDocument Document)? _last;

    private DescriptionTree(DescriptionFile file) => (_text, _isJson) = (file.Text, file.IsJson);

    public static DescriptionTree Of(DescriptionFile file) => s_last = (file.IsJson ? s_jsonTrees : s_trees).GetValue(
        file.Text,
        text => s_last is { } last && last._isJson == file.IsJson && last._text.ContentEquals(text) ? last : new(file));

    /// <exception cref="SpecReadException">The text cannot be read.</exception>
    public SpecNode Root(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _root ??= SpecReader.Read(_text, _isJson, cancellationToken);
    }

    /// <summary>
    /// The last reading, if it was under the same overlays. Earlier ones are not kept: an editor makes one with every key.
    /// </summary>
    public DescriptionDocument? Recall(EquatableArray<DescriptionFile> overlays)
    {
        lock (_gate)
            return _last is { } last && last.Overlays == overlays ? last.Document : null;
    }

    /// <summary>Keeps a reading, unless another thread was faster.</summary>
    /// <returns>The one that is kept.</returns>
    public DescriptionDocument Remember(EquatableArray<DescriptionFile> overlays, DescriptionDocument document)
    {
        lock (_gate)
        {
            if (_last is not { } last || last.Overlays != overlays)
                _last = (overlays, document);
            return _last.Value.Document;
        }
    }
}
