using System.Buffers;
using System.Text;

namespace Outreach.Bulk.Csv;

/// <summary>Decodes a file's text. Where bytes have no character in the encoding, there is a sign that no text has.</summary>
internal sealed class TextDecoder
{
    public const int Utf8 = 65001;
    private const char Undecodable = '\uFFFF';

    // Bytes that a code page has no character for are given back as these, which no text holds either.
    private const char FirstControl = '\u0080';
    private const char LastControl = '\u009F';

    private static readonly SearchValues<char> s_signs = SearchValues.Create([
        Undecodable, .. Enumerable.Range(FirstControl, LastControl - FirstControl + 1).Select(control => (char)control)]);

    private static readonly Encoding[] s_marked = [
        new UTF32Encoding(bigEndian: false, byteOrderMark: true), new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode];

    private readonly Encoding _encoding;
    private readonly Decoder _decoder;
    private readonly bool _isUnicode;

    public TextDecoder(Encoding? encoding)
    {
        _encoding = (Encoding)(encoding ?? Encoding.UTF8).Clone();
        _encoding.DecoderFallback = new DecoderReplacementFallback(Undecodable.ToString());
        _decoder = _encoding.GetDecoder();
        _isUnicode = _encoding.CodePage is Utf8 or 1200 or 1201 or 12000 or 12001;
    }

    public bool IsUtf8 => _encoding.CodePage == Utf8;

    public string Name => _encoding.WebName;

    public int MostChars(int bytes) => _encoding.GetMaxCharCount(bytes);

    public int Decode(ReadOnlySpan<byte> bytes, Span<char> chars, bool isLast) => _decoder.GetChars(bytes, chars, isLast);

    public void Reset() => _decoder.Reset();

    /// <summary>The place of the first sign of bytes without a character, or -1.</summary>
    public int FindUndecodable(ReadOnlySpan<char> text) => _isUnicode ? text.IndexOf(Undecodable) : text.IndexOfAny(s_signs);

    /// <summary>The encoding whose mark the file starts with, where that is another one; null otherwise.</summary>
    public string? OtherMark(ReadOnlySpan<byte> start)
    {
        foreach (Encoding marked in s_marked)
        {
            if (start.StartsWith(marked.Preamble))
                return marked.CodePage == _encoding.CodePage ? null : marked.WebName;
        }

        return null;
    }
}
