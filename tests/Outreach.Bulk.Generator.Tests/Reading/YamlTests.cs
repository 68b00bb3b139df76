using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Reading;
using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>YAML 1.2 is read as it is defined, and what people bring along from 1.1 is taken as they mean it or refused.</summary>
public class YamlTests
{
    [Theory]
    [InlineData("%YAML 1.2\n---\na: b\n", "{<a>=b;}")]
    [InlineData("%YAML 1.1\n---\na: b\n", "{<a>=b;}")]
    [InlineData("%UNKNOWN directive\n---\na: b\n", "{<a>=b;}")]
    [InlineData("%TAG !e! tag:example.org,2000:\n---\na: !e!x b\n...\n", "{<a>=b;}")]
    [InlineData("\ufeff# remark\na: b", "{<a>=b;}")]
    public void Directives_and_marks_of_a_document_are_read(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("{url: https://example.org/a/b}", "{<url>=https://example.org/a/b;}")]
    [InlineData("[{url: urn:a:b}, x]", "[{<url>=urn:a:b;};x;]")]
    [InlineData("a: {at: 12:30:45, on: 2020-01-01T00:00:00Z}", "{<a>={<at>=12:30:45;<on>=2020-01-01T00:00:00Z;};}")]
    [InlineData("a: {\"b\":c, d: }", "{<a>={<b>=c;<d>=;};}")]
    public void Colon_in_a_plain_text_of_a_flow_map_is_part_of_it(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("a: b\n\t\nc: d\n", "{<a>=b;<c>=d;}")]
    [InlineData("a:\n  b: c\n  \t \n  d: e\n", "{<a>={<b>=c;<d>=e;};}")]
    [InlineData("a: b\n\t# remark\nc: d\n", "{<a>=b;<c>=d;}")]
    [InlineData("\t\na: b\n\t", "{<a>=b;}")]
    [InlineData("a: b\r\n\t\r\nc: d\r\n", "{<a>=b;<c>=d;}")]
    [InlineData("a: b\n\t\n  c\n", "{<a>=b\nc;}")]
    [InlineData("a: 'b\n\t\n  c'\n", "{<a>=<b\nc>;}")]
    [InlineData("a: |\n  b\n\t\nc: d\n", "{<a>=<b\n>;<c>=d;}")]
    [InlineData("a: |+\n b\n\t\t\t\nc: d\n", "{<a>=<b\n>;<c>=d;}")]
    [InlineData("a: |+\n b\n\t# remark\n\t\nc: d\n", "{<a>=<b\n>;<c>=d;}")]
    [InlineData("a:\n  b: &x # remark\n    |\n   c\n  \t# remark\nd: e", "{<a>={<b>=<c\n>;};<d>=e;}")]
    public void Tabs_on_lines_that_hold_nothing_else_or_a_remark_are_blank(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("a: |\n  b\n  \t\n  c\n", "{<a>=<b\n\t\nc\n>;}")]
    [InlineData("a: |\n  b\n  \t# no remark\nc: |\n  d\n", "{<a>=<b\n\t# no remark\n>;<c>=<d\n>;}")]
    [InlineData("a: >\n \t\n b\n", "{<a>=<\t\nb\n>;}")]
    [InlineData("a: |2\n    b\n  \t# no remark\n", "{<a>=<  b\n\t# no remark\n>;}")]
    [InlineData("a: b\n\t\nc: |\n  \td\n  \t\n  e\n", "{<a>=b;<c>=<\td\n\t\ne\n>;}")]
    public void Tabs_of_a_block_scalar_are_what_it_says(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData('\u0085')]
    [InlineData('\u2028')]
    [InlineData('\u2029')]
    public void Separators_of_unicode_end_no_line(char separator)
    {
        Reads($"a: b{separator}c # d{separator}e\nf: g\n", $"{{<a>=b{separator}c;<f>=g;}}");
        Reads($"a: \"b{separator}c\"\n", $"{{<a>=<b{separator}c>;}}");
        Reads($"a: |\n  b{separator}c\n  \ue000d\n", $"{{<a>=<b{separator}c\n\ue000d\n>;}}");
    }

