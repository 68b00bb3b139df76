using System.Globalization;
using Outreach.Bulk.Cli.Calls;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>Values are read by the types of the description, in one way on every machine.</summary>
public sealed class ValueTextTests
{
    [Theory]
    [InlineData("Integer", "-250", "-250")]
    [InlineData("Number", "0.5", "0.5")]
    [InlineData("Number", "1e3", "1000")]
    [InlineData("Decimal", "12.50", "12.50")]
    [InlineData("Boolean", "true", "True")]
    [InlineData("Date", "2026-01-31", "01/31/2026")]
    [InlineData("LocalTime", "2026-01-31T08:00:00", "01/31/2026 08:00:00")]
    [InlineData("Instant", "2026-01-31", "01/31/2026 00:00:00 +00:00")]
    [InlineData("Instant", "2026-01-31T08:00:00+02:00", "01/31/2026 06:00:00 +00:00")]
    [InlineData("Text", " as it is ", " as it is ")]
    [InlineData("Any", "{\"a\": [1]}", "{\"a\":[1]}")]
    [InlineData("Any", "plain", "plain")]
    public void A_value_is_read_by_its_type_whatever_the_culture(string type, string text, string read)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            object value = ValueText.Read(text, new("x", type), "--set x");
            Assert.Equal(
                read,
                value is System.Text.Json.Nodes.JsonNode node && node.GetValueKind() == System.Text.Json.JsonValueKind.Object
                    ? node.ToJsonString()
                    : Convert.ToString(value, CultureInfo.InvariantCulture));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("Integer", "1.5", "a whole number")]
    [InlineData("Integer", "1,000", "a whole number")]
    [InlineData("Number", "NaN", "a number")]
    [InlineData("Boolean", "yes", "true or false")]
    [InlineData("Date", "31.01.2026", "a date, such as 2026-01-31")]
    [InlineData("Instant", "tomorrow", "a date, or a date and time")]
    [InlineData("LocalTime", "2026-01-31T08:00:00Z", "without a zone")]
    [InlineData("Object", "[1]", "a JSON object")]
    public void What_is_no_value_of_the_type_is_refused_with_an_example(string type, string text, string said)
    {
        CliException refused = Assert.Throws<CliException>(() => ValueText.Read(text, new("x", type), "--set x"));
        Assert.Equal(ExitCode.Usage, refused.ExitCode);
        Assert.Contains(said, refused.Message);
    }

    [Fact]
    public void A_text_that_is_too_long_and_an_option_that_is_none_are_refused_before_the_server_does()
    {
        Assert.Contains(
            "takes at most 3 characters; this text has 4",
            Assert.Throws<CliException>(() => ValueText.Read("abcd", new("x", "Text", MaxLength: 3), "--set x")).Message);
        AttributeInfo tier = new("custom18", "Text") { Label = "Tier", Values = ["Gold", "Silver"] };
        Assert.Equal("Gold", ValueText.Read("Gold", tier, "--set Tier"));
        Assert.Contains(
            "Did you mean Gold? Options: Gold, Silver.", Assert.Throws<CliException>(
                () => ValueText.Read("Goldd", tier, "--set Tier")).Message);
    }
}
