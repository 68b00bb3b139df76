using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Identifiers;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Naming and escaping hold for any text.</summary>
public class PropertyTests
{
    // Any UTF-16, well-formed or not, and often what matters to C# and XML.
    private static readonly Gen<string> s_text = Gen.OneOf(
        Gen.String,
        Gen.Char.Array[0, 20].Select(letters => new string(letters)),
        Gen.Const(new[] { '"', '\\', '\n', '\r', '\u2028', '\u0085', '<', '>', '&', '/', '*', '{', 'u', '0', ' ', '\ud800', '\u202e' })
            .SelectMany(
                letters => Gen.Int[0, letters.Length - 1].Select(i => letters[i])).Array[0, 20].Select(letters => new string(letters)));

    [Fact]
    public void Literal_means_the_text_it_was_made_of() => s_text.Sample(text =>
    {
        string literal = Escape.ForLiteral(text);
        LiteralExpressionSyntax expression = Assert.IsType<LiteralExpressionSyntax>(SyntaxFactory.ParseExpression(literal));
        Assert.Empty(expression.GetDiagnostics());
        Assert.Equal(text, expression.Token.ValueText);
        Assert.Equal(literal.Length, expression.FullSpan.Length);
    });

    [Fact]
    public void Xml_stays_text() => s_text.Sample(text =>
    {
        System.Xml.Linq.XElement element = System.Xml.Linq.XElement.Parse($"<a>{Escape.ForXml(text)}</a>");
        Assert.Empty(element.Elements());
        Assert.Equal(Escape.ForComment(text), element.Value);
    });

    [Fact]
    public void Comment_stays_on_its_line() => s_text.Sample(text =>
    {
        SourceText line = SourceText.From($"// {Escape.ForComment(text)}");
        Assert.Single(line.Lines);
        Assert.DoesNotContain(
            CSharpSyntaxTree.ParseText(line).GetRoot().DescendantTokens(), token => !token.IsKind(SyntaxKind.EndOfFileToken));
    });

    [Fact]
    public void Pascal_gives_an_identifier_or_nothing() => s_text.Sample(text =>
    {
        if (Identifier.Pascal(text) is not { } name)
            return;
        Assert.True(SyntaxFacts.IsValidIdentifier(name));
        Assert.Equal(SyntaxKind.None, SyntaxFacts.GetKeywordKind(name));
        Assert.Equal(name, SyntaxFactory.ParseToken(name).ValueText);
    });

    [Fact]
    public void Pascal_of_a_pascal_name_is_the_same() => s_text.Sample(text =>
    {
        string? name = Identifier.Pascal(text);
        if (name is not null && name[0] != '_')
            Assert.Equal(name, Identifier.Pascal(name));
    });

    [Fact]
    public void Prefix_and_rest_make_up_the_name() => s_text.Where(text => text.Length > 0).Sample(text =>
        Assert.EndsWith(Descriptions.Models.Find(text).Rest, text, StringComparison.Ordinal));

    [Fact]
    public void Number_is_stable_and_positive() => s_text.Sample(text =>
    {
        Assert.InRange(StableNumber.Of(text), 0, int.MaxValue);
        Assert.Equal(StableNumber.Of(text), StableNumber.Of(new string([.. text])));
    });

    [Theory]
    [InlineData("name", 221887974)]
    [InlineData("custom1", 1212229005)]
    public void Number_of_a_name_never_changes(string name, int number) => Assert.Equal(number, StableNumber.Of(name));
}