    [Fact]
    public void Zero_ends_no_text()
    {
        SpecReadException exception = Assert.Throws<SpecReadException>(() => SpecText.Read("a: b\n\0\nc: d\n"));

        Assert.Equal(5, exception.Span.Start);
        Assert.Contains("U+0000", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: |+\n  b\n   ", "{<a>=<b\n \n>;}")]
    [InlineData("a: >\n  b\n  c", "{<a>=<b c\n>;}")]
    [InlineData("a: \"\\ud83d\\ude00 \\U0001F600\"", "{<a>=<\ud83d\ude00 \ud83d\ude00>;}")]
    [InlineData("a: !!str 12\nb: ! 12\nc: 12", "{<a>=<12>;<b>=<12>;<c>=12;}")]
    [InlineData("a: yes\non: 010", "{<a>=yes;<on>=010;}")]
    public void Scalars_are_read_as_the_core_schema_has_them(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("a: &a {b: 1}\nc: {<<: *a, d: 2}", "{<a>={<b>=1;};<c>={<d>=2;<b>=1;};}")]
    [InlineData("a: &a {b: 1, d: 3}\nc: {d: 2, <<: *a}", "{<a>={<b>=1;<d>=3;};<c>={<d>=2;<b>=1;};}")]
    [InlineData("a: &a {b: 1}\nc: &c {b: 2, d: 2}\ne: {<<: [*a, *c]}", "{<a>={<b>=1;};<c>={<b>=2;<d>=2;};<e>={<b>=1;<d>=2;};}")]
    [InlineData("a: &a {b: 1}\nc: &c {<<: *a}\ne:\n  <<: *c\n", "{<a>={<b>=1;};<c>={<b>=1;};<e>={<b>=1;};}")]
    [InlineData("a: {<<: {b: 1}, c: 2}", "{<a>={<c>=2;<b>=1;};}")]
    [InlineData("a: {'<<': b, c: <<}", "{<a>={<<<>=b;<c>=<<;};}")]
    [InlineData("{\"<<\": {\"a\": 1}}", "{<<<>={<a>=1;};}")]
    public void Merge_key_takes_over_members_that_a_map_does_not_have(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("a: b\nc:\n  - d *e: f\n", 12)]
    [InlineData("a: b\nc: {d *e: f}\n", 9)]
    [InlineData("a: b\nc: {d *e: }\n", 9)]
    public void Name_in_which_an_asterisk_follows_a_space_is_refused_rather_than_misread(string text, int start) =>
        Assert.Equal(start, Assert.Throws<SpecReadException>(() => SpecText.Read(text)).Span.Start);

    [Theory]
    [InlineData("a: {<<: 1}", 4)]
    [InlineData("a: {<<: }", 4)]
    [InlineData("a: &a [1]\nb: {<<: *a}", 14)]
    [InlineData("a: &a {b: 1}\nb: {<<: [*a, c]}", 17)]
    public void Merge_key_with_anything_but_maps_is_refused_at_its_place(string text, int start)
    {
        SpecReadException exception = Assert.Throws<SpecReadException>(() => SpecText.Read(text));

        Assert.Equal(start, exception.Span.Start);
        Assert.StartsWith("the merge key '<<' takes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Merge_keys_cannot_make_much_of_little()
    {
        string many = string.Join(", ", Enumerable.Range(0, 2_000).Select(i => $"k{i}: 1"));
        string text = $"a: &a {{{many}}}\nb:\n" + string.Concat(Enumerable.Repeat("- {<<: *a}\n", 1_000));

        Assert.Contains("nodes", Assert.Throws<SpecReadException>(() => SpecText.Read(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Operation_with_a_merge_key_is_the_one_with_all_of_it_written_out()
    {
        string merged = Small.Replace("      summary: accountAddTags\n", "      <<: *shared\n", StringComparison.Ordinal)
            .Replace("paths:\n", "x-shared: &shared { summary: accountAddTags, tags: [Other] }\npaths:\n", StringComparison.Ordinal);

        GeneratorRun run = GeneratorRun.Of(merged);

        Assert.NotEqual(Small, merged);
        Assert.Empty(run.Problems);
        Assert.Equal(GeneratorRun.Of(Small).Files, run.Files);
    }

    [Theory]
    [InlineData("True")]
    [InlineData("TRUE")]
    [InlineData("'true'")]
    [InlineData("\"True\"")]
    public void Flag_is_one_in_each_spelling_of_the_core_schema_and_in_quotes(string flag)
    {
        GeneratorRun run = GeneratorRun.Of(Small
            .Replace("readOnly: true", $"readOnly: {flag}", StringComparison.Ordinal)
            .Replace("x-outreach-filterable: true", $"x-outreach-filterable: {flag}", StringComparison.Ordinal));

        Assert.Empty(run.Problems);
        Assert.Equal(GeneratorRun.Of(Small).Files, run.Files);
    }

    [Theory]
    [InlineData("readOnly: true", "readOnly: yes", "yes")]
    [InlineData("readOnly: true", "readOnly: 'on'", "'on'")]
    [InlineData("readOnly: true", "readOnly: 1", "1")]
    [InlineData("readOnly: true", "readOnly: [true]", "[true]")]
    [InlineData("named: { type: boolean, x-outreach-filterable: true", "named: { type: boolean, x-outreach-filterable: y", "y")]
    [InlineData("named: { type: boolean, x-outreach-filterable: true", "named: { type: boolean, x-outreach-filterable: 1", "1")]
    [InlineData("requestBody: { content", "requestBody: { required: yes, content", "yes")]
    public void What_is_no_flag_where_one_belongs_is_reported_at_its_place(string flag, string other, string place)
    {
        int at = Small.IndexOf(flag, StringComparison.Ordinal);
        string text = Small.Remove(at, flag.Length).Insert(at, other);

        Diagnostic problem = Assert.Single(GeneratorRun.Of(text).Problems);

        Assert.Equal("OB115", problem.Id);
        Assert.Contains("expected is true or false", problem.GetMessage(), StringComparison.Ordinal);
        Assert.Equal(place, text.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length));
    }

    [Theory]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("")]
    public void Text_that_is_null_is_none(string nothing)
    {
        GeneratorRun run = GeneratorRun.Of(Small.Replace(
            "description: What the company does.", $"description: {nothing}", StringComparison.Ordinal));

        Assert.Empty(run.Problems);
        Assert.DoesNotContain(run.Files.Values, file => file.Contains($"<summary>{nothing}", StringComparison.Ordinal) && nothing != "");
        Assert.Equal(
            GeneratorRun.Of(Small.Replace(", description: What the company does.", "", StringComparison.Ordinal)).Files, run.Files);
    }

    private static void Reads(string text, string expected) => Assert.Equal(expected, SpecText.Describe(SpecText.Read(text)));
}
