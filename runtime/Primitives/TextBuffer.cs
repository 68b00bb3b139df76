using System.Buffers;

namespace Outreach.Bulk.Primitives;

/// <summary>Text that grows in a pooled array: a request line is written for every request and needed as text once.</summary>
internal struct TextBuffer : IDisposable
{
    private char[] _chars;

    public TextBuffer(int capacity) => _chars = ArrayPool<char>.Shared.Rent(capacity);

    public int Length { get; set; }

    public readonly ReadOnlySpan<char> Text => _chars.AsSpan(0, Length);

    public void Append(ReadOnlySpan<char> text)
    {
        while (_chars.Length - Length < text.Length)
            Grow();
        text.CopyTo(_chars.AsSpan(Length));
        Length += text.Length;
    }

    /// <summary>Appends text percent-encoded, everything but the unreserved characters.</summary>
    public void AppendEscaped(ReadOnlySpan<char> text)
    {
        int written;
        while (!Uri.TryEscapeDataString(text, _chars.AsSpan(Length), out written))
            Grow();
        Length += written;
    }

    public override readonly string ToString() => Text.ToString();

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_chars);
        _chars = [];
        Length = 0;
    }

    private void Grow()
    {
        char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(256, _chars.Length * 2));
        Text.CopyTo(larger);
        ArrayPool<char>.Shared.Return(_chars);
        _chars = larger;
    }
}
