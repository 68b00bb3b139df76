using System.Text;
using CsCheck;
using Outreach.Bulk.Tokens;

namespace Outreach.Bulk.Tests.Tokens;

/// <summary>The text in a store: what was written is read, and whatever else is there is refused with what to do.</summary>
public class TokenTextTests
{
    private static readonly Gen<string> s_token = Gen.Char['!', '~'].Array[1, 60].Select(letters => new string(letters));

    private static readonly string[] s_odd = ["é", "😀", "\"", "\\", "a b", "a\u2028b", "</script>", "𝄞\n"];

    private static readonly Gen<string> s_text = Gen.OneOf(s_token, Gen.Int[0, s_odd.Length - 1].Select(index => s_odd[index]));

    private static readonly Gen<DateTimeOffset?> s_time = Gen.DateTimeOffset.Nullable();

    private static readonly Gen<TokenEntry> s_entry = Gen.Select(s_text, s_text, s_token, s_text.Null(), s_time, s_time).Select(
        (client, refresh, access, scope, one, other) => new TokenEntry
        {
            ClientId = client,
            RefreshToken = refresh,
            AccessToken = one is null ? null : access,
            ObtainedAt = other,
            ExpiresAt = one,
            Scope = scope,
            RefreshBegunAt = other,
            RequestedAt = one,
        });

    [Fact]
    public void What_is_written_is_read() => s_entry.Sample(entry =>
    {
        string text = TokenText.Write(entry);
        Assert.DoesNotContain('\n', text);
        Assert.Equal(entry, TokenText.Read(text));
    });

    [Fact]
    public void What_is_cut_off_anywhere_is_refused() => s_entry.Sample(entry =>
    {
        string text = TokenText.Write(entry);
        for (int length = 0; length < text.Length; length++)
            Assert.Throws<InvalidDataException>(() => TokenText.Read(text[..length]));
    });

    [Fact]
    public void What_is_damaged_is_refused_or_read_and_nothing_else() =>
        Gen.Select(s_entry, Gen.Int[0, 10_000], Gen.Byte).Sample((entry, at, value) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(TokenText.Write(entry));
            bytes[at % bytes.Length] = value;
            try
            {
                TokenText.Read(Encoding.UTF8.GetString(bytes));
            }
            catch (InvalidDataException error)
            {
                Assert.DoesNotContain(entry.RefreshToken.Length > 3 ? entry.RefreshToken : "planted-7c31", error.ToString());
            }
        });

    [Theory]
    [InlineData("", "damaged")]
    [InlineData("\0\0\0", "damaged")]
    [InlineData("\uD800", "damaged")]
    [InlineData("[]", "something else")]
    [InlineData("{}", "something else")]
    [InlineData("""{"outreachTokens":"1"}""", "something else")]
    [InlineData("""{"outreachTokens":1}""", "damaged")]
    [InlineData("""{"outreachTokens":1,"clientId":"app","refreshToken":""}""", "damaged")]
    [InlineData("""{"outreachTokens":1,"clientId":"app","refreshToken":"r","accessToken":"a"}""", "damaged")]
    [InlineData(
        """{"outreachTokens":1,"clientId":"a","refreshToken":"r","accessToken":"a b","expiresAt":"2026-01-05T08:00:00Z"}""", "damaged")]
    [InlineData("""{"outreachTokens":1,"clientId":"app","refreshToken":"r","requestedAt":"soon"}""", "damaged")]
    [InlineData("""{"outreachTokens":2,"clientId":["app"]}""", "newer version of this library (format 2; this one reads 1)")]
    public void What_is_no_entry_says_what_to_do(string text, string said) =>
        Assert.Contains(said, Assert.Throws<InvalidDataException>(() => TokenText.Read(text)).Message);
}
