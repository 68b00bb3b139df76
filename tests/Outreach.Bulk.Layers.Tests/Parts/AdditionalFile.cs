using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Layers.Tests;

/// <summary>A file that the build gives its source generators to read.</summary>
internal sealed class AdditionalFile(string path) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default)
    {
        using FileStream stream = File.OpenRead(path);
        return SourceText.From(stream);
    }
}
