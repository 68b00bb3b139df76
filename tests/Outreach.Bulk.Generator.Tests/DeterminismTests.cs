using System.Globalization;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>The same description gives the same bytes, wherever and however it is written.</summary>
public class DeterminismTests
{
    private static readonly string s_packaged = Repository.PackagedDescription;
    private static readonly IReadOnlyDictionary<string, string> s_files = GeneratorRun.Of(s_packaged).Files;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Order_of_properties_does_not_matter(int seed)
    {
        string shuffled = YamlText.Shuffle(s_packaged, seed);

        Assert.NotEqual(YamlText.Shuffle(s_packaged, seed + 10), shuffled);
        Assert.Equal(s_files, GeneratorRun.Of(shuffled).Files);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("sv-SE")]
    [InlineData("ar-SA")]
    public void Culture_does_not_matter(string name)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
            Assert.Equal(name != "tr-TR", char.ToUpper('i', CultureInfo.CurrentCulture) == 'I');

            Assert.Equal(s_files, GeneratorRun.Of(s_packaged).Files);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Line_ends_do_not_matter() =>
        Assert.Equal(s_files, GeneratorRun.Of(s_packaged.ReplaceLineEndings("\r\n")).Files);

    [Fact]
    public void Yaml_and_json_give_the_same() =>
        Assert.Equal(s_files, GeneratorRun.Of([new("openapi.json", YamlText.ToJson(s_packaged))]).Files);

    [Fact]
    public void Lines_end_with_a_line_feed() => Assert.All(s_files.Values, text => Assert.DoesNotContain('\r', text));

    [Fact]
    public void Place_of_the_description_does_not_matter() =>
        Assert.Equal(s_files, GeneratorRun.Of([new("C:\\elsewhere\\api.yaml", s_packaged)]).Files);
}
