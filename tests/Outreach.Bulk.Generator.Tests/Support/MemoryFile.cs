using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>An additional file in memory. A copy with the same content is another object, as in a real host.</summary>
internal sealed class MemoryFile(string path, string content, string? mark = "true") : AdditionalText
{
    public override string Path => path;

    public string Content => content;

    /// <summary>The value of its OutreachBulkSpec metadata; null for a file that is not marked.</summary>
    public string? Mark => mark;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content, Encoding.UTF8);

    public MemoryFile Copy() => new(path, content, mark);
}
