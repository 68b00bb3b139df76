using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator.Diagnostics;

/// <summary>A place in a file, by numbers alone.</summary>
internal sealed record FilePlace(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static FilePlace StartOf(string path) => new(path, default, default);

    public static FilePlace Of(string path, SourceText text, TextSpan span)
    {
        // Counting lines means reading the text, which a text that is too long must be spared.
        if (span == default)
            return StartOf(path);
        TextSpan inside = TextSpan.FromBounds(Math.Min(span.Start, text.Length), Math.Min(span.End, text.Length));
        return new(path, inside, text.Lines.GetLinePositionSpan(inside));
    }

    public static FilePlace Of(Location place) =>
        new(place.SourceTree?.FilePath ?? "", place.SourceSpan, place.GetLineSpan().Span);

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
